package dev.nightdesk.tests.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.tests.telegram.ShownMessage;
import dev.nightdesk.tests.world.Machine;
import java.util.Objects;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/// What a person does from the phone, whatever the agent. One gateway serves all tests of a class:
/// they keep to sessions of their own.
interface FromThePhoneContract {
  Machine machine();

  /// A script that asks for leave to write `hello` into `notes.txt`, and then says `written down`.
  String writesNotes();

  @Test
  default void aTaskIsDoneAndTheAnswerRings() {
    machine().owner().say("say looking; result The answer is **42**.");

    var answer = result("The answer is 42.");

    assertThat(answer.silent()).isFalse();
    var first = await("the first card", message -> message.text().contains("Completed · say look"));
    assertThat(first.silent()).isTrue();
    assertThat(first.labels()).isEmpty();
  }

  @Test
  default void aPermissionIsAskedForAndAllowed() {
    machine().owner().say("permission Bash make proof; result proof made");

    var asked = asked("Allow once", "make proof");
    assertThat(asked.silent()).isFalse();
    assertThat(asked.labels()).contains("Allow once", "Deny", "Deny and say why");
    machine().owner().press(asked.id(), "Allow once");

    await("the settled question", message -> message.text().contains("Allowed once by ana"));
    assertThat(result("proof made").silent()).isFalse();
  }

  @Test
  default void aReplyWhileItWorksWaitsAndThenGoes() {
    machine().owner().say("say begin; permission Bash go on; result first done");
    var asked = asked("Allow once", "go on");

    machine().owner().reply(asked.id() - 1, "result second done");
    await(
        "the queued line", message -> message.text().contains("queued 1 · after the open answer"));
    machine().owner().press(asked.id(), "Allow once");

    result("first done");
    result("second done");
  }

  @Test
  default void theGatewayIsKilledWhileAnAgentWaits() {
    machine().owner().say("permission Bash make tea; result tea is made");
    var asked = asked("Allow once", "make tea");
    machine().kill();

    machine().owner().press(asked.id(), "Allow once");
    machine().start();

    result("tea is made");
    assertThat(machine().books().integrity()).isEqualTo("ok");
    long results =
        machine().chat().fromBot().stream().filter(it -> isResult(it, "tea is made")).count();
    assertThat(results).isEqualTo(1);
  }

  @Test
  default void questionsInTwoPartsAreAnsweredOneAfterTheOther() {
    machine().owner().say("ask Which colour? red|blue & multi Which sizes? S|M|L; result painted");

    var asked = asked("1 · red", "1 of 2");
    machine().owner().press(asked.id(), "2 · blue");
    var second = asked("☐ M", "2 of 2");
    machine().owner().press(second.id(), "☐ M");
    asked("☑ M", "2 of 2");
    machine().owner().press(second.id(), "Done");

    result("painted");
    await("the settled question", message -> message.text().contains("Which colour? → blue"));
  }

  @Test
  default void theWorkIsDoneInAWorktreeAndComesBackAsADiff() {
    machine().owner().say(writesNotes());
    var asked = asked("Allow once", "notes.txt");
    machine().owner().press(asked.id(), "Allow once");

    result("written down");
    var result =
        await(
            "the answer with what changed",
            it -> isResult(it, "written down") && it.text().contains("+1 −0 in 1 file"));
    assertThat(result.text()).contains("worktree-");
    assertThat(machine().repo().resolve("notes.txt")).doesNotExist();

    machine().owner().press(result.id(), "Show the diff");
    var diff = await("the diff", it -> it.file() != null);
    var file = Objects.requireNonNull(diff.file());
    assertThat(file.name()).startsWith("worktree-").endsWith(".diff");
    assertThat(file.bytes().utf8()).contains("+hello");
  }

  @Test
  default void aSessionIsStoppedAndStaysStopped() {
    machine().owner().say("permission Bash make never; result never made");
    var asked = asked("Allow once", "make never");

    machine().owner().reply(asked.id(), "/stop");

    await("the stopped card", it -> it.text().contains("Stopped · permission Bash make never"));
    await("the withdrawn question", it -> it.id() == asked.id() && it.labels().isEmpty());
    machine().owner().say("/agents");
    await("the board", message -> message.text().contains("The board"));
  }

  @Test
  default void theAgentIsKilledWhileItWaitsAndAsksAgain() {
    machine().owner().say("permission Bash make bread; result bread is made");
    var asked = asked("Allow once", "make bread");

    machine().agentsOf("make bread").forEach(ProcessHandle::destroyForcibly);

    var again =
        await(
            "the same question, again",
            it ->
                it.id() > asked.id()
                    && it.labels().contains("Allow once")
                    && it.text().contains("make bread"));
    await("the old question without buttons", it -> it.id() == asked.id() && it.labels().isEmpty());
    machine().owner().press(again.id(), "Allow once");
    result("bread is made");
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
    return machine()
        .chat()
        .await(what, Machine.PATIENCE, message -> message.fromBot() && wanted.test(message));
  }
}
