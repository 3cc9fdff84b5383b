package dev.nightdesk.tests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.gateway.desk.DeskSettings;
import dev.nightdesk.tests.twin.Create;
import dev.nightdesk.tests.world.Journals;
import dev.nightdesk.tests.world.Machine;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// People keep talking to three sessions while the gateway, the agents and whatever feeds them are
/// killed at any moment. Everything said is done, once.
final class RandomKillTest {
  private static final int SESSIONS = 3;
  private static final int LONGEST_LIFE_MILLIS = 1_000;
  private static final int KILLS_A_LINE = 50;

  /// Words that wait in a session while it lives.
  private static final int ENOUGH_TO_DO = 4;

  /// What is left to do when the killing ends, on a machine that may be busy.
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /// A message and a file may be on their way when a gateway dies.
  private static final long CUT_OFF_BY_A_DEATH = 2;

  private final long seed = Long.getLong("nightdesk.seed", new Random().nextLong());
  private final Random random = new Random(seed);
  private final List<String> said = new ArrayList<>();

  private enum Victim {
    GATEWAY,
    AGENT,
    ANY_PROCESS_OF_AN_AGENT,
    GATEWAY_AND_AGENTS
  }

  @Test
  void killedTwentyTimesItDoesEverythingOnce(@TempDir Path folder) {
    killedAtRandom(folder, 20);
  }

  @Test
  @Tag("long")
  void killedAThousandTimesItDoesEverythingOnce(@TempDir Path folder) {
    killedAtRandom(folder, 1_000);
  }

  private void killedAtRandom(Path folder, int kills) {
    System.out.println("random kills: seed " + seed);
    try (var machine = Machine.withRoom(folder, "").start()) {
      List<Long> cards = begin(machine);
      int deaths = 0;
      for (int kill = 0; kill < kills; kill++) {
        talk(machine, cards);
        // Not a wait for anything: the moment of the kill is what is random.
        LockSupport.parkNanos(Duration.ofMillis(random.nextInt(LONGEST_LIFE_MILLIS)).toNanos());
        deaths += strike(machine, Victim.values()[random.nextInt(Victim.values().length)]);
        if ((kill + 1) % KILLS_A_LINE == 0) {
          tellProgress(machine, kill + 1);
        }
      }
      assertAllIsRight(machine, cards, deaths);
    } catch (AssertionError e) {
      throw new AssertionError("seed " + seed, e);
    }
  }

  private void tellProgress(Machine machine, int kills) {
    String done = machine.books().column("SELECT count(*) FROM prompts WHERE open = 0").getFirst();
    System.out.printf("random kills: %d, said: %d, done: %s%n", kills, said.size(), done);
  }

  private List<Long> begin(Machine machine) {
    var cards = new ArrayList<Long>();
    for (int session = 0; session < SESSIONS; session++) {
      String word = "begin-" + session + "-";
      machine.owner().say("result " + word);
      said.add(word);
      cards.add(
          machine
              .chat()
              .await("a card", Machine.PATIENCE, it -> it.text().contains("result " + word))
              .id());
    }
    return cards;
  }

  /// Who has nothing left to do is told more, and who died too often waits for a person's word.
  /// What dies once a second does little: without a bound its queue would grow until it takes no
  /// more.
  private void talk(Machine machine, List<Long> cards) {
    var listening =
        machine
            .books()
            .column(
                """
                SELECT seq FROM sessions
                WHERE (SELECT count(*) FROM prompts WHERE session = sessions.id AND open = 1)
                      < CASE state WHEN 'FAILED' THEN %d ELSE %d END
                """
                    .formatted(DeskSettings.MAX_QUEUED_PROMPTS / 2, ENOUGH_TO_DO));
    for (int session = 0; session < SESSIONS; session++) {
      if (listening.contains(Integer.toString(session + 1))) {
        reply(machine, cards.get(session));
      }
    }
  }

  private void reply(Machine machine, long card) {
    String word = "word-" + said.size() + "-";
    said.add(word);
    machine.owner().reply(card, "result " + word);
  }

