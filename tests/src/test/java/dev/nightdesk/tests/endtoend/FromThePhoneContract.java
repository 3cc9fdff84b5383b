package dev.nightdesk.tests.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.tests.telegram.TwinUser;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// What a person does from the phone, whatever the agent.
interface FromThePhoneContract extends OnThePhone {
  @Test
  default void aTaskIsDoneAndTheAnswerRings() {
    machine().owner().say("say looking; result The answer is **42**.");

    var answer = answer("The answer is 42.");

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
    assertThat(answer("proof made").silent()).isFalse();
  }

  @Test
  default void aReplyWhileItWorksWaitsAndThenGoes() {
    machine().owner().say("say begin; permission Bash go on; result first done");
    var asked = asked("Allow once", "go on");

    machine().owner().reply(asked.id() - 1, "result second done");
    await(
        "the queued line", message -> message.text().contains("queued 1 · after the open answer"));
    machine().owner().press(asked.id(), "Allow once");

    answer("first done");
    answer("second done");
  }

  @Test
  default void theGatewayIsKilledWhileAnAgentWaits() {
    machine().owner().say("permission Bash make tea; result tea is made");
    var asked = asked("Allow once", "make tea");
    machine().kill();

    machine().owner().press(asked.id(), "Allow once");
    machine().start();

    answer("tea is made");
    assertThat(machine().books().integrity()).isEqualTo("ok");
    long results =
        machine().chat().fromBot().stream()
            .filter(it -> OnThePhone.isAnswer(it, "tea is made"))
            .count();
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

    answer("painted");
    await("the settled question", message -> message.text().contains("Which colour? → blue"));
  }

  @Test
  default void theWorkIsDoneInAWorktreeAndComesBackAsADiff() {
    machine().owner().say(desk().writes("notes.txt") + "; result written down");
    var asked = asked("Allow once", "notes.txt");
    machine().owner().press(asked.id(), "Allow once");

    answer("written down");
    var result =
        await(
            "the answer with what changed",
            it -> OnThePhone.isAnswer(it, "written down") && it.text().contains("+1 −0 in 1 file"));
    assertThat(result.text()).contains("worktree-");
    assertThat(machine().repo().resolve("notes.txt")).doesNotExist();

    machine().owner().press(result.id(), "Show the diff");
    var diff = await("the diff", it -> it.file() != null);
    var file = Objects.requireNonNull(diff.file());
    assertThat(file.name()).startsWith("worktree-").endsWith(".diff");
    assertThat(file.bytes().utf8()).contains("+hello");
  }

  /// Words of others never act: neither on us nor, as a command or a file, on an agent.
  @Test
  default void whatIsForwardedReachesNoAgent() {
    var somebody = new TwinUser(999, "Somebody", "", false);
    machine().owner().forward(somebody, "result never-forwarded");

    await("the refusal", it -> it.text().startsWith("Forwarded, anonymous and bots' messages"));
    machine().owner().say("result after-the-forward");
    answer("after-the-forward");
    assertThat(journals().given("never-forwarded")).isZero();
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
    answer("bread is made");
  }
}
