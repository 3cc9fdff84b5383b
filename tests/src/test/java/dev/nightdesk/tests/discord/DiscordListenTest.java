package dev.nightdesk.tests.discord;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.adapters.Block;
import dev.nightdesk.adapters.ChannelAdapter;
import dev.nightdesk.adapters.Delivery;
import dev.nightdesk.adapters.Door.Standing;
import dev.nightdesk.adapters.Inbound;
import dev.nightdesk.adapters.Inbound.Reach;
import dev.nightdesk.adapters.Nonce;
import dev.nightdesk.adapters.Place;
import dev.nightdesk.adapters.Posting;
import dev.nightdesk.tests.channels.Listening;
import dev.nightdesk.tests.channels.RecordingDoor;
import dev.nightdesk.tests.twin.Fault;
import dev.nightdesk.tests.twin.Gate;
import dev.nightdesk.tests.world.World;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What comes in, and how the connection is kept.
class DiscordListenTest {
  private static final long BOT = DiscordTwin.BOT.id();

  /// What the adapter keeps waiting.
  private static final int MOST_WAITING = 5_000;

  private final DiscordRig rig = new DiscordRig();
  private final DiscordPerson ana = rig.ana.in(rig.general);
  private final RecordingDoor door = new RecordingDoor();
  private Optional<Listening> listening = Optional.empty();

  private ChannelAdapter listen(boolean messageContent) {
    var adapter = rig.adapter(rig.settings(messageContent), Timings.QUICK);
    listening = Optional.of(Listening.start(adapter, door));
    return adapter;
  }

  private ChannelAdapter connected(boolean messageContent) {
    var adapter = listen(messageContent);
    door.awaitConnected();
    return adapter;
  }

  @AfterEach
  void close() {
    listening.ifPresent(Listening::close);
    rig.close();
  }

  @Test
  void aMentionIsForTheBotAndOtherWordsAreOverheard() {
    connected(true);
    ana.say("hello all");
    ana.mention("look at <@111> and <#501>");

    assertThat(door.awaitSaid("hello all").reach()).isEqualTo(Reach.OVERHEARD);
    var said = door.awaitSaid("look at @Ana and #general");
    assertThat(said.reach()).isEqualTo(Reach.MENTIONED);
    assertThat(said.from().user()).isEqualTo("111");
    assertThat(said.from().displayName()).isEqualTo("Ana");
  }

  @Test
  void withoutTheIntentOnlyWhatConcernsTheBotIsHeard() {
    connected(false);
    ana.say("among people");
    ana.mention("for the bot");
    rig.ana.say("in private");

    door.awaitSaid("in private");
    assertThat(door.said()).containsExactly("for the bot", "in private");
  }

  @Test
  void twoThreadsNeverMix() {
    connected(true);
    var first = rig.general.openThread("first");
    var second = rig.general.openThread("second");
    IntStream.range(0, 20)
        .forEach(i -> {
          ana.in(first).say("first " + i);
          ana.in(second).say("second " + i);
        });
    door.awaitTaken(40);

    for (var each : door.taken()) {
      var said = (Inbound.Said) each;
      var thread = said.text().startsWith("first") ? first : second;
      assertThat(said.place())
          .isEqualTo(new Place(DiscordRig.CHANNEL, "501", String.valueOf(thread.id())));
    }
  }

  @Test
  void aReplyToOursQuotesItWithItsTokens() throws InterruptedException {
    var adapter = connected(true);
    var place = DiscordRig.placeOf(rig.general);
    var card =
        Cards.of(
            List.of(new Block.Title("Allow?"), new Block.Text("rm -rf")),
            List.of(Cards.button("t1", "Allow"), Cards.button("t2", "Deny")));
    var delivery = adapter.deliver(new Posting.Create(place, card, new Nonce("n"), true, null));
    var at = ((Delivery.Shown) delivery).at();
    ana.reply(Long.parseLong(at.message()), "why?");

    var said = door.awaitSaid("why?");
    assertThat(said.reach()).isEqualTo(Reach.MENTIONED);
    assertThat(said.reply()).isNotNull();
    assertThat(said.reply().message()).isEqualTo(at);
    assertThat(said.reply().ours()).isTrue();
    assertThat(said.reply().tokens()).containsExactly("t1", "t2");
    assertThat(said.reply().text()).contains("rm -rf");
    assertThat(door.taken()).hasSize(1);
  }

