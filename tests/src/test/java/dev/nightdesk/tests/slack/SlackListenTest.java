package dev.nightdesk.tests.slack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.adapters.Button;
import dev.nightdesk.adapters.ChannelAdapter;
import dev.nightdesk.adapters.Delivery;
import dev.nightdesk.adapters.Door.Standing;
import dev.nightdesk.adapters.Inbound;
import dev.nightdesk.adapters.Inbound.Reach;
import dev.nightdesk.adapters.MessageRef;
import dev.nightdesk.adapters.Place;
import dev.nightdesk.adapters.Posting;
import dev.nightdesk.tests.channels.Listening;
import dev.nightdesk.tests.channels.RecordingDoor;
import dev.nightdesk.tests.twin.Fault;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The way in, as only Slack has it.
class SlackListenTest {
  private final SlackRig rig = new SlackRig();
  private final SlackTwin twin = rig.twin;
  private final RecordingDoor door = new RecordingDoor();
  private final SlackChannel ops = twin.channel("C0OPS", "ops");
  private final SlackPerson ana = rig.ana.in(ops);
  private final ChannelAdapter adapter = rig.adapter();

  @AfterEach
  void close() {
    rig.close();
  }

  private Listening listen() {
    var listening = Listening.start(adapter, door);
    door.awaitConnected();
    return listening;
  }

  private static Place place(String chat, String thread) {
    return new Place(SlackRig.CHANNEL, chat, thread);
  }

  private MessageRef shown(Place at, String text, Button... buttons) throws InterruptedException {
    var create = new Posting.Create(at, Cards.card(text, buttons), Cards.NONCE, true, null);
    return ((Delivery.Shown) adapter.deliver(create)).at();
  }

  @Test
  void itSaysAsWhomItIsConnected() {
    try (var _ = listen()) {
      assertThat(door.standings()).containsExactly(new Standing.Connected("@desk"));
    }
  }

  @Test
  void aMentionComesOnceWithoutOurNameAndAsItWasTyped() {
    try (var _ = listen()) {
      var ts = ana.mention("make <b> & fix it");
      var said = door.awaitSaid("make <b> & fix it");
      ana.say("among ourselves");
      var overheard = door.awaitSaid("among ourselves");
      twin.awaitAcknowledged();

      assertThat(door.taken()).hasSize(2);
      assertThat(said.message()).isEqualTo(new MessageRef(place("C0OPS", ""), ts));
      assertThat(said.reach()).isEqualTo(Reach.MENTIONED);
      assertThat(said.whisper()).isEqualTo("U0ANA");
      assertThat(said.from().user()).isEqualTo("U0ANA");
      assertThat(overheard.reach()).isEqualTo(Reach.OVERHEARD);
    }
  }

  @Test
  void twoThreadsNeverMix() throws InterruptedException {
    try (var _ = listen()) {
      var one = ana.say("one");
      var two = ana.say("two");
      ana.reply(two, "under two");
      ana.reply(one, "under one");

      assertThat(door.awaitSaid("one").place()).isEqualTo(place("C0OPS", ""));
      assertThat(door.awaitSaid("under one").place()).isEqualTo(place("C0OPS", one));
      assertThat(door.awaitSaid("under two").place()).isEqualTo(place("C0OPS", two));

      var at = shown(place("C0OPS", one), "answer to one", go("t", "Go"));
      assertThat(ops.thread(one))
          .extracting(ShownMessage::text)
          .anyMatch(it -> it.contains("to one"));
      assertThat(ops.thread(two)).extracting(ShownMessage::text).containsExactly("under two");
      ana.press(at.message(), "Go");
      assertThat(door.await(Inbound.Pressed.class).message()).isEqualTo(at);
    }
  }

  private static Button go(String token, String label) {
    return new Button(token, label, Button.Style.GO);
  }

  @Test
  void aPressOnTheRootOfAThreadBelongsToTheChannel() throws InterruptedException {
    try (var _ = listen()) {
      var at = shown(place("C0OPS", ""), "card", go("t", "Go"));
      ana.reply(at.message(), "a word under it");
      door.awaitSaid("a word under it");
      ana.press(at.message(), "Go");

      assertThat(door.await(Inbound.Pressed.class).message()).isEqualTo(at);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/nightdesk peek 7c5d,/peek 7c5d",
    "/nightdesk,/help",
    "/nightdesk /stop,/stop",
    "/nightdesk @shop fix it,@shop fix it",
    "/peek 7c5d,/peek 7c5d"
  })
  void aCommandIsSaidAsItsVerb(String typed, String words) {
    try (var _ = listen()) {
      ana.command(typed);
      var said = door.awaitSaid(words);

      assertThat(said.message().message()).startsWith(Inbound.NO_MESSAGE);
      assertThat(said.place()).isEqualTo(place("C0OPS", ""));
      assertThat(said.reach()).isEqualTo(Reach.MENTIONED);
      assertThat(said.whisper()).isEqualTo("U0ANA");
      twin.awaitAcknowledged();
    }
  }

