package dev.nightdesk.tests.discord;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.adapters.CommandHint;
import dev.nightdesk.adapters.Door;
import dev.nightdesk.adapters.Inbound;
import dev.nightdesk.adapters.MessageRef;
import dev.nightdesk.adapters.Place;
import dev.nightdesk.tests.channels.Listening;
import dev.nightdesk.tests.channels.RecordingDoor;
import dev.nightdesk.tests.twin.Fault;
import dev.nightdesk.tests.twin.Gate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What was said while nobody listened, and how it is found.
@Timeout(120)
class DiscordCatchUpTest {
  /// Places of one look.
  private static final int MAX_PLACES = 200;

  /// Tries of one call.
  private static final int MAX_TRIES = 3;

  private static final CommandHint BOARD = new CommandHint("agents", "The board", List.of());

  private final DiscordRig rig = new DiscordRig();
  private final DiscordPerson ana = rig.ana.in(rig.general);
  private final RecordingDoor door = new RecordingDoor();
  private Optional<Listening> listening = Optional.empty();

  private void listen(Door at) {
    var adapter = rig.adapter(rig.settings(true, BOARD), Timings.QUICK);
    listening = Optional.of(Listening.start(adapter, at));
  }

  /// Hears somebody in these places, one after the other, and goes away.
  private void hearBefore(Door at, RecordingDoor taken, DiscordPerson... people) {
    listen(at);
    taken.awaitConnected();
    for (var person : people) {
      person.say("before in " + person.channel().id());
      taken.awaitSaid("before in " + person.channel().id());
    }
    listening.ifPresent(Listening::close);
  }

  private void awaitUnread(Place... places) {
    while (!door.unread(DiscordRig.CHANNEL).stream()
        .map(MessageRef::place)
        .toList()
        .equals(List.of(places))) {
      LockSupport.parkNanos(1_000_000);
    }
  }

  @AfterEach
  void close() {
    listening.ifPresent(Listening::close);
    rig.close();
  }

  @Test
  void aPlaceThatCannotBeReadNowIsLookedAtAgainByItself() {
    hearBefore(door, door, ana);
    ana.say("missed");
    rig.twin.faults().next("listMessages", 3 * MAX_TRIES, new Fault.ProxyPage(502));

    listen(door);
    door.awaitSaid("missed");
    awaitUnread();
    assertThat(rig.twin.calls("listMessages")).isEqualTo(3 * MAX_TRIES + 1);
  }

  @Test
  void whereDiscordSaysNoNothingWillEverBeRead() {
    hearBefore(door, door, ana, rig.ana);
    rig.ana.say("missed");
    rig.twin.faults().next("listMessages", new DiscordFault.Refuse(403, 50001, "Missing Access"));

    listen(door);
    door.awaitSaid("missed");
    awaitUnread();
    assertThat(rig.twin.calls("listMessages")).isEqualTo(2);
  }

  @Test
  void aProxysNoIsNotDiscords() {
    hearBefore(door, door, ana);
    ana.say("missed");
    rig.twin.faults().next("listMessages", new Fault.ProxyPage(403));

    listen(door);
    door.awaitSaid("missed");
    awaitUnread();
  }

  @Test
  void aWaitOfASecondIsWaitedOut() {
    hearBefore(door, door, ana, rig.ana);
    ana.say("missed in general");
    rig.ana.say("missed in private");
    rig.twin.faults().next("listMessages", new DiscordFault.TooMany(1, false));

    listen(door);
    door.awaitTaken(4);
    assertThat(door.said()).endsWith("missed in general", "missed in private");
  }

  @Test
  void afterALongerOneTheOthersAreReadFirst() {
    hearBefore(door, door, ana, rig.ana);
    ana.say("missed in general");
    rig.ana.say("missed in private");
    rig.twin.faults().next("listMessages", new DiscordFault.TooMany(2, false));

    listen(door);
    door.awaitTaken(4);
    assertThat(door.said()).endsWith("missed in private", "missed in general");
    awaitUnread();
  }

  @Test
  void whatIsLiveDoesNotWaitForWhatIsRead() throws InterruptedException {
    hearBefore(door, door, ana);
    ana.say("missed");
    var gate = new Gate();
    rig.twin.faults().next("listMessages", new Fault.HoldBefore(gate));
    listen(door);
    gate.awaitCall();
    while (rig.twin.commands(0).isEmpty()) {
      LockSupport.parkNanos(1_000_000);
    }

    long used = ana.slash("agents", Map.of());
    assertThat(rig.twin.awaitAnswer(used).text()).isEqualTo("✓ /agents");
    rig.ana.say("live");
    door.awaitSaid("live");
    assertThat(door.said()).doesNotContain("missed");
    gate.open();
    door.awaitSaid("missed");
  }

