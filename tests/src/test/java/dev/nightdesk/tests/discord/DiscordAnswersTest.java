package dev.nightdesk.tests.discord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightdesk.tests.world.TestTime;
import java.time.Duration;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The rules for answers to presses, commands and forms, asked for with nothing but HTTP.
class DiscordAnswersTest {
  private static final String REPLY = "{'type':4,'data':{'content':'%s'}}";

  private final TestTime clock = new TestTime();
  private final DiscordTwin twin = DiscordTwin.start(clock);
  private final Rest rest = new Rest(twin);
  private final DiscordChannel general = twin.guild(500, "forge").text(501, "general");
  private final DiscordPerson ana = twin.person(111, "Ana").in(general);
  private final long message =
      rest.ok(
              "POST",
              "channels/501/messages",
              "{'content':'go?','components':[{'type':1,'components':[{'type':2,'style':1,"
                  + "'label':'Go','custom_id':'go'},{'type':2,'style':1,'label':'Off',"
                  + "'custom_id':'off','disabled':true}]}]}")
          .path("id")
          .asLong();

  @AfterEach
  void stop() {
    rest.close();
    twin.close();
  }

  private static String callback(long interaction) {
    return "interactions/" + interaction + "/twin-interaction-" + interaction + "/callback";
  }

  private static String hook(long interaction) {
    return "webhooks/" + DiscordTwin.BOT.id() + "/twin-interaction-" + interaction;
  }

  @Test
  void anAnswerComesInThreeSecondsAndOnce() {
    long pressed = ana.press(message, "Go");
    clock.pass(Duration.ofSeconds(3));
    rest.ok("POST", callback(pressed), REPLY.formatted("in time"));
    assertThat(rest.refusal("POST", callback(pressed), REPLY.formatted("again")))
        .isEqualTo("400 40060 Interaction has already been acknowledged.");
    long late = ana.press(message, "Go");
    clock.pass(Duration.ofMillis(3001));
    assertThat(rest.refusal("POST", callback(late), REPLY.formatted("late")))
        .isEqualTo("404 10062 Unknown interaction");
    var wrong = "interactions/" + pressed + "/other/callback";
    assertThat(rest.refusal("POST", wrong, REPLY.formatted("x"))).startsWith("404 10062");
    assertThat(general.fromBot()).extracting(ShownMessage::text).containsExactly("go?", "in time");
  }

  @Test
  void aTokenLivesAQuarterOfAnHourAndOnlyAfterAnAnswer() {
    long pressed = ana.press(message, "Go");
    var more = "{'content':'more'}";
    assertThat(rest.refusal("POST", hook(pressed), more)).isEqualTo("404 10015 Unknown Webhook");
    rest.ok("POST", callback(pressed), "{'type':6}");
    clock.pass(Duration.ofMinutes(15));
    rest.ok("POST", hook(pressed), more);
    rest.ok("PATCH", hook(pressed) + "/messages/@original", "{'content':'gone','components':[]}");
    assertThat(general.message(message).orElseThrow().rows()).isEmpty();
    clock.pass(Duration.ofMillis(1));
    assertThat(rest.refusal("POST", hook(pressed), more))
        .isEqualTo("401 50027 Invalid Webhook Token");
    assertThat(rest.refusal("POST", "webhooks/1/none", more)).startsWith("404 10015");
  }

  @Test
  void whatOnlyOneSeesIsHiddenFromTheOthers() {
    long pressed = ana.press(message, "Go");
    rest.ok(
        "POST",
        callback(pressed) + "?with_response=true",
        "{'type':4,'data':{'content':'psst','flags':64,'components':[{'type':1,'components':"
            + "[{'type':2,'style':1,'label':'Mine','custom_id':'m'}]}]}}");
    var whisper = general.fromBot().getLast();
    assertThat(whisper.onlyFor()).isEqualTo(111);
    assertThat(rest.refusal("GET", "channels/501/messages/" + whisper.id(), ""))
        .startsWith("404 10008");
    var bob = twin.person(112, "Bob").in(general);
    assertThatThrownBy(() -> bob.press(whisper.id(), "Mine"))
        .isInstanceOf(NoSuchElementException.class);
    ana.press(whisper.id(), "Mine");
    rest.ok("DELETE", hook(pressed) + "/messages/@original", "");
    assertThat(general.fromBot()).hasSize(1);
  }

  @Test
  void theFirstWordAfterAPromiseIsWhatWasPromised() {
    long pressed = ana.press(message, "Go");
    rest.ok("POST", callback(pressed), "{'type':5,'data':{'flags':64}}");
    assertThat(general.fromBot().getLast().thinking()).isTrue();
    rest.ok("POST", hook(pressed), "{'content':'done'}");
    var shown = general.fromBot().getLast();
    assertThat(general.fromBot()).hasSize(2);
    assertThat(shown.text()).isEqualTo("done");
    assertThat(shown.edits()).isZero();
    assertThat(shown.onlyFor()).isEqualTo(111);
  }