  @Test
  void aCommandAmongOthersIsAnsweredAtOnceAndNotTaken() {
    try (var _ = listen()) {
      twin.faults().next("conversations.info", new SlackFault.Refuse("channel_not_found"));
      var elsewhere = twin.awaitAck(rig.ana.command("/nightdesk peek 7c5d"));
      assertThat(elsewhere.answer().path("text").asText()).contains("Write to me directly");

      var again = twin.awaitAck(rig.ana.command("/nightdesk peek 7c5d"));
      assertThat(again.answer()).isEqualTo(elsewhere.answer());
      assertThat(twin.calls("conversations.info")).isEqualTo(1);
      assertThat(door.taken()).isEmpty();
    }
  }

  @Test
  void aButtonThatAsksForWordsOpensAFormAndBringsThem() throws InterruptedException {
    try (var _ = listen()) {
      var thread = ana.say("root");
      var at =
          shown(
              place("C0OPS", thread), "why?", Cards.asksForWords("tok", "Answer in my own words"));
      ana.press(at.message(), "Answer in my own words");
      var form = ana.awaitModal("the form", _ -> true);
      assertThat(form.title()).isEqualTo("Answer in my own words");
      twin.awaitAcknowledged();
      assertThat(door.taken()).noneMatch(Inbound.Pressed.class::isInstance);

      ana.submit("because of <this>");
      var pressed = door.await(Inbound.Pressed.class);
      assertThat(pressed.words()).isEqualTo("because of <this>");
      assertThat(pressed.token()).isEqualTo("tok");
      assertThat(pressed.message()).isEqualTo(at);
      ana.awaitNoModal();
      var whisper = new Posting.Whisper(at.place(), pressed.press(), "Taken.");
      assertThat(adapter.deliver(whisper)).isEqualTo(new Delivery.Done());
      assertThat(ops.whispers().getLast().onlyFor()).isEqualTo("U0ANA");
    }
  }

  @Test
  void aFormThatCannotBeOpenedIsAPressWithoutWords() throws InterruptedException {
    try (var _ = listen()) {
      var at = shown(rig.place(), "why?", Cards.asksForWords("tok", "Answer"));
      twin.faults().next("views.open", new SlackFault.Refuse("expired_trigger_id"));
      rig.ana.press(at.message(), "Answer");

      assertThat(door.await(Inbound.Pressed.class).words()).isNull();
      twin.awaitAcknowledged();
    }
  }

  @Test
  void aPersonsPageIsVisitedShownAndPressed() throws InterruptedException {
    try (var _ = listen()) {
      ana.openHome("messages");
      ana.openHome("home");
      var visited = door.await(Inbound.Visited.class);
      var home = Place.chat(SlackRig.CHANNEL, "home:U0ANA");
      assertThat(visited.place()).isEqualTo(home);

      var at = shown(home, "all quiet", go("look", "Look"));
      assertThat(ana.home()).get().extracting(ShownView::text).asString().contains("all quiet");
      assertThat(adapter.deliver(new Posting.Edit(at, Cards.card("busy", go("look", "Look")))))
          .isEqualTo(new Delivery.Shown(at));
      ana.awaitHome("the edit", view -> view.text().contains("busy"));
      ana.pressHome("Look");
      var pressed = door.await(Inbound.Pressed.class);
      assertThat(pressed.message()).isEqualTo(at);
      assertThat(door.taken()).filteredOn(Inbound.Visited.class::isInstance).hasSize(1);

      adapter.deliver(new Posting.Whisper(home, pressed.press(), "Nothing to see."));
      assertThat(rig.shown()).anyMatch(text -> text.contains("Nothing to see."));
    }
  }

  @Test
  void aRemovalIsTold() {
    try (var _ = listen()) {
      ops.shutOut();

      assertThat(door.await(Inbound.Left.class).place()).isEqualTo(place("C0OPS", ""));
    }
  }

