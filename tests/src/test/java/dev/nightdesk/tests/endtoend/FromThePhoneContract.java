package dev.nightdesk.tests.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;

/// What a person does from the phone, whatever the agent.
interface FromThePhoneContract extends OnThePhone {
  @Test
  default void aTaskIsDoneAndTheAnswerRings() {
    say("say looking; result The answer is **42**.");

    var answer = answer("The answer is 42.");

    assertThat(answer.rang()).isTrue();
    var first = await("the first card", message -> message.text().contains("Completed · say look"));
    assertThat(first.rang()).isNotEqualTo(phone().canBeQuiet());
    assertThat(first.labels()).isEmpty();
  }

  @Test
  default void aPermissionIsAskedForAndAllowed() {
    say("permission Bash make proof; result proof made");

    var asked = asked("Allow once", "make proof");
    assertThat(asked.rang()).isTrue();
    assertThat(asked.labels()).contains("Allow once", "Deny", "Deny and say why");
    press(asked, "Allow once");

    await("the settled question", message -> message.text().contains("Allowed once by ana"));
    assertThat(answer("proof made").rang()).isTrue();
  }

  @Test
  default void aReplyWhileItWorksWaitsAndThenGoes() {
    say("say begin; permission Bash go on; result first done");
    var asked = asked("Allow once", "go on");

    reply(card("say begin"), "result second done");
    await(
        "the queued line", message -> message.text().contains("queued 1 · after the open answer"));
    press(asked, "Allow once");

    answer("first done");
    answer("second done");
  }

  @Test
  default void theGatewayIsKilledWhileAnAgentWaits() {
    say("permission Bash make tea; result tea is made");
    var asked = asked("Allow once", "make tea");
    machine().kill();

    // Where a press is kept, it is made before anybody listens again.
    if (phone().keepsPresses()) {
      press(asked, "Allow once");
      machine().start();
    } else {
      machine().start();
      press(asked, "Allow once");
    }

    answer("tea is made");
    assertThat(machine().books().integrity()).isEqualTo("ok");
    long results =
        phone().fromBot().stream().filter(it -> OnThePhone.isAnswer(it, "tea is made")).count();
    assertThat(results).isEqualTo(1);
  }

  @Test
  default void questionsInTwoPartsAreAnsweredOneAfterTheOther() {
    say("ask Which colour? red|blue & multi Which sizes? S|M|L; result painted");

    var asked = asked("1 · red", "1 of 2");
    press(asked, "2 · blue");
    var second = asked("☐ M", "2 of 2");
    phone().pick(second, "☐ M");
    asked("☑ M", "2 of 2");
    press(second, "Done");

    answer("painted");
    await("the settled question", message -> message.text().contains("Which colour? → blue"));
  }

  @Test
  default void theWorkIsDoneInAWorktreeAndComesBackAsADiff() {
    say(desk().writes("notes.txt") + "; result written down");
    var asked = asked("Allow once", "notes.txt");
    press(asked, "Allow once");

    answer("written down");
    var result =
        await(
            "the answer with what changed",
            it -> OnThePhone.isAnswer(it, "written down") && it.text().contains("+1 −0 in 1 file"));
    assertThat(result.text()).contains("worktree-");
    assertThat(machine().repo().resolve("notes.txt")).doesNotExist();

    press(result, "Show the diff");
    var diff = await("the diff", it -> it.file() != null);
    var file = Objects.requireNonNull(diff.file());
    assertThat(file.name()).startsWith("worktree-").endsWith(".diff");
    assertThat(file.bytes().utf8()).contains("+hello");
  }

  /// Words of others never act: neither on us nor, as a command or a file, on an agent.
  @Test
  default void whatIsForwardedReachesNoAgent() {
    phone().forward("result never-forwarded");

    await("the refusal", it -> it.text().contains("Forwarded, anonymous and bots' messages"));
    say("result after-the-forward");
    answer("after-the-forward");
    assertThat(journals().given("never-forwarded")).isZero();
  }

  @Test
  default void aSessionIsStoppedAndStaysStopped() {
    say("permission Bash make never; result never made");
    var asked = asked("Allow once", "make never");

    reply(asked, "/stop");

    await("the stopped card", it -> it.text().contains("Stopped · permission Bash make never"));
    await("the withdrawn question", it -> it.id().equals(asked.id()) && it.labels().isEmpty());
    say("/agents");
    await("the board", message -> message.text().contains("The board"));
  }

  @Test
  default void theAgentIsKilledWhileItWaitsAndAsksAgain() {
    say("permission Bash make bread; result bread is made");
    var asked = asked("Allow once", "make bread");

    machine().agentsOf("make bread").forEach(ProcessHandle::destroyForcibly);

    var again =
        await(
            "the same question, again",
            it ->
                it.order() > asked.order()
                    && it.labels().contains("Allow once")
                    && it.text().contains("make bread"));
    await(
        "the old question without buttons",
        it -> it.id().equals(asked.id()) && it.labels().isEmpty());
    press(again, "Allow once");
    answer("bread is made");
  }
}
