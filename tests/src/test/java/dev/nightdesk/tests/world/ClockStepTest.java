package dev.nightdesk.tests.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.adapters.Delivery;
import dev.nightdesk.adapters.Posting;
import dev.nightdesk.sessions.AgentInput;
import dev.nightdesk.sessions.InputId;
import dev.nightdesk.sessions.Outcome;
import dev.nightdesk.sessions.SessionId;
import dev.nightdesk.tests.host.FakeHost;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Somebody sets the wall clock an hour forward or back while things are going on: nothing is lost,
/// done twice or stuck.
class ClockStepTest {
  private static final int BACK = -60;
  private static final int FORWARD = 60;
  private static final Duration STEP = Duration.ofSeconds(1);

  /// Far longer than any back-off, far shorter than the clock's step.
  private static final Duration SOON = Duration.ofMinutes(5);

  @TempDir Path directory;
  private World world;
  private TestChannel channel;
  private FakeHost host;

  @BeforeEach
  void open() throws InterruptedException {
    world = World.open(directory);
    channel = world.channel();
    host = world.host();
  }

  @AfterEach
  void close() {
    world.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {BACK, FORWARD})
  void aTurnGoesOnAndIsToldOnce(int minutes) throws InterruptedException {
    channel.says("ana", "fix the tests");
    SessionId session = world.onlySession();
    InputId prompt = given(session, 1);
    Echo.begins(host, session, prompt);
    channel.await("Working");

    step(minutes);

    assertThat(channel.screen()).contains("Working");
    Echo.answers(host, session, prompt, "they are fixed");
    channel.await("they are fixed");
    world.awaitQuiet();
    assertThat(host.appended(session)).hasSize(1);
    assertThat(host.started()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {BACK, FORWARD})
  void anIdleSessionTakesItsNextPromptOnce(int minutes) throws InterruptedException {
    Echo.on(host);
    channel.says("ana", "fix the tests");
    SessionId session = world.onlySession();
    var answer = channel.await("echo: fix the tests");
    world.awaitQuiet();

    step(minutes);
    channel.replies("ana", answer, "now the docs");

    channel.await("echo: now the docs");
    world.awaitQuiet();
    assertThat(prompts(session)).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {BACK, FORWARD})
  void aPromptThatWaitsForItsTurnIsGivenOnce(int minutes) throws InterruptedException {
    channel.says("ana", "fix the tests");
    SessionId session = world.onlySession();
    InputId first = given(session, 1);
    Echo.begins(host, session, first);
    channel.replies("ana", channel.await("Working"), "now the docs");
    channel.await("queued 1");

    step(minutes);
    Echo.answers(host, session, first, "they are fixed");

    InputId second = given(session, 2);
    Echo.begins(host, session, second);
    Echo.answers(host, session, second, "they are written");
    channel.await("they are written");
    world.awaitQuiet();
    assertThat(prompts(session)).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {BACK, FORWARD})
  void aQuestionIsAnsweredOnce(int minutes) throws InterruptedException {
    channel.says("ana", "fix the tests");
    SessionId session = world.onlySession();
    Echo.begins(host, session, given(session, 1));
    Echo.asks(host, session, "request-1", "make");
    var question = channel.await("Allow Bash?");

    step(minutes);
    channel.presses("ana", question, "Allow once");

    channel.await("Allowed once by ana");
    World.await("the verdict", () -> host.appended(session).size() == 2);
    world.awaitQuiet();
    assertThat(host.appended(session)).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {BACK, FORWARD})
  void aLineThatWaitsForRoomIsWrittenSoonAndOnce(int minutes) throws InterruptedException {
    host.nextSend(new Outcome.Refused(Outcome.Reason.NO_SPACE, "disk full"));
    channel.says("ana", "fix the tests");
    SessionId session = world.onlySession();
    awaitPostponed("outbox");

    step(minutes);

    isWrittenSoon(session);
  }

  /// What is postponed is stored, and so is until when.
  @ParameterizedTest
  @ValueSource(ints = {BACK, FORWARD})
  void aLineThatWaitsForRoomIsWrittenSoonAfterARestartToo(int minutes) throws InterruptedException {
    host.nextSend(new Outcome.Refused(Outcome.Reason.NO_SPACE, "disk full"));
    channel.says("ana", "fix the tests");
    SessionId session = world.onlySession();
    awaitPostponed("outbox");

    step(minutes);
    world.restart();

    isWrittenSoon(session);
  }

  @ParameterizedTest
  @ValueSource(ints = {BACK, FORWARD})
  void aCardWithoutAnAnswerIsShownSoon(int minutes) throws InterruptedException {
    cutOffOneCreate();
    channel.says("ana", "/help");
    awaitPostponed("cards");

    step(minutes);

    showsSoon();
  }

  @ParameterizedTest
  @ValueSource(ints = {BACK, FORWARD})
  void aCardWithoutAnAnswerIsShownSoonAfterARestartToo(int minutes) throws InterruptedException {
    cutOffOneCreate();
    channel.says("ana", "/help");
    awaitPostponed("cards");

    step(minutes);
    world.restart();

    showsSoon();
  }

  private void cutOffOneCreate() {
    var first = new AtomicBoolean(true);
    channel.behave(posting ->
        posting instanceof Posting.Create && first.getAndSet(false)
            ? new Delivery.Unknown("cut off")
            : null);
  }

  private void showsSoon() throws InterruptedException {
    long begun = world.time().nanoTime();
    world.passUntil("the card", STEP, () -> !channel.messages().isEmpty());
    assertThat(Duration.ofNanos(world.time().nanoTime() - begun)).isLessThan(SOON);
    world.awaitQuiet();
    assertThat(channel.messages()).hasSize(1);
  }

  private void awaitPostponed(String table) throws InterruptedException {
    var books = new Books(directory.resolve("db").resolve("nightdesk.db"));
    World.await(
        "something put off in " + table,
        () -> !books.column("SELECT id FROM " + table + " WHERE failures > 0").isEmpty());
  }

  private void isWrittenSoon(SessionId session) throws InterruptedException {
    long begun = world.time().nanoTime();
    world.passUntil("the line", STEP, () -> !host.appended(session).isEmpty());
    assertThat(Duration.ofNanos(world.time().nanoTime() - begun)).isLessThan(SOON);
    // An old card shows its progress rarely.
    world.passUntil("all cards", STEP, () -> world.counts().cardsBehind() == 0);
    world.awaitQuiet();
    assertThat(host.appended(session)).hasSize(1);
  }

  /// The clock is set, no time passes, and everything looks at it.
  private void step(int minutes) throws InterruptedException {
    world.time().setWall(world.time().instant().plus(Duration.ofMinutes(minutes)));
    world.flow().tick();
    world.flow().tick();
  }

  private InputId given(SessionId session, int prompts) throws InterruptedException {
    World.await("the prompt", () -> host.appended(session).size() == prompts);
    return host.appended(session).get(prompts - 1).line().id();
  }

  private long prompts(SessionId session) {
    return host.appended(session).stream()
        .filter(line -> line.what() instanceof AgentInput.Prompt)
        .count();
  }
}