  @Test
  void aLossIsToldBeforeAnythingOfTheNextConnectionIsBrought() throws InterruptedException {
    var watched = new WatchedDoor();
    listen(watched);
    watched.door.awaitConnected();
    ana.say("before");
    watched.door.awaitSaid("before");
    watched.refusals.set(2);
    rig.twin.gateway().invalidate();
    WatchedDoor.await(watched.second);
    ana.say("of the next");
    rig.twin.gateway().awaitRead();
    watched.open.countDown();

    watched.door.awaitSaid("of the next");
    assertThat(watched.losses).containsExactly(List.of(), List.of("before"));
  }

  @Test
  void whatIsLostWhileAPlaceIsReadIsReadAsWell() throws InterruptedException {
    var watched = new WatchedDoor();
    watched.door.readFrom(
        new MessageRef(DiscordRig.placeOf(rig.general), String.valueOf(ana.say("before"))));
    ana.say("missed");
    var gate = new Gate();
    rig.twin.faults().next("listMessages", new Fault.HoldAfter(gate));
    listen(watched);
    gate.awaitCall();
    rig.twin.gateway().invalidate();
    ana.say("in the gap");
    watched.open.countDown();
    WatchedDoor.await(watched.second);
    ana.say("live");
    watched.door.awaitSaid("live");
    gate.open();

    watched.door.awaitSaid("in the gap");
    assertThat(watched.door.said()).containsExactlyInAnyOrder("missed", "in the gap", "live");
  }

  @Test
  void whatIsBeyondOneLookIsReadInTheNext() {
    var texts = IntStream.rangeClosed(0, MAX_PLACES).mapToObj(i -> "missed " + i).toList();
    for (int i = 0; i < texts.size(); i++) {
      var person = rig.ana.in(rig.guild.text(10_000 + i, "room " + i));
      var mark = String.valueOf(person.say("before"));
      door.readFrom(new MessageRef(DiscordRig.placeOf(person.channel()), mark));
      person.say(texts.get(i));
    }
    listen(door);
    door.awaitTaken(MAX_PLACES + 1);

    assertThat(door.said()).isEqualTo(texts);
    awaitUnread();
  }

  @Test
  void aThreadNobodyToldOfIsAskedForUntilThereIsAnAnswer() {
    var thread = rig.general.openThread("put away");
    thread.archive();
    listen(door);
    door.awaitConnected();
    ana.say("first");
    door.awaitSaid("first");
    rig.twin.faults().next("getChannel", 2, new Fault.ProxyPage(502));
    rig.twin.faults().next("getChannel", new DiscordFault.TooMany(1, false));
    rig.twin.pushPayload(said(thread.id(), "in the thread"));
    ana.say("behind it");

    door.awaitSaid("behind it");
    assertThat(door.said()).containsExactly("first", "in the thread", "behind it");
    assertThat(door.taken().get(1).place())
        .isEqualTo(new Place(DiscordRig.CHANNEL, "501", String.valueOf(thread.id())));
  }

  @Test
  void aChannelThatIsKeptFromUsHoldsNothingUp() {
    listen(door);
    door.awaitConnected();
    ana.say("first");
    door.awaitSaid("first");
    rig.twin.pushPayload(said(7777, "from somewhere"));
    ana.say("behind it");

    door.awaitSaid("behind it");
    assertThat(door.taken())
        .extracting(Inbound::place)
        .containsExactly(
            DiscordRig.placeOf(rig.general),
            Place.chat(DiscordRig.CHANNEL, "7777"),
            DiscordRig.placeOf(rig.general));
  }

  private static String said(long channel, String text) {
    return """
    {"t":"MESSAGE_CREATE","d":{"id":"%s","channel_id":"%d","guild_id":"500","type":0,\
    "author":{"id":"111","username":"ana","discriminator":"0"},"content":"%s","flags":0,\
    "member":{"roles":[],"joined_at":"2024-01-01T00:00:00Z","flags":0},"mentions":[],\
    "timestamp":"2026-11-01T10:00:00.000000+00:00","edited_timestamp":null,"tts":false,\
    "mention_everyone":false,"mention_roles":[],"pinned":false,"embeds":[],\
    "components":[],"attachments":[]}}\
    """
        .formatted("900000000000000001", channel, text);
  }
}
