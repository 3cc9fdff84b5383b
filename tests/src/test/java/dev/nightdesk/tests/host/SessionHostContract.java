package dev.nightdesk.tests.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.nightdesk.sessions.AgentEvent;
import dev.nightdesk.sessions.AgentEvent.Death;
import dev.nightdesk.sessions.AgentInput;
import dev.nightdesk.sessions.Cursor;
import dev.nightdesk.sessions.InputId;
import dev.nightdesk.sessions.InputLine;
import dev.nightdesk.sessions.Outcome;
import dev.nightdesk.sessions.Outcome.Reason;
import dev.nightdesk.sessions.SessionHost;
import dev.nightdesk.sessions.SessionId;
import dev.nightdesk.sessions.SessionSpec;
import dev.nightdesk.sessions.StopReason;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What every [SessionHost] promises. An implementation joins with an agent that says each prompt
/// back and ends with code n at the prompt `exit n`, after `turn` as one that has ended a turn.
@Timeout(60)
interface SessionHostContract {
  Outcome DONE = new Outcome.Done();

  /// The host under test; the same for the whole test.
  SessionHost host();

  /// A second host on the same sessions, as of a gateway that was started again.
  SessionHost another();

  /// Where agents may work.
  Path directory();

  // ── The machine ──

  @Test
  default void aBootHasOneNameForEverybody() {
    assertThat(host().boot()).isNotBlank().isEqualTo(host().boot()).isEqualTo(another().boot());
  }

  @Test
  default void anAgentThatSaysNothingWaitsForNothing() throws Exception {
    var session = newSession();
    var kind = spec(session, 1).agent();
    assertThat(host().waiting(session, 1, kind, Map.of())).isEmpty();
    host().ensure(spec(session, 1));
    assertThat(host().waiting(session, 1, kind, Map.of())).isEmpty();
  }

  // ── Starting ──

  @Test
  default void startingTwiceStartsOnce() throws Exception {
    var session = newSession();

    assertThat(host().ensure(spec(session, 1))).isEqualTo(DONE);
    assertThat(host().ensure(spec(session, 1))).isEqualTo(DONE);

    assertThat(living(session)).hasSize(1);
  }

  @Test
  default void manyWhoStartTheSameAtOnceStartOne() throws Exception {
    var session = newSession();
    Callable<Outcome> one = () -> host().ensure(spec(session, 1));
    Callable<Outcome> two = () -> another().ensure(spec(session, 1));

    try (var threads = Executors.newVirtualThreadPerTaskExecutor();
        var ear = Ear.at(host(), session, Cursor.startOf(1))) {
      for (var answer : threads.invokeAll(List.of(one, two, one, two, one, two, one, two))) {
        assertThat(answer.get()).isEqualTo(DONE);
      }
      host().stop(session, StopReason.STOP);
      ear.awaitEnd();
      assertThat(ear.words().stream().filter(word -> word.startsWith("started"))).hasSize(1);
    }
  }

  @Test
  default void theNextIncarnationStartsWhenTheOneBeforeIsDead() throws Exception {
    var session = started();

    assertRefused(host().ensure(spec(session, 2)), Reason.TAKEN);
    host().stop(session, StopReason.SUSPEND);
    assertThat(host().ensure(spec(session, 2))).isEqualTo(DONE);

    assertThat(living(session)).extracting(SessionHost.Living::incarnation).containsExactly(2);
  }

  @Test
  default void whatLivedAndIsDeadIsNotStartedAgain() throws Exception {
    var session = started();
    host().stop(session, StopReason.STOP);

    assertRefused(host().ensure(spec(session, 1)), Reason.NOT_ALIVE);
    assertThat(host().ensure(spec(session, 2))).isEqualTo(DONE);
    assertRefused(host().ensure(spec(session, 1)), Reason.NOT_ALIVE);
  }

  // ── Sending ──

