package dev.nightdesk.adapters.discord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightdesk.adapters.ChannelId;
import dev.nightdesk.adapters.Inbound;
import dev.nightdesk.adapters.Inbound.Mark;
import dev.nightdesk.adapters.Inbound.Reach;
import dev.nightdesk.adapters.Place;
import dev.nightdesk.adapters.http.Fields.Missing;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DiscordMessagesTest {
  private static final String SELF = "9";
  private static final ChannelId CHANNEL = new ChannelId("discord");

  private final Rooms rooms = new Rooms();
  private final Snowflakes clock = new Snowflakes();
  private final DiscordMessages messages = new DiscordMessages(CHANNEL, SELF, rooms, clock);

  private static ObjectNode json(String text) {
    try {
      return (ObjectNode) DiscordWire.JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static ObjectNode message(String content) {
    return json("""
    {"id":"900000000000000001","channel_id":"501","guild_id":"500","type":0,
    "author":{"id":"111","username":"ana","global_name":"Ana"},"mentions":[]}\
    """)
        .put("content", content);
  }

  private Inbound.Said said(ObjectNode message) throws Missing {
    return (Inbound.Said) messages.written(message).orElseThrow();
  }

  @Test
  void ourOwnNameIsLeftOutAndOthersAreNamed() throws Missing {
    rooms.saw(json("{\"id\":\"502\",\"type\":0,\"name\":\"ops\"}"), "500");
    var message = message("<@9>, ask <@!222> in <#502> <:owl:77> please <@9> now");
    message.putArray("mentions").addObject().put("id", "222").put("username", "ben");

    var said = said(message);
    assertThat(said.text()).isEqualTo("ask @ben in #ops :owl: please now");
    assertThat(said.reach()).isEqualTo(Reach.MENTIONED);
    assertThat(said.sourceId()).isEqualTo("m:900000000000000001");
  }

  @Test
  void aThreadIsAPlaceWithinItsChannel() throws Missing {
    rooms.saw(json("{\"id\":\"501\",\"type\":11,\"parent_id\":\"500\"}"), "1");

    assertThat(said(message("x")).place()).isEqualTo(new Place(CHANNEL, "500", "501"));
  }

  @Test
  void onlyAPrivateTalkIsPrivate() throws Missing {
    var message = message("x");
    message.remove("guild_id");
    rooms.sawPrivate("501");
    assertThat(said(message).reach()).isEqualTo(Reach.PRIVATE);

    rooms.saw(json("{\"id\":\"501\",\"type\":0}"), "500");
    assertThat(said(message).reach()).isEqualTo(Reach.OVERHEARD);
  }

  @Test
  void whatMustNotCommandIsMarked() throws Missing {
    var hook = message("x").put("webhook_id", "5");
    assertThat(said(hook).marks()).isEqualTo(Set.of(Mark.BOT));

    var passedOn = message("");
    passedOn.putObject("message_reference").put("type", 1).put("message_id", "3");
    passedOn.putArray("message_snapshots").addObject().putObject("message").put("content", "/stop");
    assertThat(said(passedOn).marks()).isEqualTo(Set.of(Mark.FORWARDED));
    assertThat(said(passedOn).text()).isEqualTo("/stop");
    assertThat(said(passedOn).reply()).isNull();
  }

  @Test
  void whatNeedsNoAttentionIsLeftOut() throws Missing {
    assertThat(messages.written(message(""))).isEmpty();
    assertThat(messages.written(message("x").put("type", 7))).isEmpty();
    var own = message("x");
    own.putObject("author").put("id", SELF);
    assertThat(messages.written(own)).isEmpty();
  }

  @Test
  void aBareNameAndAStickerSaySomething() throws Missing {
    assertThat(said(message("<@9>")).text()).isEmpty();
    var sticker = message("");
    sticker.putArray("sticker_items").addObject().put("id", "1");
    assertThat(said(sticker).text()).isEmpty();
  }

  @Test
  void aFileIsNamedByItsMessageAsLinksDie() throws Missing {
    var message = message("");
    message
        .putArray("attachments")
        .addObject()
        .put("id", "77")
        .put("filename", "a.txt")
        .put("size", 5);

    var file = said(message).files().getFirst();
    assertThat(file.file()).isEqualTo("501/900000000000000001/77");
    assertThat(file.bytes()).isEqualTo(5);
    assertThat(FileHandle.read(file.file()))
        .contains(new FileHandle("501", "900000000000000001", "77"));
  }

  @Test
  void onlyItsWritersChangeIsAnEdit() throws Missing {
    assertThat(messages.changed(message("x").putNull("edited_timestamp"))).isEmpty();
    var edited = message("x").put("edited_timestamp", "2026-11-01T10:00:00+00:00");
    assertThat(messages.changed(edited)).get().isInstanceOf(Inbound.Edited.class);
  }

  @Test
  void anAgeIsCountedFromTheNewestMomentKnownAndNeverNegative() throws Missing {
    assertThat(said(message("x")).age()).isZero();
    clock.answered(Snowflakes.madeAt("900000000000000001").plusSeconds(60));
    assertThat(said(message("x")).age()).isEqualTo(Duration.ofSeconds(60));
    assertThat(said(message("x").put("id", "9200000000000000000")).age()).isZero();
    assertThat(said(message("x")).age()).isEqualTo(Duration.ofSeconds(60));
  }

  @Test
  void aMessageWithoutAnIdIsNoMessage() {
    var message = message("x").put("id", "99999999999999999999");
    assertThatThrownBy(() -> messages.written(message)).isInstanceOf(Missing.class);
  }
}
