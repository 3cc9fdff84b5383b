package dev.nightdesk.tests.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.tests.channels.Phone;
import dev.nightdesk.tests.channels.ShownThere;
import dev.nightdesk.tests.world.Below;
import dev.nightdesk.tests.world.Journals;
import dev.nightdesk.tests.world.Machine;
import dev.nightdesk.tests.world.Signals;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// What a person at the phone does and sees, and what the agent at the other end gets to read. One
/// gateway serves all tests of a class: they keep to sessions of their own, known by their words.
interface OnThePhone {
  /// A look opens the database, or reads the process table: more of them would hold up what they
  /// wait for.
  Duration BETWEEN_LOOKS = Duration.ofMillis(10);

  AgentDesk desk();

  default Machine machine() {
    return desk().machine();
  }

  /// The agent has put these words down: a kill from now on does not make it forget them.
  default void untilKept(String words) {
    until("the agent keeps " + words, () -> isKept(words));
  }

  private boolean isKept(String words) {
    return Below.of(desk().conversations(), 3)
        .filter(file -> file.toString().endsWith(".jsonl"))
        .anyMatch(file -> read(file).contains(words));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The conversation as the agent has it.
  ///
  /// @param said what people said, oldest first
  /// @param told what tools and people's answers gave back
  record Memory(List<String> said, List<String> told) {}

  /// The owner's.
  default Phone phone() {
    return machine().phone();
  }

  default void say(String text) {
    phone().say(text);
  }

  default void reply(ShownThere to, String text) {
    phone().reply(to, text);
  }

  default void press(ShownThere message, String label) {
    phone().press(message, label);
  }

  /// A question that is open.
  default ShownThere asked(String button, String words) {
    return await(
        "the question “" + words + "”",
        message -> message.labels().contains(button) && message.text().contains(words));
  }

  default ShownThere answer(String words) {
    return await("the answer “" + words + "”", message -> isAnswer(message, words));
  }

  /// A live card tells the newest words as well, while there is something to stop.
  static boolean isAnswer(ShownThere message, String words) {
    return hasLine(message, words) && !message.labels().contains("Stop");
  }

  /// What an agent says stands on a line of its own; the title above it may name the same words.
  static boolean hasLine(ShownThere message, String words) {
    return message.text().lines().anyMatch(words::equals);
  }

  /// The live card of a session.
  ///
  /// @param words of its title
  default ShownThere card(String words) {
    return await("the card of " + words, message -> message.text().contains(words));
  }

  /// The gateway knows of every message that it sent: a kill from now on brings no second one.
  default void untilAllIsShown() {
    until("every card is at its last revision", () -> machine().books().cardsBehind().isEmpty());
  }

  /// The answer came, once; the agent ended one turn with it; and every card is up to date.
  default void answeredOnce(String words) {
    answer(words);
    untilAllIsShown();
    assertThat(phone().fromBot().stream().filter(it -> isAnswer(it, words)))
        .as("answers “" + words + "”")
        .hasSize(1);
    assertThat(journals().finished(words)).as("turns that ended so").isOne();
  }

  default ShownThere await(String what, Predicate<ShownThere> wanted) {
    return phone().await(what, Machine.PATIENCE, wanted);
  }

  /// All journals of this machine.
  default Journals journals() {
    return new Journals(machine().home().resolve("sessions"));
  }

  /// The journals of one session.
  ///
  /// @param words of its first prompt
  default Journals journals(String words) {
    return new Journals(machine().home().resolve("sessions").resolve(session(words)));
  }

  default String session(String words) {
    return found("a session of " + words, () -> sessions(words).stream().findFirst());
  }

  private List<String> sessions(String words) {
    return machine().books().column("SELECT id FROM sessions WHERE body LIKE '%" + words + "%'");
  }

  /// Its one agent, once it runs.
  default ProcessHandle agentOf(String words) {
    return found("an agent of " + words, () -> theOnly(machine().agentsOf(words)));
  }

  private static <T> Optional<T> theOnly(List<T> all) {
    return all.size() == 1 ? Optional.of(all.getFirst()) : Optional.empty();
  }

  /// It stands still until [#thaw], and reads nothing meanwhile.
  static void freeze(ProcessHandle process) throws IOException, InterruptedException {
    assertThat(Signals.send("STOP", process.pid())).isZero();
    until("all its threads stand still", () -> Signals.isStopped(process.pid()));
  }

  static void thaw(ProcessHandle process) throws IOException, InterruptedException {
    assertThat(Signals.send("CONT", process.pid())).isZero();
  }

  /// A file in a session's worktree, as it is.
  default String inItsWorktree(String words, String file) {
    String body =
        machine()
            .books()
            .column("SELECT body FROM sessions WHERE id = '" + session(words) + "'")
            .getFirst();
    var directory =
        Path.of(body.replaceFirst("(?s).*\"directory\":\"([^\"]+)\".*", "$1")).resolve(file);
    try {
      return Files.exists(directory) ? Files.readString(directory) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Waits for what shows in no chat.
  static void until(String what, BooleanSupplier condition) {
    looked("until " + what, () -> Optional.of(what).filter(_ -> condition.getAsBoolean()));
  }

  /// Waits for something, and gives what that very look found: the next may miss it, as a process
  /// that is being replaced by another program shows no environment for a moment.
  static <T> T found(String what, Supplier<Optional<T>> look) {
    return looked("for " + what, look);
  }

  private static <T> T looked(String wanted, Supplier<Optional<T>> look) {
    long end = System.nanoTime() + Machine.PATIENCE.toNanos();
    for (var seen = look.get(); ; seen = look.get()) {
      if (seen.isPresent()) {
        return seen.get();
      }
      if (System.nanoTime() > end) {
        throw new AssertionError("waited in vain " + wanted);
      }
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
    }
  }
}