  @Test
  void aChangedFileOrALinkThatUnfoldsIsNoEdit() {
    try (var _ = listen()) {
      var ts = ana.say("see http://example.org");
      ana.edit(ts, "see http://example.org");
      ana.say("next");
      door.awaitSaid("next");

      assertThat(door.taken()).noneMatch(Inbound.Edited.class::isInstance);
    }
  }

  @Test
  void aSocketThatIsTakenAwayIsReplacedWithoutAGap() {
    try (var _ = listen()) {
      rig.say("before");
      twin.line().askToReconnect();
      twin.line().awaitEverOpened(2);
      rig.say("after");
      door.awaitSaid("after");
      twin.line().awaitOpen(1);
      twin.line().warn();
      rig.say("warned");
      door.awaitSaid("warned");
      twin.awaitAcknowledged();

      assertThat(door.said()).containsExactly("before", "after", "warned");
      assertThat(door.standings()).hasSize(1);
      assertThat(twin.lost()).isEmpty();
    }
  }

  @Test
  void orderIsKeptWhileSocketsChange() {
    var words = IntStream.range(0, 300).mapToObj(i -> "word " + i).toList();
    try (var _ = listen()) {
      for (var word : words) {
        rig.say(word);
        if (word.endsWith("00")) {
          twin.line().askToReconnect();
        }
      }
      door.awaitTaken(words.size());
      twin.awaitAcknowledged();

      assertThat(door.said()).isEqualTo(words);
      assertThat(twin.line().everOpened()).isGreaterThan(1);
      assertThat(twin.lost()).isEmpty();
    }
  }

  @Test
  void nothingIsAcknowledgedBeforeItIsDurableAndNothingComesTwice() {
    twin.line().ackWithin(Duration.ofMillis(100));
    try (var _ = listen()) {
      door.refuseNext(1_000_000);
      var first = rig.ana.say("one");
      door.awaitRefused(20);
      assertThat(twin.acks()).isEmpty();
      door.refuseNext(0);
      rig.say("two");
      door.awaitSaid("two");

      assertThat(door.said()).containsExactly("one", "two");
      assertThat(first).isNotEmpty();
    }
  }

  @Test
  void refusedSocketsAreTriedAgain() {
    try (var _ = listen()) {
      twin.line().refuse(true);
      twin.line().cut();
      door.awaitStanding(1, Standing.Down.class);
      twin.line().refuse(false);
      door.awaitStanding(2, Standing.Connected.class);
    }
  }

  @Test
  void aWithdrawnTokenSaysWhatToDo() {
    try (var _ = listen()) {
      twin.revoke();
      twin.line().cut();
      door.awaitStanding(1, Standing.StoodDown.class);

      assertThat(door.standings().getLast().toString()).contains("install it again");
    }
  }

  @Test
  void socketModeThatIsSwitchedOffSaysWhatToDoAndGoesOnByItself() {
    try (var _ = listen()) {
      twin.push("{\"type\":\"disconnect\",\"reason\":\"link_disabled\"}");
      door.awaitStanding(1, Standing.StoodDown.class);
      assertThat(door.standings().get(1).toString()).contains("switch it on");
      door.awaitStanding(2, Standing.Connected.class);
      rig.say("back again");
      door.awaitSaid("back again");
      twin.line().awaitOpen(1);
    }
  }

  @Test
  void socketsThatBreakAtOnceAreTriedUntilOneHolds() {
    try (var _ = listen()) {
      twin.faults().next("ws", 2, new Fault.CutBefore());
      twin.faults().next("apps.connections.open", new Fault.ProxyPage(502));
      twin.line().cut();
      door.awaitStanding(1, Standing.Down.class);
      door.awaitStanding(2, Standing.Connected.class);
      twin.line().awaitOpen(1);
    }
  }

  @Test
  void aTokenOfTheWrongKindSaysWhatToDo() {
    twin.faults().next("apps.connections.open", new SlackFault.Refuse("not_allowed_token_type"));
    try (var _ = Listening.start(adapter, door)) {
      door.awaitStanding(0, Standing.StoodDown.class);
      door.awaitConnected();

      assertThat(door.standings().getFirst().toString()).contains("xapp-");
    }
  }

  @Test
  void closingLeavesNoThreadBehind() throws InterruptedException {
    List<Thread> left;
    try (var _ = listen()) {
      left =
          Thread.getAllStackTraces().keySet().stream()
              .filter(thread -> thread.getName().contains("WebSocketConnect"))
              .toList();
    }
    assertThat(left).isNotEmpty();
    for (var thread : left) {
      assertThat(thread.join(Duration.ofSeconds(20))).isTrue();
    }
  }
}
