package dev.nightdesk.adapters.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

class WordingTest {
  private static final Self SELF = new Self(7000, "Desk_Bot");

  private static JsonNode entity(String type, int offset, int length) {
    var entities = TelegramWire.JSON.createArrayNode();
    entities.addObject().put("type", type).put("offset", offset).put("length", length);
    return entities;
  }

  private static JsonNode none() {
    return TelegramWire.JSON.createArrayNode();
  }

  @Test
  void aPlainTextNamesNobody() {
    assertThat(Wording.of("  fix it ", none(), SELF))
        .isEqualTo(new Wording("fix it", Wording.Aim.NOBODY));
  }

  @Test
  void ourNameIsTakenOutWhereverItStands() {
    assertThat(Wording.of("@desk_bot, fix it", entity("mention", 0, 9), SELF))
        .isEqualTo(new Wording("fix it", Wording.Aim.US));
    assertThat(Wording.of("please @desk_bot fix it", entity("mention", 7, 9), SELF))
        .isEqualTo(new Wording("please fix it", Wording.Aim.US));
  }

  @Test
  void offsetsCountUtf16Units() {
    assertThat(Wording.of("🦉🦉 @desk_bot go", entity("mention", 5, 9), SELF).text())
        .isEqualTo("🦉🦉 go");
  }

  @Test
  void aMentionOfSomebodyElseStays() {
    assertThat(Wording.of("@shop fix it", entity("mention", 0, 5), SELF))
        .isEqualTo(new Wording("@shop fix it", Wording.Aim.NOBODY));
  }

  @Test
  void aMentionWithoutUsernameCountsById() {
    var entities = TelegramWire.JSON.createArrayNode();
    var mention = entities.addObject().put("type", "text_mention").put("offset", 0);
    mention.put("length", 4).putObject("user").put("id", 7000);

    assertThat(Wording.of("Desk go", entities, SELF)).isEqualTo(new Wording("go", Wording.Aim.US));
  }

  @Test
  void aCommandLosesOurNameAndKeepsItself() {
    assertThat(Wording.of("/peek@DESK_BOT 7c5d", entity("bot_command", 0, 14), SELF))
        .isEqualTo(new Wording("/peek 7c5d", Wording.Aim.US));
  }

  @Test
  void aPlainCommandIsForUsAndOneInMidTextIsNot() {
    assertThat(Wording.of("/peek", entity("bot_command", 0, 5), SELF).aim())
        .isEqualTo(Wording.Aim.US);
    assertThat(Wording.of("try /peek", entity("bot_command", 4, 5), SELF).aim())
        .isEqualTo(Wording.Aim.NOBODY);
  }

  @Test
  void anotherBotsCommandIsAnotherBots() {
    assertThat(Wording.of("/peek@other_bot x", entity("bot_command", 0, 15), SELF).aim())
        .isEqualTo(Wording.Aim.ANOTHER_BOT);
  }

  @Test
  void entitiesOutsideTheTextAreIgnored() {
    assertThat(Wording.of("short", entity("mention", 3, 9), SELF).text()).isEqualTo("short");
    assertThat(Wording.of("short", entity("mention", -1, 2), SELF).text()).isEqualTo("short");
    assertThat(Wording.of("short", entity("bot_command", 2, Integer.MAX_VALUE), SELF).text())
        .isEqualTo("short");
  }
}
