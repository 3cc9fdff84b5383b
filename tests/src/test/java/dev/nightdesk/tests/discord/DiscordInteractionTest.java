package dev.nightdesk.tests.discord;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightdesk.adapters.Button.Use;
import dev.nightdesk.adapters.Card;
import dev.nightdesk.adapters.ChannelAdapter;
import dev.nightdesk.adapters.CommandHint;
import dev.nightdesk.adapters.Delivery;
import dev.nightdesk.adapters.Inbound;
import dev.nightdesk.adapters.Nonce;
import dev.nightdesk.adapters.Place;
import dev.nightdesk.adapters.Posting;
import dev.nightdesk.tests.channels.Listening;
import dev.nightdesk.tests.channels.RecordingDoor;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Commands, presses, menus and forms: what people use, and what they are answered.
class DiscordInteractionTest {
  private static final CommandHint PEEK =
      new CommandHint(
          "peek",
          "Look at a session",
          List.of(
              new CommandHint.Field("session", CommandHint.Kind.SESSION, true),
              new CommandHint.Field("words", CommandHint.Kind.WORDS, false)));

  private final DiscordRig rig = new DiscordRig();
  private final DiscordPerson ana = rig.ana.in(rig.general);
  private final Place general = DiscordRig.placeOf(rig.general);
  private final ChannelAdapter adapter = rig.adapter(rig.settings(false, PEEK), Timings.QUICK);
  private final RecordingDoor door = new RecordingDoor();
  private Listening listening = Listening.start(adapter, door);

  /// Calls are counted before they happen, and only commands that are there can be used.
  @BeforeEach
  @Timeout(60)
  void connect() {
    door.awaitConnected();
    while (rig.twin.commands(0).isEmpty()) {
      LockSupport.parkNanos(1_000_000);
    }
  }

  @AfterEach
  void close() {
    listening.close();
    rig.close();
  }

  private long shown(Card card) throws InterruptedException {
    var delivery = adapter.deliver(new Posting.Create(general, card, new Nonce("n"), true, null));
    return Long.parseLong(((Delivery.Shown) delivery).at().message());
  }

  @Test
  void commandsAreOfferedAndWrittenOnlyWhenTheyDiffer() {
    assertThat(rig.twin.commands(0)).containsExactly("peek Look at a session");
    listening.close();

    var again = new RecordingDoor();
    listening = Listening.start(rig.adapter(rig.settings(false, PEEK), Timings.QUICK), again);
    rig.twin.awaitCalls("listCommands", 2);
    again.awaitConnected();
    assertThat(rig.twin.calls("putCommands")).isEqualTo(1);
  }

  @Test
  void commandsAreForServersAndThePrivateTalkAlone() {
    var peek = rig.twin.lastCall("putCommands").get(0);
    assertThat(peek.path("contexts").toString()).isEqualTo("[0,1]");
    assertThat(peek.path("integration_types").toString()).isEqualTo("[0]");
    listening.close();
    offerEverywhere();

    var again = new RecordingDoor();
    listening = Listening.start(rig.adapter(rig.settings(false, PEEK), Timings.QUICK), again);
    rig.twin.awaitCalls("putCommands", 3);
  }

  /// As an earlier version of ours, or somebody else's hand, has left it.
  private void offerEverywhere() {
    var commands = rig.twin.lastCall("putCommands").deepCopy();
    ((ObjectNode) commands.get(0))
        .putPOJO("contexts", List.of(0, 1, 2))
        .putPOJO("integration_types", List.of(0, 1));
    try (var rest = new Rest(rig.twin)) {
      var path = "applications/" + DiscordTwin.BOT.id() + "/commands";
      rest.ok("PUT", path, commands.toString());
    }
  }

  @Test
  void amongOtherPeopleNothingIsTaken() {
    offerEverywhere();
    var group = rig.ana.in(rig.twin.group(4_000));
    long used = group.slash("peek", Map.of("session", "7c5d"));

    var answer = rig.twin.awaitAnswer(used);
    assertThat(answer.isEphemeral()).isTrue();
    assertThat(answer.text()).contains("private chat");
    long typing = group.autocomplete("peek", "session", Map.of("session", "7c"));
    assertThat(rig.twin.awaitAnswer(typing).choices()).isEmpty();
    rig.ana.slash("peek", Map.of("session", "9999"));
    assertThat(door.awaitSaid("/peek 9999").reach()).isEqualTo(Inbound.Reach.PRIVATE);
    assertThat(door.taken()).hasSize(1);
  }

  @Test
  void aCommandIsALineOfItsValuesAndIsSaidBackToItsWriter() throws InterruptedException {
    long used = ana.slash("peek", Map.of("words", "the log", "session", "7c5d"));

    var said = door.awaitSaid("/peek 7c5d the log");
    assertThat(said.message().message()).startsWith(Inbound.NO_MESSAGE);
    assertThat(said.place()).isEqualTo(general);
    assertThat(said.reach()).isEqualTo(Inbound.Reach.MENTIONED);
    var answer = rig.twin.awaitAnswer(used);
    assertThat(answer.text()).isEqualTo("✓ /peek 7c5d the log");
    assertThat(answer.isEphemeral()).isTrue();

    var whisper = new Posting.Whisper(general, String.valueOf(said.whisper()), "for you *alone*");
    assertThat(adapter.deliver(whisper)).isEqualTo(new Delivery.Done());
    assertThat(rig.general.messages().getLast().text()).isEqualTo("for you *alone*");
    assertThat(rig.general.messages().getLast().onlyFor()).isEqualTo(111);
  }

