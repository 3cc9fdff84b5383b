package dev.nightdesk.tests.slack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.adapters.Inbound;
import dev.nightdesk.adapters.MessageRef;
import dev.nightdesk.adapters.Place;
import dev.nightdesk.tests.channels.Listening;
import dev.nightdesk.tests.channels.RecordingDoor;
import dev.nightdesk.tests.twin.Fault;
import dev.nightdesk.tests.twin.Gate;
import java.net.URI;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What was said while nobody listened, and while Slack had given up telling.
@Timeout(120)
class SlackCatchUpTest {
  private static final URI NOBODY = URI.create("http://127.0.0.1:9/");

  private final SlackRig rig = new SlackRig();
  private final SlackTwin twin = rig.twin;
  private final RecordingDoor door = new RecordingDoor();
  private final SlackChannel ops = twin.channel("C0OPS", "ops");
  private final SlackPerson ana = rig.ana.in(ops);

  @AfterEach
  void close() {
    rig.close();
  }

  private Listening listen() {
    return Listening.start(rig.adapter(), door);
  }

  private String hear(String text) {
    return hear(ana, text);
  }

  private String hear(SlackPerson person, String text) {
    try (var _ = listen()) {
      door.awaitConnected();
      var said = person.say(text);
      door.awaitSaid(text);
      twin.awaitAcknowledged();
      return said;
    }
  }

  /// Says something of which no event ever arrives.
  private void unheard(int happenings, Runnable said) {
    int before = twin.lost().size();
    twin.hook().to(NOBODY);
    said.run();
    twin.awaitLost(before + happenings);
    twin.hook().off();
  }

  @Test
  void whatWasSaidMeanwhileComesInOrderUnderItsOwnName() {
    hear("before");
    unheard(3, () -> IntStream.range(0, 3).forEach(i -> ana.say("meanwhile " + i)));
    try (var _ = listen()) {
      door.awaitSaid("meanwhile 2");
      ana.say("now");
      door.awaitSaid("now");

      assertThat(door.said())
          .containsExactly("before", "meanwhile 0", "meanwhile 1", "meanwhile 2", "now");
      assertThat(door.awaitSaid("meanwhile 1").reach()).isEqualTo(Inbound.Reach.OVERHEARD);
      assertThat(door.taken()).extracting(Inbound::sourceId).doesNotHaveDuplicates();
    }
  }

  @Test
  void aThreadBegunMeanwhileIsReadAsWell() {
    hear("before");
    unheard(
        4,
        () -> {
          var root = ana.say("a new root");
          ana.reply(root, "under it");
          ana.mention("and you?");
        });
    try (var _ = listen()) {
      var under = door.awaitSaid("under it");
      assertThat(under.place().thread()).isNotEmpty();
      assertThat(door.awaitSaid("and you?").reach()).isEqualTo(Inbound.Reach.MENTIONED);
    }
  }

