package dev.nightdesk.tests.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `kill -9` of agents and of the gateway in the middle of the work: everything is done, once.
interface DyingContract extends OnThePhone {
  @ParameterizedTest
  @ValueSource(ints = {20, 100, 300})
  default void anAgentDiesSoonAfterItsFirstPrompt(int millis) {
    String word = "first" + millis;
    say("say begun-%1$s; sleep 500ms; result over-%1$s".formatted(word));
    var agent = agentOf("begun-" + word);

    OnThePhone.until("it was given", () -> journals("begun-" + word).given("over-" + word) > 0);
    killAfter(millis, agent);

    answeredOnce("over-" + word);
    itGoesOn(word);
  }

  @ParameterizedTest
  @ValueSource(ints = {20, 100, 300})
  default void anAgentDiesSoonAfterALaterPrompt(int millis) {
    String word = "later" + millis;
    say("result begun-" + word);
    var first = answer("begun-" + word);
    untilKept("begun-" + word);
    var agent = agentOf("begun-" + word);
    var journals = journals("begun-" + word);

    reply(first, "say two; sleep 500ms; result over-" + word);
    OnThePhone.until("it was given", () -> journals.given("over-" + word) > 0);
    killAfter(millis, agent);

    answeredOnce("over-" + word);
    itGoesOn(word);
  }

  /// Nobody waits for anything here: the time is the case.
  private static void killAfter(int millis, ProcessHandle agent) {
    long end = System.nanoTime() + Duration.ofMillis(millis).toNanos();
    for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
    assertThat(agent.destroyForcibly()).isTrue();
  }

  private void itGoesOn(String word) {
    reply(card("begun-" + word), "result on-" + word);
    answeredOnce("on-" + word);
    var said = desk().memory("on-" + word).said();
    assertThat(said).first().asString().contains("begun-" + word);
    assertThat(said.stream().filter(it -> it.contains("over-" + word))).hasSize(1);
    assertThat(said).last().isEqualTo("result on-" + word);
  }

  @Test
  default void aReplyResumesTheConversationOfAnAgentThatDiedIdle() {
    say("say one; result idle-one");
    var first = answer("idle-one");
    var agent = agentOf("idle-one");
    await("the finished card", it -> it.text().contains("Completed · say one; result idle-one"));

    untilKept("idle-one");
    killAfter(0, agent);
    OnThePhone.until("it is gone", () -> machine().agentsOf("idle-one").isEmpty());
    reply(first, "result idle-two");

    answeredOnce("idle-two");
    assertThat(journals().incarnations(session("idle-one"))).isEqualTo(2);
    assertThat(desk().memory("idle-two").said())
        .containsExactly("say one; result idle-one", "result idle-two");
  }

  @Test
  default void withoutItsLauncherAnAgentGoesOn() {
    say("permission Bash make unled; result unled-one");
    var asked = asked("Allow once", "make unled");

    machine().processesOf("launcher", "make unled").forEach(ProcessHandle::destroyForcibly);
    OnThePhone.until(
        "the launcher is gone", () -> machine().processesOf("launcher", "make unled").isEmpty());
    press(asked, "Allow once");

    answeredOnce("unled-one");
    reply(asked, "result unled-two");
    answeredOnce("unled-two");
    assertThat(journals().incarnations(session("make unled"))).as("nobody was started").isOne();
  }

  @Test
  default void aSecondGatewayNamesTheFirstAndLeavesItsAgentsAlone() {
    say("permission Bash make twice; result twice-one");
    var asked = asked("Allow once", "make twice");
    long first = machine().pid();

    assertThat(machine().startAnother()).as("what serve says when its home is held").isEqualTo(3);

    assertThat(machine().logged()).contains("process " + first);
    press(asked, "Allow once");
    answeredOnce("twice-one");
    assertThat(journals().incarnations(session("make twice"))).isOne();
  }

  @Test
  default void aPromptBehindTheTurnOutlivesTheAgent() {
    say("say behind-1; sleep 3s; result front-over");
    await("the agent at work", it -> OnThePhone.hasLine(it, "behind-1"));
    reply(card("behind-1"), "result behind-over");
    await("the queued line", it -> it.text().contains("queued 1 · after this turn"));

    killAfter(0, agentOf("behind-1"));

    answeredOnce("front-over");
    answeredOnce("behind-over");
    assertThat(answer("front-over").order()).isLessThan(answer("behind-over").order());
    assertThat(desk().memory("behind-over").said())
        .containsExactly("say behind-1; sleep 3s; result front-over", "result behind-over");
  }