  @Test
  void whoTypesIsOfferedWaysToGoOn() {
    long typing = ana.autocomplete("peek", "session", Map.of("session", "7c"));

    assertThat(rig.twin.awaitAnswer(typing).choices()).containsExactly("✻ 7c5d0000 fix the build");
  }

  @Test
  void whatIsNotTakenInTimeIsSaidSoAndIsNotTakenLater() {
    door.refuseNext(Integer.MAX_VALUE);
    long used = ana.slash("peek", Map.of("session", "7c5d"));

    var answer = rig.twin.awaitAnswer(used);
    assertThat(answer.text()).contains("not taken");
    assertThat(answer.isEphemeral()).isTrue();
    door.refuseNext(0);
    long next = ana.slash("peek", Map.of("session", "9999"));
    assertThat(rig.twin.awaitAnswer(next).text()).isEqualTo("✓ /peek 9999");
    assertThat(door.said()).containsExactly("/peek 9999");
  }

  @Test
  void aPressIsAcknowledgedWithoutAWord() throws InterruptedException {
    long message = shown(Cards.card("may I?", Cards.button("t1", "Allow")));
    long pressed = ana.press(message, "Allow");

    assertThat(rig.twin.awaitAnswer(pressed).type()).isEqualTo(6);
    var press = door.await(Inbound.Pressed.class);
    assertThat(press.token()).isEqualTo("t1");
    assertThat(press.words()).isNull();
    assertThat(adapter.deliver(new Posting.Whisper(general, press.press(), "")))
        .isEqualTo(new Delivery.Done());
  }

  @Test
  void aButtonThatAsksForWordsOpensAForm() throws InterruptedException {
    long message = shown(Cards.card("which?", Cards.button("t1", "Say it", Use.WORDS)));
    long pressed = ana.press(message, "Say it");

    var form = rig.twin.awaitAnswer(pressed).form();
    assertThat(form).isNotNull();
    assertThat(form.title()).isEqualTo("Say it");
    assertThat(form.inputs()).hasSize(1);
    assertThat(form.inputs().getFirst().isLong()).isTrue();
    long sent = ana.submit(pressed, Map.of("words", "because\nof that"));

    assertThat(rig.twin.awaitAnswer(sent).type()).isEqualTo(6);
    var press = door.await(Inbound.Pressed.class);
    assertThat(press.token()).isEqualTo("t1");
    assertThat(press.words()).isEqualTo("because\nof that");
    assertThat(press.message().message()).isEqualTo(String.valueOf(message));
  }

  @Test
  void choicesStandInOneMenuAndOnlyWhatChangedIsPressed() throws InterruptedException {
    long message =
        shown(
            Cards.card(
                "which?",
                Cards.button("a", "one", Use.CHOSEN),
                Cards.button("b", "two", Use.OPEN),
                Cards.button("c", "three", Use.OPEN),
                Cards.button("d", "Done")));
    var menu = rig.general.message(message).orElseThrow().menus().getFirst();
    assertThat(menu.least()).isZero();
    assertThat(menu.most()).isEqualTo(3);
    assertThat(menu.options())
        .extracting(ShownMessage.ShownOption::chosen)
        .containsExactly(true, false, false);

    long chosen = ana.choose(message, "two", "three");
    assertThat(rig.twin.awaitAnswer(chosen).type()).isEqualTo(6);
    door.awaitTaken(3);
    assertThat(door.taken())
        .extracting(each -> ((Inbound.Pressed) each).token())
        .containsExactly("a", "b", "c");
    assertThat(door.taken()).extracting(Inbound::sourceId).doesNotHaveDuplicates();

    assertThat(rig.twin.awaitAnswer(ana.choose(message, "one")).type()).isEqualTo(6);
    assertThat(door.taken()).hasSize(3);
  }

  @Test
  void nobodyCanBeAnsweredAloneWhenTheirTimeIsOver() throws InterruptedException {
    rig.twin
        .faults()
        .next("followUp", new DiscordFault.Refuse(401, 50027, "Invalid Webhook Token"));
    ana.slash("peek", Map.of("session", "7c5d"));
    var said = door.await(Inbound.Said.class);

    var whisper = new Posting.Whisper(general, String.valueOf(said.whisper()), "too late");
    assertThat(adapter.deliver(whisper)).isInstanceOf(Delivery.Refused.class);
    assertThat(adapter.deliver(new Posting.Whisper(general, "no handle", "hm")))
        .isInstanceOf(Delivery.Refused.class);
  }

  @Test
  void aDoorThatTakesItsTimeIsWaitedFor() throws InterruptedException {
    listening.close();
    var slow = new SlowDoor();
    var timing = Timings.acknowledging(Duration.ofMillis(100));
    listening = Listening.start(rig.adapter(rig.settings(false), timing), slow);
    slow.door.awaitConnected();
    long used = ana.slash("peek", Map.of("session", "7c5d"));

    assertThat(rig.twin.awaitAnswer(used).type()).isEqualTo(5);
    slow.open.countDown();
    rig.twin.awaitCalls("editAnswer", 1);
    rig.general.await("what was promised", shown -> shown.text().equals("✓ /peek 7c5d"));
  }
}
