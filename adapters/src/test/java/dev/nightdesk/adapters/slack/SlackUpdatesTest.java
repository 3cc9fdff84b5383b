package dev.nightdesk.adapters.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.nightdesk.adapters.Attachment;
import dev.nightdesk.adapters.ChannelId;
import dev.nightdesk.adapters.Inbound;
import dev.nightdesk.adapters.Inbound.Mark;
import dev.nightdesk.adapters.Inbound.Reach;
import dev.nightdesk.adapters.slack.Happening.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlackUpdatesTest {
  private final SlackClock clock = new SlackClock();
  private final SlackUpdates updates =
      new SlackUpdates(new ChannelId("slack"), new Self("T1", "E1", "UBOT", "BBOT", "desk"), clock);

  private List<Inbound> read(Kind kind, String json) {
    try {
      return updates.read(Happenings.of(kind, SlackWire.JSON.readTree(json))).inbound();
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private List<Inbound> event(String fields) {
    return read(Kind.EVENT, "{\"event_id\":\"Ev1\",\"event\":{" + fields + "}}");
  }

  private List<Inbound> message(String fields) {
    return event(
        """
        "type":"message","channel":"C1","channel_type":"channel","user":"U1",\
        "ts":"1700000000.000100"\
        """
            + fields);
  }

  private Inbound.Said said(String fields) {
    return (Inbound.Said) message(fields).getFirst();
  }

  @Test
  void aMentionHasTheSameNameWhicheverEventBringsIt() {
    var mention =
        event(
            """
            "type":"app_mention","channel":"C1","user":"U1","text":"<@UBOT> hi",\
            "ts":"1700000000.000100"\
            """);

    assertThat(said(",\"text\":\"<@UBOT> hi\"")).isEqualTo(mention.getFirst());
    assertThat(((Inbound.Said) mention.getFirst()).reach()).isEqualTo(Reach.MENTIONED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ",\"text\":\"x\",\"user\":\"UBOT\"",
        ",\"text\":\"x\",\"bot_id\":\"BBOT\"",
        ",\"text\":\"has joined\",\"subtype\":\"channel_join\"",
        ",\"text\":\"This message was deleted.\",\"subtype\":\"tombstone\"",
        ",\"text\":\"\"",
        ",\"subtype\":\"message_deleted\""
      })
  void ourOwnAndTheServicesMessagesAreNothing(String fields) {
    assertThat(message(fields)).isEmpty();
  }

  @Test
  void aThreadsRootStandsInTheChannelAndAReplyDoesNot() {
    var root = said(",\"text\":\"x\",\"thread_ts\":\"1700000000.000100\"");
    var reply = said(",\"text\":\"x\",\"thread_ts\":\"1600000000.000001\"");

    assertThat(root.place().thread()).isEmpty();
    assertThat(reply.place().thread()).isEqualTo("1600000000.000001");
    assertThat(reply.reply()).isNull();
  }

  @Test
  void programsAndWhatIsPassedOnAreMarked() {
    var hook = said(",\"text\":\"x\",\"bot_id\":\"B9\",\"subtype\":\"bot_message\"");
    var share =
        said(
            """
            ,"text":"look","attachments":[{"is_share":true,"text":"rm -rf &lt;all&gt;"}]\
            """);
    var unfurled = said(",\"text\":\"x\",\"attachments\":[{\"text\":\"a page\"}]");

    assertThat(hook.marks()).containsExactly(Mark.BOT);
    assertThat(share.marks()).containsExactly(Mark.FORWARDED);
    assertThat(share.text()).isEqualTo("look\nrm -rf <all>");
    assertThat(unfurled.marks()).isEmpty();
    assertThat(unfurled.text()).isEqualTo("x");
  }

  @Test
  void filesComeWithTheirAddressOrTheirId() {
    var files =
        said("""
        ,"subtype":"file_share","text":"","files":[\
        {"id":"F1","name":"a.m4a","mimetype":"audio/mp4","size":5,"url_private":"https://f/1"},\
        {"id":"F2","file_access":"check_file_info"},{"id":"F3","mode":"tombstone"}]\
        """)
            .files();

    assertThat(files)
        .containsExactly(
            new Attachment("https://f/1", "a.m4a", "audio/mp4", 5),
            new Attachment("F2", "", "application/octet-stream", -1));
  }

  @Test
  void ageIsBySlacksClockAndNeverNegative() {
    assertThat(said(",\"text\":\"x\"").age()).isZero();
    clock.saw(Instant.ofEpochSecond(1_700_000_060));
    assertThat(said(",\"text\":\"x\"").age()).isEqualTo(Duration.ofNanos(59_999_900_000L));
    clock.saw(Instant.ofEpochSecond(1_600_000_000));
    assertThat(said(",\"text\":\"x\"").age()).isEqualTo(Duration.ofNanos(59_999_900_000L));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "{\"event\":{\"type\":\"message\"}}",
        "{\"event\":{\"type\":\"message\",\"channel\":5,\"user\":\"U1\",\"text\":\"x\",\"ts\":\"1.1\"}}",
        "{\"event\":{\"type\":\"message\",\"channel\":\"C1\",\"user\":\"U1\",\"text\":\"x\",\"ts\":1.1}}",
        "{\"event\":{\"type\":\"app_home_opened\",\"tab\":\"home\"}}"
      })
  void whatCannotBeReadIsGarbledUnderOneName(String json) {
    assertThat(read(Kind.EVENT, json)).singleElement().isInstanceOf(Inbound.Garbled.class);
    assertThat(read(Kind.EVENT, json)).isEqualTo(read(Kind.EVENT, json));
  }

  private static final String PRESS =
      """
      {"type":"block_actions","trigger_id":"tr1","user":{"id":"U1","name":"ana"},
       "container":{"type":"message","channel_id":"C1","message_ts":"1700000000.000100",
        "thread_ts":"1600000000.000001","is_ephemeral":true},
       "actions":[{"type":"button","action_id":"press-1","value":"tok",
        "action_ts":"1700000001.000000","text":{"type":"plain_text","text":"Go"}}]}\
      """;

  @Test
  void aPressIsReadFromItsContainer() {
    var pressed = (Inbound.Pressed) read(Kind.INTERACTION, PRESS).getFirst();

    assertThat(pressed.place().thread()).isEqualTo("1600000000.000001");
    assertThat(pressed.message().message()).isEqualTo("1700000000.000100");
    assertThat(pressed.token()).isEqualTo("tok");
    assertThat(pressed.press()).isEqualTo("U1");
  }

  @Test
  void aFormComesBackWithWhereItsButtonStood() throws JsonProcessingException {
    var payload = SlackWire.JSON.readTree(PRESS.replace("press-1", "words-1"));
    var form = updates.read(Happenings.of(Kind.INTERACTION, payload)).form();
    assertThat(form).isNotNull();
    var view = form.view();
    assertThat(view.path("title").path("text").asText()).isEqualTo("Go");
    view.put("id", "V1").put("hash", "1.abc");
    view.putObject("state")
        .putObject("values")
        .putObject("words")
        .putObject("words")
        .put("value", " because ");
    var sent = SlackWire.JSON.createObjectNode().put("type", "view_submission");
    sent.putObject("user").put("id", "U2");
    sent.set("view", view);

    var pressed = (Inbound.Pressed) read(Kind.INTERACTION, sent.toString()).getFirst();
    assertThat(pressed.sourceId()).isEqualTo("v:V1:1.abc");
    assertThat(pressed.words()).isEqualTo("because");
    assertThat(pressed.token()).isEqualTo("tok");
    assertThat(pressed.from().user()).isEqualTo("U2");
    assertThat(pressed.message().place().thread()).isEqualTo("1600000000.000001");
  }

  @Test
  void onlyOtherWordsAreAnEdit() {
    var change =
        """
        "type":"message","subtype":"message_changed","channel":"D1","event_ts":"1700000009.000000",\
        "message":{"user":"U1","ts":"1700000000.000100","text":"%s"},\
        "previous_message":{"user":"U1","ts":"1700000000.000100","text":"before"}\
        """;

    assertThat(event(change.formatted("before"))).isEmpty();
    assertThat(event(change.formatted("after")))
        .singleElement()
        .isInstanceOfSatisfying(
            Inbound.Edited.class, it -> assertThat(it.reach()).isEqualTo(Reach.PRIVATE));
  }

  @Test
  void onlyOurOwnLeavingIsOurs() {
    var left = "\"type\":\"member_left_channel\",\"channel\":\"C1\",\"user\":\"%s\"";

    assertThat(event(left.formatted("U1"))).isEmpty();
    assertThat(event(left.formatted("UBOT"))).singleElement().isInstanceOf(Inbound.Left.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"user_team", "source_team", "team"})
  void whoIsOfAnotherWorkspaceIsNobodyOnTheList(String field) {
    var stranger = said(",\"text\":\"x\",\"%s\":\"T2\"".formatted(field));
    var ours = said(",\"text\":\"x\",\"%s\":\"T1\"".formatted(field));
    var organisation = said(",\"text\":\"x\",\"%s\":\"E1\"".formatted(field));

    assertThat(stranger.from().user()).isEqualTo("T2/U1");
    assertThat(stranger.whisper()).isEqualTo("U1");
    assertThat(ours.from().user()).isEqualTo("U1");
    assertThat(organisation.from().user()).isEqualTo("U1");
  }

  @Test
  void anEditOfAnotherWorkspaceIsNobodysOnTheList() {
    var edit =
        event(
            """
            "type":"message","subtype":"message_changed","channel":"C1",\
            "event_ts":"1700000009.000000",\
            "message":{"user":"U1","user_team":"T2","ts":"1700000000.000100","text":"after"},\
            "previous_message":{"user":"U1","ts":"1700000000.000100","text":"before"}\
            """);

    assertThat(((Inbound.Edited) edit.getFirst()).from().user()).isEqualTo("T2/U1");
  }

  @Test
  void whoPressesInAnotherWorkspaceIsNobodyOnTheList() {
    var theirs = PRESS.replace("\"name\":\"ana\"", "\"name\":\"ana\",\"team_id\":\"T2\"");
    var around = PRESS.replace("\"trigger_id\"", "\"team\":{\"id\":\"T2\"},\"trigger_id\"");
    var ours = around.replace("\"name\":\"ana\"", "\"name\":\"ana\",\"team_id\":\"T1\"");

    assertThat(presser(theirs)).isEqualTo("T2/U1");
    assertThat(presser(around)).isEqualTo("T2/U1");
    assertThat(presser(ours)).isEqualTo("U1");
  }

  private String presser(String json) {
    var pressed = (Inbound.Pressed) read(Kind.INTERACTION, json).getFirst();
    assertThat(pressed.press()).isEqualTo("U1");
    return pressed.from().user();
  }

  @Test
  void whoCommandsFromAnotherWorkspaceIsNobodyOnTheList() {
    var command =
        """
        {"command":"/nightdesk","text":"peek","trigger_id":"tr1","channel_id":"C1",
         "user_id":"U1","team_id":"%s"}\
        """;

    assertThat(commander(command.formatted("T2"))).isEqualTo("T2/U1");
    assertThat(commander(command.formatted("T1"))).isEqualTo("U1");
  }

  private String commander(String json) {
    var said = (Inbound.Said) read(Kind.COMMAND, json).getFirst();
    assertThat(said.whisper()).isEqualTo("U1");
    return said.from().user();
  }
}