  @Test
  void whatWasSaidWhileNobodyListenedIsReadAfterwards() {
    connected(true);
    ana.say("before");
    door.awaitSaid("before");
    listening.ifPresent(Listening::close);
    var missed = IntStream.range(0, 130).mapToObj(i -> "missed " + i).toList();
    missed.forEach(ana::say);

    listen(true);
    door.awaitSaid("missed 129");
    ana.say("after");
    door.awaitSaid("after");
    assertThat(door.said()).startsWith("before", "missed 0").endsWith("missed 129", "after");
    assertThat(door.said()).hasSize(132).doesNotHaveDuplicates();
    assertThat(door.taken()).extracting(Inbound::sourceId).doesNotHaveDuplicates();
  }

  @Test
  void catchingUpWaitsOutATroubledServer() {
    connected(true);
    ana.say("before");
    door.awaitSaid("before");
    listening.ifPresent(Listening::close);
    ana.say("missed");
    rig.twin.faults().next("listMessages", 2, new Fault.ProxyPage(502));
    rig.twin.faults().next("listMessages", new Fault.CutBefore());

    listen(true);
    door.awaitSaid("missed");
  }

  @Test
  void whatWasReadAfterwardsTellsItsAge() {
    var clock = new MovingClock();
    try (var later = DiscordTwin.start(clock)) {
      later.permit(DiscordTwin.MESSAGE_CONTENT);
      var person = later.person(111, "Ana");
      var settings = DiscordRig.settings(later, true);
      person.say("before");
      var first = rig.adapter(settings, Timings.QUICK);
      try (var _ = Listening.start(first, door)) {
        door.awaitConnected();
        person.say("heard");
        assertThat(door.awaitSaid("heard").age()).isLessThan(Duration.ofMinutes(1));
      }
      person.say("missed");
      clock.pass(Duration.ofHours(3));
      try (var _ = Listening.start(rig.adapter(settings, Timings.QUICK), door)) {
        assertThat(door.awaitSaid("missed").age())
            .isBetween(Duration.ofMinutes(179), Duration.ofMinutes(181));
      }
    }
  }

  @Test
  void whatIsTooMuchToWaitIsReadFromTheHistory() {
    connected(true);
    ana.say("before");
    door.awaitSaid("before");
    door.refuseNext(Integer.MAX_VALUE);
    IntStream.range(0, MOST_WAITING + 100).forEach(i -> ana.say("waits " + i));
    rig.twin.gateway().awaitRead();
    door.refuseNext(0);

    door.awaitSaid("waits " + (MOST_WAITING + 99));
    assertThat(door.said()).hasSize(MOST_WAITING + 101).doesNotHaveDuplicates();
    assertThat(rig.twin.gateway().identifies()).isEqualTo(2);
  }

  @Test
  void closingWhileSigningInEndsAtOnce() throws InterruptedException {
    var gate = new Gate();
    rig.twin.faults().next("me", new Fault.HoldBefore(gate));
    listen(true);
    gate.awaitCall();
    listening.ifPresent(Listening::close);
    gate.open();
    assertThat(door.standings()).isEmpty();
  }

  @Test
  void aSessionIsTakenUpAgainAndNothingIsLost() {
    connected(true);
    rig.twin.gateway().askToReconnect();
    ana.say("on the way");

    door.awaitSaid("on the way");
    rig.twin.gateway().awaitResumes(1);
    assertThat(rig.twin.gateway().identifies()).isEqualTo(1);
  }

