package dev.nightdesk.tests.discord;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.adapters.CommandHint;
import dev.nightdesk.adapters.Door;
import dev.nightdesk.adapters.Inbound;
import dev.nightdesk.adapters.MessageRef;
import dev.nightdesk.adapters.Place;
import dev.nightdesk.adapters.discord.DiscordTiming;
import dev.nightdesk.tests.channels.Listening;
import dev.nightdesk.tests.channels.RecordingDoor;
import dev.nightdesk.tests.twin.Fault;
import dev.nightdesk.tests.twin.Gate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What was said while nobody listened, and how it is found.
@Timeout(120)
class DiscordCatchUpTest {
  /// Places of one look.
  private static final int MAX_PLACES = 200;

  /// Tries of one call.
  private static final int MAX_TRIES = 3;

  /// Looks until a place counts as read without its threads.
  private static final int MAX_FAILURES = 20;

  private static final CommandHint BOARD = new CommandHint("agents", "The board", List.of());

  private final DiscordRig rig = new DiscordRig();
  private final DiscordPerson ana = rig.ana.in(rig.general);
  private final RecordingDoor door = new RecordingDoor();
  private Optional<Listening> listening = Optional.empty();

  private void listen(Door at) {
    listen(at, Timings.QUICK);
  }

  private void listen(Door at, DiscordTiming timing) {
    listening = Optional.of(Listening.start(rig.adapter(rig.settings(true, BOARD), timing), at));
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
    door.awaitNothingUnread();
    assertThat(rig.twin.calls("listMessages")).isEqualTo(3 * MAX_TRIES + 1);
  }

  @Test
  void whereDiscordSaysNoNothingWillEverBeRead() {
    hearBefore(door, door, ana, rig.ana);
    rig.ana.say("missed");
    rig.twin.faults().next("listMessages", new DiscordFault.Refuse(403, 50001, "Missing Access"));

    listen(door);
    door.awaitSaid("missed");
    door.awaitNothingUnread();
    assertThat(rig.twin.calls("listMessages")).isEqualTo(2);
  }

