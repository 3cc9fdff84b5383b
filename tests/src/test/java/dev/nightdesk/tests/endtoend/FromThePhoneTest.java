package dev.nightdesk.tests.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.tests.telegram.ShownMessage;
import dev.nightdesk.tests.world.Machine;
import java.nio.file.Path;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// What a person does from the phone, with the scripted agent. One gateway serves all tests: they
/// keep to sessions of their own.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class FromThePhoneTest {
  private Machine machine;

  @BeforeAll
  void start(@TempDir Path folder) {
    machine = Machine.withScriptedAgent(folder).start();
  }

  @AfterAll
  void close() {
    machine.close();
  }

  @Test
  void aTaskIsDoneAndTheAnswerRings() {
    machine.owner().say("say looking; result The answer is **42**.");

    var answer = result("The answer is 42.");

    assertThat(answer.silent()).isFalse();
    var first = await("the first card", message -> message.text().contains("Completed · say look"));
    assertThat(first.silent()).isTrue();
    assertThat(first.labels()).isEmpty();
  }

  @Test
  void aPermissionIsAskedForAndAllowed() {
    machine.owner().say("permission Bash make proof; result proof made");

    var asked = asked("Allow once", "make proof");
    assertThat(asked.silent()).isFalse();
    assertThat(asked.labels()).contains("Allow once", "Deny", "Deny and say why");
    machine.owner().press(asked.id(), "Allow once");

    await("the settled question", message -> message.text().contains("Allowed once by ana"));
    assertThat(result("proof made").silent()).isFalse();
  }

  @Test
  void aReplyWhileItWorksWaitsAndThenGoes() {
    machine.owner().say("say begin; permission Bash go on; result first done");
    var asked = asked("Allow once", "go on");

    machine.owner().reply(asked.id() - 1, "result second done");
    await(
        "the queued line", message -> message.text().contains("queued 1 · after the open answer"));
    machine.owner().press(asked.id(), "Allow once");

    result("first done");
    result("second done");
  }

  @Test
  void theGatewayIsKilledWhileAnAgentWaits() {
    machine.owner().say("permission Bash make tea; result tea is made");
    var asked = asked("Allow once", "make tea");
    machine.kill();

    machine.owner().press(asked.id(), "Allow once");
    machine.start();

    result("tea is made");
    assertThat(machine.books().integrity()).isEqualTo("ok");
    long results =
        machine.chat().fromBot().stream().filter(it -> isResult(it, "tea is made")).count();
    assertThat(results).isEqualTo(1);
  }

  private ShownMessage asked(String button, String words) {
    return await(
        "the question “" + words + "”",
        message -> message.labels().contains(button) && message.text().contains(words));
  }

  private ShownMessage result(String words) {
    return await("the answer “" + words + "”", message -> isResult(message, words));
  }

  /// The answer stands on a line of its own; the title above it may name the same words.
  private static boolean isResult(ShownMessage message, String words) {
    return message.fromBot() && message.text().lines().anyMatch(words::equals);
  }

  private ShownMessage await(String what, Predicate<ShownMessage> wanted) {
    return machine
        .chat()
        .await(what, Machine.PATIENCE, message -> message.fromBot() && wanted.test(message));
  }
}
