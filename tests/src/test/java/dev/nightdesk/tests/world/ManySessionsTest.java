package dev.nightdesk.tests.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.adapters.Delivery;
import dev.nightdesk.adapters.Place;
import dev.nightdesk.adapters.Posting;
import dev.nightdesk.adapters.Rate;
import dev.nightdesk.adapters.discord.DiscordSettings;
import dev.nightdesk.adapters.slack.SlackSettings;
import dev.nightdesk.gateway.desk.Session;
import dev.nightdesk.sessions.AgentEvent;
import dev.nightdesk.sessions.InputId;
import dev.nightdesk.sessions.SessionId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Fifty busy sessions in one chat for five minutes of virtual time, at the pace that is seeded for
/// each platform: no published limit is passed, and every card ends at its last revision.
@Timeout(180)
class ManySessionsTest {
  private static final int SESSIONS = 50;
  private static final Duration LASTS = Duration.ofMinutes(5);
  private static final Duration STEP = Duration.ofSeconds(1);

  /// Of its progress a session tells each so many steps.
  private static final int TELLS_EVERY = 5;

  private static final int LOOKS = 50;
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(5);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @TempDir Path directory;

  private record Call(Instant at, Posting posting) {}

  private final List<Call> calls = new CopyOnWriteArrayList<>();

  private World open(Rate rate) throws Exception {
    var plan = World.Plan.of(directory);
    plan.channel().threadUnderCards();
    plan.channel().pace(rate);
    plan.channel().behave(posting -> noted(plan, posting));
    return World.open(
        new World.Plan(
            plan.directory(),
            plan.time(),
            plan.nanos(),
            plan.wall(),
            plan.channel(),
            plan.moreChannels(),
            plan.host(),
            plan.agents(),
            SESSIONS,
            plan.desk(),
            plan.transcriber()));
  }

  private @Nullable Delivery noted(World.Plan plan, Posting posting) {
    calls.add(new Call(plan.time().instant(), posting));
    return null;
  }

  /// Everybody works, tells what goes on, and comes to an end.
  private void work(World world) throws Exception {
    for (int i = 0; i < SESSIONS; i++) {
      world.channel().says("ana", "task number " + i);
    }
    Map<SessionId, InputId> prompts = new LinkedHashMap<>();
    world.passUntil(
        "all prompts",
        STEP,
        () -> {
          for (Session session : world.sessions()) {
            var lines = world.host().appended(session.id());
            if (!lines.isEmpty() && !prompts.containsKey(session.id())) {
              prompts.put(session.id(), lines.getFirst().line().id());
              Echo.begins(world.host(), session.id(), prompts.get(session.id()));
            }
          }
          return prompts.size() == SESSIONS;
        });
    for (int second = 0; second < LASTS.toSeconds(); second++) {
      int turn = second % TELLS_EVERY;
      int at = second;
      new ArrayList<>(prompts.keySet())
          .stream()
              .filter(id -> Math.floorMod(id.hashCode(), TELLS_EVERY) == turn)
              .forEach(id ->
                  world
                      .host()
                      .emit(id, new AgentEvent.UsedTool("use" + at, "Bash", "step " + at, false)));
      world.pass(STEP);
      settle();
    }
    prompts.forEach((id, prompt) -> Echo.answers(world.host(), id, prompt, "the answer"));
    world.passUntilQuiet();
  }

  /// What may be said now was said, as far as one can see: the more of it the harder the test.
  private void settle() {
    int before = -1;
    for (int looks = 0; looks < LOOKS && before != calls.size(); looks++) {
      before = calls.size();
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
    }
  }

  private List<Call> those(Predicate<Posting> kind) {
    return calls.stream().filter(call -> kind.test(call.posting())).toList();
  }

  /// The most calls within any stretch of that length that is closed on one side.
  private static long most(List<Call> calls, Duration window) {
    return calls.stream()
        .mapToLong(first ->
            calls.stream()
                .filter(call -> !call.at().isBefore(first.at()))
                .filter(call -> call.at().isBefore(first.at().plus(window)))
                .count())
        .max()
        .orElse(0);
  }

  private static Map<Place, List<Call>> by(List<Call> calls, Function<Place, Place> place) {
    return calls.stream().collect(Collectors.groupingBy(call -> place.apply(call.posting().at())));
  }

  private static boolean isCreate(Posting posting) {
    return posting instanceof Posting.Create || posting instanceof Posting.Upload;
  }

  private void allIsShown(World world) {
    assertThat(world.counts().cardsBehind()).isZero();
    long answers =
        world.channel().messages().stream()
            .filter(message -> message.text().contains("the answer"))
            .count();
    assertThat(answers).isGreaterThanOrEqualTo(SESSIONS);
    assertThat(world.channel().messages().stream().filter(it -> it.text().contains("Working")))
        .isEmpty();
  }

  /// docs.slack.dev/apis/web-api/rate-limits: chat.postMessage 60 a minute in a channel,
  /// chat.update 50 a minute, reactions.add 50 a minute, assistant.threads.setStatus 60 a minute.
  @Test
  void slacksLimitsHold() throws Exception {
    try (var world = open(SlackSettings.PUBLISHED)) {
      work(world);

      by(those(ManySessionsTest::isCreate), Place::wholeChat)
          .forEach((place, made) -> assertThat(most(made, MINUTE)).isLessThanOrEqualTo(60));
      assertThat(most(those(Posting.Edit.class::isInstance), MINUTE)).isLessThanOrEqualTo(50);
      assertThat(most(those(Posting.Receipt.class::isInstance), MINUTE)).isLessThanOrEqualTo(50);
      assertThat(most(those(Posting.Typing.class::isInstance), MINUTE)).isLessThanOrEqualTo(60);
      allIsShown(world);
      print("slack");
    }
  }

  /// docs.discord.com/developers/topics/rate-limits: 50 calls a second in all; of a channel, and a
  /// thread is one, five in five seconds.
  @Test
  void discordsLimitsHold() throws Exception {
    try (var world = open(DiscordSettings.PUBLISHED)) {
      work(world);

      assertThat(most(calls, Duration.ofSeconds(1))).isLessThanOrEqualTo(50);
      var messages = those(it -> isCreate(it) || it instanceof Posting.Edit);
      by(messages, Function.identity())
          .forEach((place, made) ->
              assertThat(most(made, Duration.ofSeconds(5))).isLessThanOrEqualTo(5));
      allIsShown(world);
      print("discord");
    }
  }

  private void print(String channel) {
    System.out.printf(
        "%s: %d sessions, %d creates, %d edits, %d in the busiest minute%n",
        channel,
        SESSIONS,
        those(ManySessionsTest::isCreate).size(),
        those(Posting.Edit.class::isInstance).size(),
        most(calls, MINUTE));
  }
}