  @Test
  void answersMustFitWhatWasAsked() {
    long pressed = ana.press(message, "Go");
    for (int type : new int[] {1, 8, 77}) {
      assertThat(rest.refusal("POST", callback(pressed), "{'type':" + type + "}"))
          .startsWith("400 50035");
    }
    rest.ok("POST", callback(pressed), "{'type':7,'data':{'content':'x'}}");
    assertThatThrownBy(() -> ana.press(message, "Off")).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> ana.press(message, "None")).isInstanceOf(NoSuchElementException.class);
  }

  private static String modal(String title, int inputs, int most) {
    return "{'type':9,'data':{'custom_id':'f','title':'"
        + title
        + "','components':["
        + IntStream.range(0, inputs)
            .mapToObj(i ->
                "{'type':18,'label':'L%1$d','component':{'type':4,'style':1,'custom_id':'i%1$d',"
                    .formatted(i))
            .map(input -> input + "'max_length':" + most + "}}")
            .collect(Collectors.joining(","))
        + "]}}";
  }

  @Test
  void formsAreBounded() {
    long pressed = ana.press(message, "Go");
    for (var wrong :
        new String[] {modal("x".repeat(46), 1, 10), modal("t", 6, 10), modal("t", 1, 4001)}) {
      assertThat(rest.refusal("POST", callback(pressed), wrong)).startsWith("400 50035");
    }
    rest.ok("POST", callback(pressed), modal("x".repeat(45), 5, 4000));
    var texts = Map.of("L0", "a", "L1", "b", "i2", "c", "L3", "d");
    assertThatThrownBy(() -> ana.submit(pressed, texts))
        .isInstanceOf(IllegalArgumentException.class);
    var all = Map.of("L0", "a", "L1", "b", "i2", "c", "L3", "d", "L4", "e");
    long sent = ana.submit(pressed, all);
    assertThat(rest.refusal("POST", callback(sent), modal("t", 1, 10))).startsWith("400 50035");
    rest.ok("POST", callback(sent), REPLY.formatted("noted"));
  }

  @Test
  void commandsAreBoundedAndOnlyAnnouncedOnesCanBeGiven() {
    var path = "applications/" + DiscordTwin.BOT.id() + "/guilds/500/commands";
    var command = "[{'name':'%s','description':'%s'}]";
    for (var name : new String[] {"Run", "two words", "x".repeat(33)}) {
      assertThat(rest.refusal("PUT", path, command.formatted(name, "d"))).startsWith("400 50035");
    }
    assertThat(rest.refusal("PUT", path, command.formatted("run", "d".repeat(101))))
        .startsWith("400 50035");
    var id = rest.ok("PUT", path, command.formatted("x".repeat(32), "d".repeat(100)));
    assertThat(rest.ok("PUT", path, command.formatted("x".repeat(32), "new")).path(0).path("id"))
        .isEqualTo(id.path(0).path("id"));
    assertThatThrownBy(() -> ana.slash("run", Map.of())).isInstanceOf(NoSuchElementException.class);
    long given = ana.slash("x".repeat(32), Map.of());
    rest.ok("POST", callback(given), REPLY.formatted("done"));
    assertThat(twin.awaitAnswer(given).text()).isEqualTo("done");
  }

  @Test
  void subcommandsAndProposalsAreBounded() {
    var path = "applications/" + DiscordTwin.BOT.id() + "/commands";
    rest.ok(
        "POST",
        path,
        "{'name':'agent','description':'d','options':[{'type':1,'name':'stop','description':'d',"
            + "'options':[{'type':3,'name':'which','description':'d','required':true,"
            + "'autocomplete':true},{'type':4,'name':'after','description':'d'}]}]}");
    ana.slash("agent stop", Map.of("which", "a", "after", 3));
    assertThatThrownBy(() -> ana.slash("agent stop", Map.of()))
        .isInstanceOf(IllegalArgumentException.class);
    long typed = ana.autocomplete("agent stop", "which", Map.of("which", "a"));
    var choices = "{'type':8,'data':{'choices':[%s]}}";
    assertThat(rest.refusal("POST", callback(typed), choices.formatted(choice(26))))
        .startsWith("400 50035");
    rest.ok("POST", callback(typed), choices.formatted(choice(25)));
    assertThat(twin.awaitAnswer(typed).choices()).hasSize(25);
  }

  private static String choice(int times) {
    return IntStream.range(0, times)
        .mapToObj(i -> "{'name':'n%1$d','value':'v%1$d'}".formatted(i))
        .collect(Collectors.joining(","));
  }
}