  /// @return how many gateways died
  private int strike(Machine machine, Victim victim) {
    switch (victim) {
      case GATEWAY -> machine.kill();
      case AGENT -> killOne(machine.agents());
      case ANY_PROCESS_OF_AN_AGENT -> killOne(machine.agentProcesses());
      case GATEWAY_AND_AGENTS -> {
        machine.kill();
        machine.agents().forEach(ProcessHandle::destroyForcibly);
      }
    }
    boolean died = victim == Victim.GATEWAY || victim == Victim.GATEWAY_AND_AGENTS;
    if (died) {
      machine.start();
    }
    return died ? 1 : 0;
  }

  private void killOne(List<ProcessHandle> processes) {
    if (!processes.isEmpty()) {
      processes.get(random.nextInt(processes.size())).destroyForcibly();
    }
  }

  /// An agent that died too often waits for a person's word. Its last death may become known after
  /// the last word, so whoever fails later is spoken to again, once.
  private void encourage(Machine machine, List<Long> cards, Set<String> failures) {
    machine
        .books()
        .column(
            """
            SELECT (seq - 1) || ' ' || since FROM sessions WHERE state = 'FAILED'
              AND EXISTS (SELECT 1 FROM prompts WHERE session = sessions.id AND open = 1)
            """)
        .stream()
        .filter(failures::add)
        .map(failure -> Integer.parseInt(failure.substring(0, failure.indexOf(' '))))
        .forEach(session -> reply(machine, cards.get(session)));
  }

  private void assertAllIsRight(Machine machine, List<Long> cards, int deaths) {
    var journals = new Journals(machine.home().resolve("sessions"));
    var books = machine.books();
    var failures = new HashSet<String>();
    try {
      Eventually.is(
          "every word to be done",
          PATIENCE,
          () -> {
            encourage(machine, cards, failures);
            return journals.finished().keySet().containsAll(said);
          });
    } catch (AssertionError e) {
      var undone = new ArrayList<>(said);
      undone.removeAll(journals.finished().keySet());
      throw new AssertionError(
          "undone: %s%nsessions: %s%nopen: %s%noutbox: %s"
              .formatted(
                  undone,
                  books.column("SELECT body FROM sessions"),
                  books.column("SELECT body FROM prompts WHERE open = 1"),
                  books.column("SELECT body FROM outbox")),
          e);
    }
    Eventually.is("an answer to each", PATIENCE, () -> answers(machine).keySet().containsAll(said));
    Eventually.is("every card at its last revision", PATIENCE, () -> books.cardsBehind().isEmpty());
    Eventually.is("no stray process", PATIENCE, () -> machine.strays().isEmpty());
    assertThat(journals.finished())
        .containsExactlyInAnyOrderEntriesOf(
            said.stream().collect(Collectors.toMap(word -> word, _ -> 1L)));
    assertThat(books.column("SELECT id FROM sessions")).hasSize(SESSIONS);
    assertThat(machine.agents()).hasSizeLessThanOrEqualTo(SESSIONS);
    assertThat(books.integrity()).isEqualTo("ok");
    assertThat(books.column("SELECT stack FROM dead")).isEmpty();
    long answers = answers(machine).values().stream().mapToLong(Long::longValue).sum();
    long unclaimed = unclaimed(machine);
    assertThat(unclaimed).as("twins").isBetween(0L, CUT_OFF_BY_A_DEATH * deaths);
    assertThat(answers - said.size()).as("twins of answers").isBetween(0L, unclaimed);
  }

  /// How many messages bring each word.
  private Map<String, Long> answers(Machine machine) {
    var words = new HashSet<>(said);
    return machine.chat().fromBot().stream()
        .flatMap(message -> message.text().lines().filter(words::contains))
        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
  }

  /// Messages that the gateway made and never heard of again: a kill came between.
  private static long unclaimed(Machine machine) {
    var known = new HashSet<>(machine.books().column("SELECT message FROM messages"));
    return machine.telegram().creates().stream()
        .map(Create::id)
        .filter(id -> !known.contains(id))
        .count();
  }
}
