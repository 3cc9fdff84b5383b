package dev.nightdesk.tests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.sessions.scripted.Scripted;
import dev.nightdesk.tests.telegram.ShownMessage;
import dev.nightdesk.tests.world.Below;
import dev.nightdesk.tests.world.Journals;
import dev.nightdesk.tests.world.Machine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An agent is killed before it wrote down that its turn is over. The next one reads of a turn that
/// was cut off, and is given the prompt behind it.
final class LateTranscriptTest {
  private static final String AT_ONCE = "0";
  private static final String NEVER = "3600000";

  @Test
  void whatIsOverIsNotDoneAgainAndThePromptBehindItHasATurnOfItsOwn(@TempDir Path folder)
      throws IOException {
    Path late = Files.writeString(folder.resolve("late"), AT_ONCE);
    Path kept = folder.resolve("kept");
    String script = "NIGHTDESK_SCRIPTED_LATE_MS=$(cat '%s') exec \"$@\"".formatted(late);
    var command = new ArrayList<>(List.of("sh", "-c", script, "sh"));
    command.addAll(Scripted.command(kept));
    var environment = Map.of("CLAUDE_CONFIG_DIR", kept.toString());
    try (var machine = Machine.withAgent(folder, command, environment).start()) {
      machine.owner().say("permission Bash make first; result over first");
      long asked = question(machine, "make first").id();
      Eventually.is("the turn to be kept", Machine.PATIENCE, () -> isKept(kept, "make first"));

      Files.writeString(late, NEVER);
      killTheAgent(machine, asked);
      long again = question(machine, "make first").id();
      machine.owner().press(again, "Allow once");
      long over = await(machine, "the first answer", it -> isAnswer(it, "over first")).id();

      machine.owner().reply(over, "permission Bash make second; result over second");
      killTheAgent(machine, question(machine, "make second").id());
      machine.owner().press(question(machine, "make second").id(), "Allow once");

      await(machine, "the second answer", it -> isAnswer(it, "over second"));
      var journals = new Journals(machine.home().resolve("sessions"));
      assertThat(journals.finished("over first")).isOne();
      assertThat(journals.finished("over second")).isOne();
      assertThat(journals.turns()).isEqualTo(2);
      assertThat(journals.asked("make first")).as("asked by two agents").isEqualTo(2);
      assertThat(journals.asked("make second")).as("asked by two agents").isEqualTo(2);
    }
  }

  private static void killTheAgent(Machine machine, long asked) {
    machine.agents().forEach(ProcessHandle::destroyForcibly);
    await(machine, "the withdrawal", it -> it.id() == asked && it.labels().isEmpty());
  }

  private static boolean isKept(Path folder, String words) {
    return Below.of(folder, 3)
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

  private static ShownMessage question(Machine machine, String words) {
    return await(
        machine,
        "the question",
        it -> it.labels().contains("Allow once") && it.text().contains(words));
  }

  private static boolean isAnswer(ShownMessage message, String words) {
    return message.text().lines().anyMatch(words::equals);
  }

  private static ShownMessage await(Machine machine, String what, Predicate<ShownMessage> wanted) {
    return machine.chat().await(what, Machine.PATIENCE, wanted);
  }
}