  @Test
  void aKnownThreadGoesOn() {
    var root = ana.say("root");
    try (var _ = listen()) {
      door.awaitConnected();
      ana.reply(root, "first");
      door.awaitSaid("first");
    }
    unheard(1, () -> ana.reply(root, "second"));
    try (var _ = listen()) {
      assertThat(door.awaitSaid("second").place())
          .isEqualTo(new Place(SlackRig.CHANNEL, "C0OPS", root));
      door.awaitNothingUnread();
      assertThat(twin.calls("conversations.replies")).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anOlderThreadNobodyKnewThatGrewMeanwhileIsReadAsWell(boolean inPrivate) {
    var person = inPrivate ? rig.ana : ana;
    var root = person.say("an old root");
    var before = hear(person, "before");
    unheard(
        3,
        () -> {
          person.reply(root, "under it");
          person.say("meanwhile");
          person.reply(before, "under the newest");
        });
    try (var _ = listen()) {
      door.awaitSaid("under the newest");

      assertThat(door.said())
          .containsExactly("an old root", "before", "under it", "meanwhile", "under the newest");
      assertThat(door.awaitSaid("under it").place())
          .isEqualTo(new Place(SlackRig.CHANNEL, person.channel().id(), root));
      door.awaitNothingUnread();
      assertThat(twin.calls("conversations.history")).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @CsvSource({"100,true", "101,false"})
  void anOlderRootIsLookedForAmongTheHundredBefore(int back, boolean found) {
    unheard(
        back + 2,
        () -> {
          var root = ana.say("root");
          IntStream.range(2, back).forEach(i -> ana.say("between " + i));
          door.readFrom(new MessageRef(Place.chat(SlackRig.CHANNEL, "C0OPS"), ana.say("before")));
          ana.reply(root, "under it");
          ana.say("meanwhile");
        });
    try (var _ = listen()) {
      door.awaitSaid("meanwhile");

      assertThat(door.said())
          .isEqualTo(found ? List.of("under it", "meanwhile") : List.of("meanwhile"));
    }
  }

  @ParameterizedTest
  @CsvSource({"10,10", "10,11", "21,0", "0,21"})
  void ofAllThreadsThatGrewTwentyAreRead(int older, int begun) {
    unheard(
        2 * older + 2 * begun + 1,
        () -> {
          var roots = IntStream.range(0, older).mapToObj(i -> ana.say("older " + i)).toList();
          door.readFrom(new MessageRef(Place.chat(SlackRig.CHANNEL, "C0OPS"), ana.say("before")));
          roots.forEach(root -> ana.reply(root, "under it"));
          IntStream.range(0, begun).forEach(i -> ana.reply(ana.say("new " + i), "under it"));
        });
    try (var _ = listen()) {
      door.awaitNothingUnread();

      assertThat(door.said()).filteredOn("under it"::equals).hasSize(20);
      assertThat(twin.calls("conversations.replies")).isEqualTo(20);
    }
  }

  @Test
  void aThreadThatIsGoneHidesNothingElse() {
    hear("before");
    unheard(2, () -> ana.reply(ana.say("meanwhile"), "under it"));
    twin.faults().next("conversations.replies", new SlackFault.Refuse("thread_not_found"));
    try (var _ = listen()) {
      door.awaitSaid("meanwhile");
      door.awaitNothingUnread();

      assertThat(door.said()).containsExactly("before", "meanwhile");
    }
  }

  @Test
  void aMessageThatCannotBeReadHidesNothingElse() {
    ana.sendOther(fields -> fields.put("latest_reply", "long ago"));
    hear("before");
    unheard(
        2,
        () -> {
          ana.sendOther(fields -> fields.put("latest_reply", "just now"));
          ana.say("meanwhile");
        });
    try (var _ = listen()) {
      door.awaitSaid("meanwhile");
      door.awaitNothingUnread();

      assertThat(door.said()).containsExactly("before", "meanwhile");
    }
  }

  @Test
  void aGapBetweenTwoSocketsIsClosedAndSlackMayAskForPatience() {
    try (var _ = listen()) {
      door.awaitConnected();
      ana.say("before");
      door.awaitSaid("before");
      twin.awaitAcknowledged();
      unheard(1, () -> ana.say("meanwhile"));
      twin.faults().next("conversations.history", new SlackFault.TooMany(1));
      twin.faults().next("conversations.history", new Fault.ProxyPage(502));
      twin.line().cut();
      door.awaitSaid("meanwhile");
    }
  }

  @Test
  void aPlaceThatMayNotBeReadDoesNotHideAnother() {
    hear("before");
    try (var _ = listen()) {
      rig.say("alone with it");
      door.awaitSaid("alone with it");
      twin.awaitAcknowledged();
    }
    unheard(1, () -> rig.say("meanwhile"));
    twin.faults().next("conversations.history", new SlackFault.Refuse("missing_scope"));
    try (var _ = listen()) {
      door.awaitSaid("meanwhile");
    }
  }

  @Test
  void whatComesLiveAfterAGapDoesNotHideWhatFellIntoIt() {
    try (var _ = listen()) {
      door.awaitConnected();
      ana.say("before");
      door.awaitSaid("before");
      twin.awaitAcknowledged();
      twin.line().refuse(true);
      twin.line().cut();
      unheard(1, () -> ana.say("meanwhile"));
      // Waits for the next connection, and comes right after its greeting.
      ana.say("now");
      twin.line().refuse(false);
      door.awaitSaid("meanwhile");
      door.awaitSaid("now");

      assertThat(door.taken()).extracting(Inbound::sourceId).doesNotHaveDuplicates();
    }
  }

  @Test
  void aSecondGapDuringALookIsReadAsWell() throws InterruptedException {
    var gate = new Gate();
    try (var _ = listen()) {
      door.awaitConnected();
      ana.say("before");
      door.awaitSaid("before");
      twin.awaitAcknowledged();
      twin.faults().next("conversations.history", new Fault.HoldAfter(gate));
      twin.line().cut();
      gate.awaitCall();
      twin.line().cut();
      unheard(1, () -> ana.say("meanwhile"));
      twin.line().awaitEverOpened(3);
      ana.say("now");
      door.awaitSaid("now");
      gate.open();
      door.awaitSaid("meanwhile");
    }
  }

  @Test
  void troubleInOnePlaceLeavesItForALaterLook() {
    var other = rig.ana.in(twin.channel("C0LAB", "lab"));
    try (var _ = listen()) {
      door.awaitConnected();
      ana.say("before");
      other.say("before in the lab");
      door.awaitTaken(2);
      twin.awaitAcknowledged();
    }
    unheard(
        2,
        () -> {
          ana.say("meanwhile");
          other.say("meanwhile in the lab");
        });
    // As often as a call is tried.
    twin.faults().next("conversations.history", 6, new Fault.ProxyPage(502));
    try (var _ = listen()) {
      door.awaitSaid("meanwhile");
      door.awaitSaid("meanwhile in the lab");

      assertThat(door.said()).endsWith("meanwhile in the lab", "meanwhile");
    }
  }

  @Test
  void placesBeyondTheBoundAreReadInTheNextLook() {
    var words = IntStream.rangeClosed(0, 100).mapToObj(i -> "meanwhile " + i).toList();
    unheard(2 * words.size(), () -> words.forEach(this::inARoomOfItsOwn));
    try (var _ = listen()) {
      door.awaitTaken(words.size());

      assertThat(door.said()).containsExactlyElementsOf(words);
    }
  }

  private void inARoomOfItsOwn(String words) {
    var room = twin.channel("C" + words.replaceAll("[^0-9]", ""), words);
    var before = rig.ana.in(room).say("before");
    door.readFrom(new MessageRef(Place.chat(SlackRig.CHANNEL, room.id()), before));
    rig.ana.in(room).say(words);
  }
}