  /// The agent stands still when it is given the next prompt, and dies before it reads that. What
  /// it kept then ends with a turn that looks cut off, and is over.
  @Test
  default void aTurnThatFailedIsNotTakenUpAgainWithTheNextPrompt() throws Exception {
    say("say fails-1; fail overloaded");
    var failed =
        await("the failed card", it -> it.text().contains("Failed · say fails-1; fail overloaded"));
    untilKept("fails-1");
    var agent = agentOf("fails-1");
    // Before that nothing is given to it.
    OnThePhone.until("it waits for words", journals("fails-1")::isIdle);
    OnThePhone.freeze(agent);

    reply(failed, "result fails-2");
    OnThePhone.until("it was given", () -> journals("fails-1").given("fails-2") == 1);
    killAfter(0, agent);

    answeredOnce("fails-2");
    assertThat(journals("fails-1").turns()).as("one failed, one went well").isEqualTo(2);
    assertThat(journals().incarnations(session("fails-1"))).isEqualTo(2);
  }

  /// The agent stands still when it is answered, and dies before it reads that.
  @Test
  default void aVerdictIsAppliedOnceByTheNextAgent() throws Exception {
    say(desk().writes("proof.txt") + "; result proof-made");
    var asked = asked("Allow once", "proof.txt");
    var agent = agentOf("proof.txt");
    OnThePhone.freeze(agent);

    press(asked, "Allow once");
    OnThePhone.until(
        "the verdict was written",
        () -> journals("proof.txt").given("\"behavior\":\"allow\"") == 1);
    killAfter(0, agent);

    answeredOnce("proof-made");
    assertThat(inItsWorktree("proof.txt", "proof.txt").strip()).isEqualTo("hello");
    assertThat(phone().fromBot())
        .filteredOn(it -> it.text().contains("Allowed once") && it.text().contains("proof.txt"))
        .as("nobody was asked again")
        .hasSize(1);
    assertThat(journals("proof.txt").given("\"behavior\":\"allow\"")).isEqualTo(2);
  }

  /// An end of input would count as a denial, and nobody would have said no.
  @Test
  default void whenItsFeederDiesAnAgentIsAskedAgainAndNothingIsDenied() {
    say(desk().writes("unfed.txt") + "; result unfed-made");
    var asked = asked("Allow once", "unfed.txt");

    machine().processesOf("tail", "unfed.txt").forEach(ProcessHandle::destroyForcibly);
    await(
        "the question to be withdrawn", it -> it.id().equals(asked.id()) && it.labels().isEmpty());
    press(asked("Allow once", "unfed.txt"), "Allow once");

    answeredOnce("unfed-made");
    assertThat(inItsWorktree("unfed.txt", "unfed.txt").strip()).isEqualTo("hello");
    assertThat(journals().incarnations(session("unfed.txt"))).isEqualTo(2);
    assertThat(desk().memory("unfed.txt").told()).noneMatch(it -> it.contains("stream closed"));
  }

  @Test
  default void aTurnThatEndsWithoutTheGatewayIsReportedOnce() {
    say("say alone-1; sleep 2s; result alone-over");
    await("the agent at work", it -> OnThePhone.hasLine(it, "alone-1"));

    machine().kill();
    OnThePhone.until("the turn ended", () -> journals("alone-1").finished("alone-over") == 1);
    machine().start();

    answeredOnce("alone-over");
    assertThat(journals().incarnations(session("alone-1"))).isOne();
    assertThat(desk().memory("alone-1").said()).hasSize(1);
  }

  @Test
  default void aPermissionOutlivesTheGatewayAndIsNotAskedAgain() {
    say(desk().writes("outlives.txt") + "; result outlived");
    var asked = asked("Allow once", "outlives.txt");
    untilAllIsShown();

    machine().kill().start();
    press(asked, "Allow once");

    answeredOnce("outlived");
    assertThat(inItsWorktree("outlives.txt", "outlives.txt").strip()).isEqualTo("hello");
    assertThat(phone().fromBot())
        .filteredOn(it -> it.text().contains("Allow") && it.text().contains("outlives.txt"))
        .filteredOn(it -> it.order() >= asked.order() && !OnThePhone.isAnswer(it, "outlived"))
        .hasSize(1);
    assertThat(journals().incarnations(session("outlives.txt"))).isOne();
  }
}