  @Test
  void aProxysNoIsNotDiscords() {
    hearBefore(door, door, ana);
    ana.say("missed");
    rig.twin.faults().next("listMessages", new Fault.ProxyPage(403));

    listen(door);
    door.awaitSaid("missed");
    door.awaitNothingUnread();
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
    door.awaitNothingUnread();
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

  private static MessageRef mark(DiscordPerson person) {
    var said = String.valueOf(person.say("before"));
    return new MessageRef(DiscordRig.placeOf(person.channel()), said);
  }

  @Test
  void whatIsLostWhileAPlaceIsReadIsReadAsWell() throws InterruptedException {
    var watched = new WatchedDoor();
    var lab = rig.guild.text(502, "lab");
    watched.door.readFrom(mark(ana));
    watched.door.readFrom(mark(rig.ana.in(lab)));
    var silent = rig.ana.in(rig.general.openThread("silent"));
    begun(rig.general, "missed");
    var gate = new Gate();
    rig.twin.faults().next("listMessages", 2, new Fault.Slow(Duration.ZERO));
    rig.twin.faults().next("listMessages", new Fault.HoldAfter(gate));
    listen(watched, Timings.PATIENT);
    gate.awaitCall();
    rig.twin.gateway().invalidate();
    ana.say("in the gap");
    silent.say("in a thread in the gap");
    begun(rig.general, "begun in the gap");
    begun(lab, "begun elsewhere in the gap");
    watched.open.countDown();
    WatchedDoor.await(watched.second);
    ana.say("live");
    watched.door.awaitSaid("live");
    gate.open();

    watched.door.awaitNothingUnread();
    assertThat(watched.door.said())
        .containsOnlyOnce(
            "missed",
            "in the gap",
            "in a thread in the gap",
            "begun in the gap",
            "begun elsewhere in the gap",
            "live");
  }

  @Test
  void whatIsBeyondOneLookIsReadInTheNext() {
    var texts = IntStream.rangeClosed(0, MAX_PLACES).mapToObj(i -> "missed " + i).toList();
    for (int i = 0; i < texts.size(); i++) {
      var person = rig.ana.in(rig.guild.text(10_000 + i, "room " + i));
      door.readFrom(mark(person));
      person.say(texts.get(i));
    }
    listen(door);
    door.awaitTaken(MAX_PLACES + 1);

    assertThat(door.said()).isEqualTo(texts);
    door.awaitNothingUnread();
  }

  /// Says it in a new thread of a channel.
  private DiscordPerson begun(DiscordChannel under, String text) {
    var there = rig.ana.in(under.openThread(text));
    there.say(text);
    return there;
  }

  @Test
  void threadsNobodyWasHeardInAreReadAsWell() {
    long old = ana.say("old");
    hearBefore(door, door, ana, rig.ana);
    var begun = begun(rig.general, "one");
    begun.say("two");
    rig.ana.in(rig.general.openThread(old, "hung on an old message")).say("under it");
    ana.say("beside");

    listen(door);
    door.awaitSaid("two");
    door.awaitNothingUnread();
    assertThat(door.said().subList(2, 6)).containsExactly("beside", "under it", "one", "two");
    assertThat(door.awaitSaid("two").place())
        .isEqualTo(new Place(DiscordRig.CHANNEL, "501", String.valueOf(begun.channel().id())));
    assertThat(rig.twin.calls("activeThreads")).isEqualTo(1);
  }

  @Test
  void onlyThreadsThatGrewUnderPlacesToBeReadAreRead() {
    var known = rig.ana.in(rig.general.openThread("known"));
    var lab = rig.ana.in(rig.guild.text(502, "lab"));
    var other = rig.ana.in(rig.twin.guild(600, "other").text(601, "elsewhere"));
    begun(rig.general, "long ago");
    hearBefore(door, door, ana, known, lab, other);
    known.say("missed");
    begun(rig.guild.text(503, "unknown"), "not for us");
    begun(rig.general, "put away").channel().archive();
    begun(lab.channel(), "in the lab");
    begun(other.channel(), "elsewhere");

    listen(door);
    door.awaitSaid("missed");
    door.awaitNothingUnread();
    assertThat(door.said().subList(4, door.said().size()))
        .containsExactlyInAnyOrder("missed", "in the lab", "elsewhere");
    assertThat(rig.twin.calls("activeThreads")).isEqualTo(2);
    assertThat(rig.twin.calls("listMessages")).isEqualTo(6);
  }

  @ParameterizedTest
  @CsvSource({"50,1", "51,2"})
  void threadsBeyondTheBoundAreReadInTheNextLook(int threads, int looks) {
    hearBefore(door, door, ana);
    var texts = IntStream.range(0, threads).mapToObj(i -> "missed " + i).toList();
    texts.forEach(text -> begun(rig.general, text));

    listen(door);
    door.awaitTaken(1 + threads);
    door.awaitNothingUnread();
    assertThat(door.said().subList(1, 1 + threads)).isEqualTo(texts);
    assertThat(rig.twin.calls("activeThreads")).isEqualTo(looks);
  }

  @Test
  void threadsThatCannotBeHadNowAreAskedForAgain() {
    hearBefore(door, door, ana);
    begun(rig.general, "missed");
    rig.twin.faults().next("activeThreads", MAX_TRIES, new Fault.ProxyPage(502));
    rig.twin.faults().next("activeThreads", new Fault.Nonsense("{}"));
    int left = MAX_FAILURES - 1 - 2;
    rig.twin.faults().next("activeThreads", left, new Fault.ProxyPage(403));

    listen(door);
    door.awaitSaid("missed");
    door.awaitNothingUnread();
    assertThat(rig.twin.calls("activeThreads")).isEqualTo(MAX_TRIES + 1 + left + 1);
  }

  @Test
  void aPlaceIsNotUnreadForEverForItsThreads() {
    hearBefore(door, door, ana);
    begun(rig.general, "lost");
    rig.twin.faults().always("activeThreads", new Fault.ProxyPage(403));

    listen(door);
    rig.twin.awaitCalls("activeThreads", MAX_FAILURES);
    door.awaitNothingUnread();
    ana.say("live");
    door.awaitSaid("live");
    assertThat(rig.twin.calls("activeThreads")).isEqualTo(MAX_FAILURES);
    assertThat(door.said()).doesNotContain("lost");
  }

  @Test
  void whereDiscordSaysNoNoThreadsAreAskedForAgain() {
    hearBefore(door, door, ana);
    ana.say("missed");
    rig.twin.faults().next("activeThreads", new DiscordFault.Refuse(403, 50001, "Missing Access"));

    listen(door);
    door.awaitSaid("missed");
    door.awaitNothingUnread();
    assertThat(rig.twin.calls("activeThreads")).isEqualTo(1);
  }

  @Test
  void aThreadThatCannotBeReadHoldsUpNoOther() {
    hearBefore(door, door, ana);
    for (var text : List.of("later", "never", "at once")) {
      begun(rig.general, text);
    }
    rig.twin.faults().next("listMessages", new Fault.Slow(Duration.ZERO));
    rig.twin.faults().next("listMessages", MAX_TRIES, new Fault.ProxyPage(502));
    rig.twin.faults().next("listMessages", new DiscordFault.Refuse(403, 50001, "Missing Access"));

    listen(door);
    door.awaitSaid("later");
    door.awaitNothingUnread();
    assertThat(door.said().subList(1, 3)).containsExactly("at once", "later");
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