  @Test
  default void aLineIsHeardOnceHoweverOftenItIsSent() throws Exception {
    var session = started();
    var one = line("one");
    var two = line("two");

    try (var ear = Ear.at(host(), session, Cursor.startOf(1))) {
      assertThat(host().send(session, 1, 0, one)).isEqualTo(DONE);
      assertThat(another().send(session, 1, 0, one)).isEqualTo(DONE);
      assertThat(host().send(session, 1, one.bytes().length, two)).isEqualTo(DONE);
      assertThat(host().send(session, 1, 0, one)).isEqualTo(DONE);
      assertThat(another().send(session, 1, one.bytes().length, two)).isEqualTo(DONE);
      ear.awaitWords("two");
      host().stop(session, StopReason.PARK);
      ear.awaitEnd();
      assertThat(echoed(ear)).containsExactly("one", "two");
    }
  }

  @Test
  default void aThousandLinesAreHeardInOrder() throws Exception {
    var session = started();
    var texts = IntStream.range(0, 1_000).mapToObj(number -> "line " + number).toList();

    try (var ear = Ear.at(host(), session, Cursor.startOf(1))) {
      sendAll(session, texts);
      ear.awaitWords("line 999");
      assertThat(echoed(ear)).isEqualTo(texts);
    }
  }

  @Test
  default void nothingIsSentToOneThatDoesNotLive() throws Exception {
    var session = newSession();
    assertRefused(host().send(session, 1, 0, line("early")), Reason.INVALID);

    host().ensure(spec(session, 1));
    host().stop(session, StopReason.STOP);

    assertRefused(host().send(session, 1, 0, line("late")), Reason.NOT_ALIVE);
  }

  @Test
  default void aPlaceThatDoesNotFitIsTampering() throws Exception {
    var session = started();
    var one = line("one");
    host().send(session, 1, 0, one);

    assertRefused(host().send(session, 1, 0, line("other")), Reason.TAMPERED);
    assertRefused(host().send(session, 1, one.bytes().length + 1, line("other")), Reason.TAMPERED);
  }

  // ── Following ──

  @Test
  default void followingGoesOnBehindEveryPlace() throws Exception {
    var session = started();
    try (var first = Ear.at(host(), session, Cursor.startOf(1))) {
      sendAll(session, List.of("a", "b", "c", "turn", "exit 3"));
      first.awaitEnd();
      var all = first.heard();
      assertThat(all).extracting(Ear.Heard::after).isSorted().doesNotHaveDuplicates();

      for (int line = 0; line < all.size() - 1; line++) {
        try (var later = Ear.at(another(), session, all.get(line).after())) {
          later.awaitEnd();
          assertThat(later.heard()).isEqualTo(all.subList(line + 1, all.size()));
        }
      }
    }
  }

  @Test
  default void followingWaitsForOneThatIsNotStartedYet() throws Exception {
    var session = newSession();
    try (var ear = Ear.at(host(), session, Cursor.startOf(1))) {
      host().ensure(spec(session, 1));
      host().send(session, 1, 0, line("hello"));
      ear.awaitWords("hello");
    }
  }

  @Test
  default void anEndThatWasHandledIsNotToldAgain() throws Exception {
    var session = started();
    host().stop(session, StopReason.STOP);
    try (var ear = Ear.at(host(), session, Cursor.startOf(1))) {
      ear.awaitEnd();
      assertEquals(Cursor.startOf(2), ear.heard().getLast().after());
    }

    try (var next = Ear.at(host(), session, Cursor.startOf(2))) {
      host().ensure(spec(session, 2));
      host().send(session, 2, 0, line("hello again"));
      next.awaitWords("hello again");
      assertThat(next.events()).noneMatch(event -> event instanceof AgentEvent.Exited);
    }
  }

  @Test
  default void aCursorPastTheEndMeansTheEnd() throws Exception {
    var session = started();
    sendAll(session, List.of("a", "exit 0"));
    try (var ear = Ear.at(host(), session, Cursor.startOf(1))) {
      ear.awaitEnd();
    }

    try (var ear = Ear.at(host(), session, new Cursor(1, 1_000_000))) {
      ear.awaitEnd();
      assertThat(ear.heard()).hasSize(1);
    }
  }

