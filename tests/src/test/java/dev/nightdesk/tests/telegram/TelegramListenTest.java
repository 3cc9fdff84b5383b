package dev.nightdesk.tests.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.adapters.CommandHint;
import dev.nightdesk.adapters.Door.Standing;
import dev.nightdesk.adapters.Inbound;
import dev.nightdesk.adapters.Inbound.Reach;
import dev.nightdesk.adapters.Place;
import dev.nightdesk.adapters.Posting;
import dev.nightdesk.adapters.Quoted;
import dev.nightdesk.adapters.Rate;
import dev.nightdesk.adapters.Secret;
import dev.nightdesk.adapters.telegram.TelegramSettings;
import dev.nightdesk.adapters.telegram.TelegramTiming;
import dev.nightdesk.tests.channels.Listening;
import dev.nightdesk.tests.channels.RecordingDoor;
import dev.nightdesk.tests.twin.Fault;
import dev.nightdesk.tests.twin.Gate;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The way in, as only Telegram has it.
class TelegramListenTest {
  private final TelegramRig rig = new TelegramRig();
  private final TelegramTwin twin = rig.twin;
  private final RecordingDoor door = new RecordingDoor();

  @AfterEach
  void close() {
    rig.close();
  }

  private Listening listen() {
    return Listening.start(rig.adapter(), door);
  }

  private Listening listenConnected() {
    var listening = listen();
    door.awaitConnected();
    return listening;
  }

  @Test
  void itSaysAsWhomItIsConnected() {
    try (var _ = listenConnected()) {
      assertThat(door.standings()).containsExactly(new Standing.Connected("@desk_bot"));
    }
  }

  @Test
  void theNextOffsetIsAskedForOnlyWhenTheDoorHasTakenEverythingBeforeIt() {
    try (var _ = listenConnected()) {
      door.refuseNext(1_000_000);
      rig.say("one");
      door.awaitRefused(3);
      assertThat(twin.unconfirmed()).hasSize(1);
      long polls = twin.calls("getUpdates");

      rig.say("two");
      door.awaitRefused(10);
      assertThat(twin.calls("getUpdates")).isEqualTo((int) polls);
      door.refuseNext(0);
      door.awaitSaid("two");
      twin.awaitConfirmed();
      assertThat(door.said()).containsExactly("one", "two");
    }
  }

  @Test
  void aSecondPollerMakesItStandDownUntilItIsAlone() {
    try (var _ = listenConnected()) {
      twin.pollElsewhere();
      door.awaitStanding(1, Standing.StoodDown.class);
      door.awaitStanding(2, Standing.Connected.class);
      rig.say("after the quarrel");
      door.awaitSaid("after the quarrel");

      assertThat(door.standings().get(1))
          .isInstanceOfSatisfying(
              Standing.StoodDown.class,
              down -> assertThat(down.why()).contains("another program polls"));
    }
  }