  @Test
  void aSessionThatIsOverIsFollowedByAnotherAndTheHistoryIsRead() {
    connected(true);
    ana.say("before");
    door.awaitSaid("before");
    int since = door.standings().size();
    rig.twin.gateway().invalidate();
    ana.say("between sessions");

    door.awaitSaid("between sessions");
    door.awaitStanding(since, Standing.Connected.class);
    assertThat(rig.twin.gateway().identifies()).isEqualTo(2);
    assertThat(door.said()).containsExactly("before", "between sessions");
  }

  @Test
  void anIntentThatIsNotTickedIsSaidAndGoesOnByItself() {
    try (var strict = DiscordTwin.start()) {
      var settings = DiscordRig.settings(strict, true);
      try (var _ = Listening.start(rig.adapter(settings, Timings.QUICK), door)) {
        door.awaitStanding(0, Standing.StoodDown.class);
        assertThat(door.standings().getFirst().toString()).contains("Message Content Intent");

        strict.permit(DiscordTwin.MESSAGE_CONTENT);
        door.awaitConnected();
      }
    }
  }

  @Test
  void aTokenThatIsRefusedIsSaidAndAskedForAgain() {
    rig.twin.faults().next("me", new DiscordFault.Refuse(401, 0, "401: Unauthorized"));
    listen(true);
    door.awaitConnected();

    assertThat(door.standings()).hasSize(2);
    assertThat(door.standings().getFirst())
        .isInstanceOfSatisfying(
            Standing.StoodDown.class, down -> assertThat(down.why()).contains("developer portal"));
    assertThat(door.standings().getFirst().toString()).doesNotContain(DiscordTwin.TOKEN);
  }

  @Test
  void aServerInTroubleIsAskedAgain() {
    rig.twin.faults().next("me", 3, new Fault.ProxyPage(503));
    listen(true);
    door.awaitConnected();
    assertThat(door.standings().getFirst()).isInstanceOf(Standing.Down.class);
  }

  @Test
  void whoeverIsThrownOutHasLeftWhereTheyHadSomethingToDo() {
    rig.guild.text(502, "of others").openThread("theirs");
    connected(true);
    var thread = rig.general.openThread("first");
    ana.in(thread).say("there");
    door.awaitSaid("there");
    rig.guild.outage();
    rig.guild.kickBot();
    door.awaitTaken(3);

    assertThat(door.taken().subList(1, 3))
        .allSatisfy(each -> assertThat(each).isInstanceOf(Inbound.Left.class));
    rig.ana.say("in private");
    door.awaitSaid("in private");
    assertThat(door.taken()).hasSize(4);
    assertThat(Set.copyOf(door.taken().subList(1, 3).stream().map(Inbound::place).toList()))
        .containsExactlyInAnyOrder(
            DiscordRig.placeOf(rig.general),
            new Place(DiscordRig.CHANNEL, "501", String.valueOf(thread.id())));
  }

  @Test
  void aThreadThatIsDeletedHasBeenLeft() {
    connected(true);
    var thread = rig.general.openThread("first");
    thread.delete();

    assertThat(door.await(Inbound.Left.class).place())
        .isEqualTo(new Place(DiscordRig.CHANNEL, "501", String.valueOf(thread.id())));
  }

  @Test
  void itsOwnRoleNamesTheBot() {
    connected(true);
    rig.twin.pushPayload(
        """
        {"t":"GUILD_CREATE","d":{"id":"500","roles":[{"id":"590","name":"Desk",\
        "tags":{"bot_id":"%s"}}]}}\
        """
            .formatted(BOT));
    ana.say("<@&590> by role");

    assertThat(door.awaitSaid("by role").reach()).isEqualTo(Reach.MENTIONED);
  }

  @Test
  void nothingIsLeftBehindWhenItEnds() throws InterruptedException {
    var adapter = connected(true);
    listening.ifPresent(Listening::close);
    adapter.close();
    rig.twin.gateway().awaitDisconnected();

    // The library's own end a moment after their connection.
    World.await(
        "the end of every thread of ours and of the library",
        () ->
            Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .noneMatch(name -> name.startsWith("JDA") || name.startsWith("discord-")));
  }
}