  @Test
  default void closingEndsFollowingAndNoAgent() throws Exception {
    var session = started();
    var closing = another();
    try (var ear = Ear.at(closing, session, Cursor.startOf(1))) {
      host().send(session, 1, 0, line("hello"));
      ear.awaitWords("hello");
      closing.close();
      ear.awaitReturn();
      assertThat(ear.events()).noneMatch(event -> event instanceof AgentEvent.Exited);
    }
    assertThat(living(session)).hasSize(1);
  }

  // ── Ending ──

  @Test
  default void theEndTellsTheCode() throws Exception {
    for (var ending :
        Map.of("exit 0", Death.CLEAN, "exit 143", Death.CLEAN, "exit 1", Death.CRASHED)
            .entrySet()) {
      var session = started();
      try (var ear = Ear.at(host(), session, Cursor.startOf(1))) {
        sendAll(session, List.of("turn", ending.getKey()));
        var end = ear.awaitEnd();
        assertEquals(Integer.valueOf(ending.getKey().substring(5)), end.code());
        assertEquals(ending.getValue(), end.death());
        assertThat(ear.events().getLast()).isEqualTo(end);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  default void stoppingEndsItForEveryReason(StopReason why) throws Exception {
    var session = started();
    try (var ear = Ear.at(host(), session, Cursor.startOf(1))) {
      sendAll(session, List.of("hello"));
      ear.awaitWords("hello");
      assertThat(host().stop(session, why)).isEqualTo(DONE);
      assertThat(living(session)).isEmpty();
      assertEquals(Death.CLEAN, ear.awaitEnd().death());
    }
    assertThat(host().stop(session, why)).isEqualTo(DONE);
    assertThat(another().stop(session, why)).isEqualTo(DONE);
  }

  @Test
  default void whatNeverStartedIsEasilyStopped() throws Exception {
    assertThat(host().stop(newSession(), StopReason.STOP)).isEqualTo(DONE);
  }

  // ── Words of the tests ──

  default SessionId newSession() {
    return new SessionId(UUID.randomUUID());
  }

  default SessionId started() throws InterruptedException {
    var session = newSession();
    assertEquals(DONE, host().ensure(spec(session, 1)));
    return session;
  }

  default SessionSpec spec(SessionId session, int incarnation) {
    return new SessionSpec(
        session,
        incarnation,
        EchoBackend.KIND,
        directory(),
        session.toString(),
        incarnation == 1 ? SessionSpec.Start.FRESH : SessionSpec.Start.RESUME,
        null,
        "default",
        0,
        null,
        Map.of());
  }

  default InputLine line(String text) {
    var input = new AgentInput.Prompt(text, false);
    return host().encode(EchoBackend.KIND, new InputId(UUID.randomUUID()), input);
  }

  /// The first lines of a first incarnation.
  default void sendAll(SessionId session, List<String> texts) throws InterruptedException {
    long at = 0;
    for (var text : texts) {
      var line = line(text);
      assertEquals(DONE, host().send(session, 1, at, line), text);
      at += line.bytes().length;
    }
  }

  default List<SessionHost.Living> living(SessionId session) {
    return another().living().stream().filter(one -> one.id().equals(session)).toList();
  }

  /// What it said beyond its own beginning and end.
  static List<String> echoed(Ear ear) {
    return ear.words().stream()
        .filter(word -> !word.startsWith("started ") && !word.equals("end of input"))
        .collect(Collectors.toCollection(ArrayList::new));
  }

  static void assertRefused(Outcome outcome, Reason reason) {
    assertThat(outcome)
        .asInstanceOf(InstanceOfAssertFactories.type(Outcome.Refused.class))
        .extracting(Outcome.Refused::reason)
        .isEqualTo(reason);
  }
}