  @Test
  void aWebhookSetMeanwhileIsNamedAndAnEarlierOneIsTakenAway() {
    twin.setWebhook(true);
    try (var _ = listenConnected()) {
      assertThat(twin.lastCall("deleteWebhook").path("drop_pending_updates").asBoolean()).isFalse();
      twin.awaitPolling();
      twin.setWebhook(true);
      door.awaitStanding(1, Standing.StoodDown.class);
      assertThat(door.standings().get(1).toString()).contains("webhook");
      twin.setWebhook(false);
      door.awaitStanding(2, Standing.Connected.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"7000:AnotherToken", "7001:AAtwinTokenNobodyMayEverSee"})
  void aTokenThatIsNotTakenStandsDown(String token) {
    var settings =
        new TelegramSettings(new Secret(token), twin.apiUrl(), Rate.UNLIMITED, List.of());
    try (var listening = Listening.start(rig.adapter(settings, Timings.PATIENT), door)) {
      door.awaitStanding(0, Standing.StoodDown.class);

      assertThat(listening.isAlive()).isTrue();
      assertThat(door.standings()).hasSize(1);
      assertThat(door.standings().getFirst().toString())
          .contains("@BotFather")
          .doesNotContain(token);
      assertThat(twin.calls("getMe")).isZero();
    }
  }

  @Test
  void aTokenRevokedMeanwhileStandsDownAndAsksNoMoreForMinutes() {
    assertThat(TelegramTiming.PUBLISHED.refused()).isGreaterThanOrEqualTo(Duration.ofMinutes(1));
    try (var _ = Listening.start(rig.adapter(rig.settings(), Timings.PATIENT), door)) {
      door.awaitConnected();
      twin.awaitPolling();
      twin.faults().always("getUpdates", new TelegramFault.Refuse(401, "Unauthorized"));
      rig.say("wakes the poll");
      door.awaitStanding(1, Standing.StoodDown.class);
      int polls = twin.calls("getUpdates");

      rig.say("nobody listens");
      assertThat(twin.calls("getUpdates")).isEqualTo(polls);
      assertThat(door.said()).doesNotContain("nobody listens");
    }
  }

  @ParameterizedTest
  @MethodSource
  void aRefusalThatPassesIsOutlived(Fault refusal) {
    try (var _ = listenConnected()) {
      twin.faults().next("getUpdates", 2, refusal);
      rig.say("before the proxy knew its routes again");
      door.awaitSaid("before the proxy knew its routes again");
      door.awaitStanding(2, Standing.Connected.class);

      assertThat(door.standings().get(1))
          .as("told once, in the words of a token that is not taken")
          .isInstanceOfSatisfying(
              Standing.StoodDown.class, down -> assertThat(down.why()).contains("@BotFather"));
      assertThat(door.standings()).hasSize(3);
    }
  }

  static Stream<Fault> aRefusalThatPassesIsOutlived() {
    return Stream.of(new TelegramFault.Refuse(401, "Unauthorized"), new Fault.ProxyPage(404));
  }

  @Test
  void aRefusalAtTheStartIsOutlivedToo() {
    twin.faults().next("getMe", new Fault.ProxyPage(404));
    try (var _ = listen()) {
      door.awaitStanding(0, Standing.StoodDown.class);
      door.awaitStanding(1, Standing.Connected.class);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 504})
  void aServerInTroubleIsDownAndComesBack(int status) {
    try (var _ = listenConnected()) {
      twin.faults().next("getUpdates", 3, new Fault.ProxyPage(status));
      rig.say("through the trouble");
      door.awaitSaid("through the trouble");
      door.awaitStanding(1, Standing.Down.class);
      door.awaitStanding(2, Standing.Connected.class);

      assertThat(door.standings().get(1).toString()).contains("HTTP " + status);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "{\"ok\":true}", "{\"ok\":true,\"result\":[{}]}", "null"})
  void nonsenseInsteadOfUpdatesIsTrouble(String body) {
    twin.faults().next("getUpdates", new Fault.Nonsense(body));
    try (var _ = listen()) {
      rig.say("after the nonsense");
      door.awaitSaid("after the nonsense");
    }
  }

  @Test
  void anAnswerThatBreaksOffIsAskedForAgain() {
    rig.say("in a broken answer");
    twin.faults().next("getUpdates", 2, new Fault.CutInAnswer());
    try (var _ = listen()) {
      door.awaitSaid("in a broken answer");
      assertThat(door.taken()).hasSize(1);
    }
  }

  @Test
  void theServersOwnWaitIsObeyed() {
    twin.faults().next("getUpdates", new TelegramFault.TooMany(1));
    try (var _ = listen()) {
      door.awaitStanding(0, Standing.Down.class);
      assertThat(twin.calls("getUpdates")).isEqualTo(1);
      door.awaitStanding(1, Standing.Connected.class);
    }
  }

  @Test
  void aDeadLineIsNoticed() {
    var gate = new Gate();
    twin.faults().next("getUpdates", new Fault.HoldBefore(gate));
    try (var _ = Listening.start(rig.adapter(rig.settings(), Timings.IMPATIENT), door)) {
      door.awaitStanding(0, Standing.Down.class);
      door.awaitStanding(1, Standing.Connected.class);
    } finally {
      gate.open();
    }
  }

  @Test
  void closingEndsALongPollAtOnce() {
    var listening = Listening.start(rig.adapter(rig.settings(), Timings.PATIENT), door);
    door.awaitConnected();
    twin.awaitPolling();

    listening.close();
    assertThat(listening.isAlive()).isFalse();
  }

  private static CommandHint hint(String name, String description) {
    return new CommandHint(name, description, List.of());
  }

  @Test
  void theMenuIsSetOnlyWhenItChanged() {
    var hints = List.of(hint("agents", "Show the board"), hint("stop", "Stop"));
    var settings =
        new TelegramSettings(new Secret(TelegramTwin.TOKEN), twin.apiUrl(), Rate.UNLIMITED, hints);
    for (int start = 0; start < 2; start++) {
      var fresh = new RecordingDoor();
      try (var _ = Listening.start(rig.adapter(settings, Timings.QUICK), fresh)) {
        fresh.awaitConnected();
      }
    }

    assertThat(twin.commands()).containsExactly("agents Show the board", "stop Stop");
    assertThat(twin.calls("setMyCommands")).isEqualTo(1);
  }

  @Test
  void aMenuThatCannotBeSetKeepsNobodyFromWorking() {
    twin.faults().always("setMyCommands", new TelegramFault.TooMany(600));
    var settings =
        new TelegramSettings(
            new Secret(TelegramTwin.TOKEN),
            twin.apiUrl(),
            Rate.UNLIMITED,
            List.of(hint("stop", "Stop")));
    try (var _ = Listening.start(rig.adapter(settings, Timings.QUICK), door)) {
      door.awaitConnected();
    }
  }

  @Test
  void reachIsToldInAGroup() {
    var ana = rig.ana.in(twin.supergroup(-1_000_000_000_007L, "ops"));
    try (var _ = listenConnected()) {
      ana.say("just chatting");
      ana.say("@desk_bot look here");
      ana.say("/agents");
      ana.say("/stop@other_bot");
      ana.say("/peek@Desk_Bot 7c5d");

      assertThat(door.awaitSaid("/peek 7c5d").reach()).isEqualTo(Reach.MENTIONED);
      assertThat(door.said())
          .containsExactly("just chatting", "look here", "/agents", "/peek 7c5d");
      assertThat(door.awaitSaid("just chatting").reach()).isEqualTo(Reach.OVERHEARD);
      assertThat(door.awaitSaid("look here").reach()).isEqualTo(Reach.MENTIONED);
      assertThat(door.awaitSaid("/agents").reach()).isEqualTo(Reach.MENTIONED);
    }
  }

  @Test
  void topicsAreThreadsAndRepliesNameOurMessage() throws InterruptedException {
    var forum = twin.forum(-1_000_000_000_500L, "forge");
    long topic = forum.openTopic("7c5d");
    var ana = rig.ana.in(forum);
    var place = new Place(TelegramRig.CHANNEL, "-1000000000500", String.valueOf(topic));
    try (var _ = listenConnected()) {
      ana.say("in General");
      assertThat(door.awaitSaid("in General").place()).isEqualTo(place.wholeChat());
      ana.inThread(topic).say("in the topic");
      var said = door.awaitSaid("in the topic");
      assertThat(said.place()).isEqualTo(place);
      assertThat(said.reply()).isNull();

      var card = Cards.card("shall I?", "tok-1", "Yes");
      var adapter = rig.adapter();
      adapter.deliver(new Posting.Create(place, card, Cards.NONCE, true, null));
      var ours = forum.await("the card", message -> message.text().contains("shall I?"));
      ana.inThread(topic).reply(ours.id(), "yes");
      var reply = door.awaitSaid("yes").reply();
      assertThat(reply).isNotNull();
      assertThat(reply)
          .extracting(Quoted::ours, Quoted::tokens, quoted -> quoted.message().place())
          .containsExactly(true, List.of("tok-1"), place);
    }
  }

  @Test
  void leavingAndMovingAreTold() {
    var club = twin.group(-5, "club");
    try (var _ = listenConnected()) {
      rig.shutOut();
      assertThat(door.await(Inbound.Left.class).place()).isEqualTo(rig.place());
      var moved = club.migrate();
      var told = door.await(Inbound.Moved.class);
      assertThat(told.from()).isEqualTo(Place.chat(TelegramRig.CHANNEL, "-5"));
      assertThat(told.to()).isEqualTo(Place.chat(TelegramRig.CHANNEL, String.valueOf(moved.id())));
    }
  }

  @Test
  void idsThatBeginAnewBelowTheLastAreHeard() {
    try (var _ = listenConnected()) {
      rig.say("before the silent week");
      door.awaitSaid("before the silent week");
      // An empty answer in between, as in a silent week.
      twin.awaitCalls("getUpdates", twin.calls("getUpdates") + 3);
      twin.renumber(17);
      rig.say("after the silent week");

      assertThat(door.awaitSaid("after the silent week").sourceId()).isEqualTo("17");
    }
  }

  @Test
  void oneThatCannotBeReadDoesNotHoldUpItsBatch() {
    rig.say("before");
    twin.push("\"message\":{\"message_id\":\"none\"}");
    twin.push("\"message\":{broken");
    twin.push("\"unheard_of\":{\"id\":1}");
    rig.say("behind");
    try (var _ = listen()) {
      door.awaitSaid("behind");
      twin.awaitConfirmed();

      assertThat(door.taken())
          .extracting(each -> each.getClass().getSimpleName())
          .containsExactly("Said", "Garbled", "Garbled", "Said");
    }
  }
}
