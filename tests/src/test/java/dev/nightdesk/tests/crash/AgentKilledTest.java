package dev.nightdesk.tests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.gateway.flow.Point;
import dev.nightdesk.tests.telegram.ShownMessage;
import dev.nightdesk.tests.world.Journals;
import dev.nightdesk.tests.world.Machine;
import java.nio.file.Path;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// An agent is killed at a moment of which something is known; the gateway goes on.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AgentKilledTest {
  private Machine machine;

  @BeforeAll
  void startTheMachine(@TempDir Path folder) {
    machine = Machine.withRoom(folder, "").trapped().start();
  }

  @AfterAll
  void close() {
    machine.close();
  }

  @Test
  void aMessageWhileLeaveIsAskedWaitsForItsTurn() {
    long card = askForLeave("early");
    long asked = question("early").id();

    machine.owner().reply(card, "result second early");
    awaitQueued(card);
    assertThat(question("early").id()).isEqualTo(asked);
    machine.owner().press(asked, "Allow once");

    assertThat(answer("second early")).isGreaterThan(answer("first early"));
    assertThat(journals().asked("make early")).isOne();
    assertDone("early", 1);
  }

  @Test
  void aMessageBehindATurnIsDoneAlthoughTheAgentDiesInIt() {
    long card = askForLeave("behind");
    long asked = question("behind").id();
    machine.owner().reply(card, "result second behind");
    awaitQueued(card);

    machine.agentsOf("behind").forEach(ProcessHandle::destroyForcibly);

    await("the question to be withdrawn", it -> it.id() == asked && it.labels().isEmpty());
    machine.owner().press(question("behind").id(), "Allow once");
    assertThat(answer("second behind")).isGreaterThan(answer("first behind"));
    assertThat(journals().asked("make behind")).as("asked by each agent once").isEqualTo(2);
    assertDone("behind", 2);
  }

  /// The verdict is on its way to an agent that dies: the next one asks the same, and has it.
  @Test
  void aVerdictThatCameTooLateForOneAgentIsGivenToTheNextUnasked() {
    askForLeave("late");
    long asked = question("late").id();
    machine.trap().hold(Point.SEND_CLAIMED);
    machine.owner().press(asked, "Allow once");
    machine.trap().awaitReached();

    machine.agentsOf("late").forEach(ProcessHandle::destroyForcibly);
    machine.trap().release();

    answer("first late");
    assertThat(journals().asked("make late")).as("asked by each agent once").isEqualTo(2);
    assertThat(machine.chat().fromBot())
        .as("questions to the person: they ring")
        .filteredOn(it ->
            !it.silent()
                && it.text().contains("make late")
                && (it.labels().contains("Allow once") || it.text().contains("Allowed once by")))
        .singleElement()
        .matches(it -> it.text().contains("Allowed once by"));
    assertThat(journals().finished("first late")).isOne();
  }

  private void assertDone(String word, int incarnations) {
    assertThat(journals().finished("first " + word)).isOne();
    assertThat(journals().finished("second " + word)).isOne();
    assertThat(machine.books().column("SELECT id FROM sessions WHERE body LIKE '%" + word + "%'"))
        .hasSize(1)
        .allSatisfy(it -> assertThat(journals().incarnations(it)).isEqualTo(incarnations));
  }

  /// @return the session's card
  private long askForLeave(String word) {
    machine.owner().say("permission Bash make %1$s; result first %1$s".formatted(word));
    long card = await("the card", it -> it.text().contains("make " + word)).id();
    question(word);
    return card;
  }

  private ShownMessage question(String word) {
    return await(
        "the question",
        it -> it.labels().contains("Allow once") && it.text().contains("make " + word));
  }

  private void awaitQueued(long card) {
    await("the queue", it -> it.id() == card && it.text().contains("queued 1"));
  }

  private long answer(String words) {
    return await("the answer “" + words + "”", it -> it.text().lines().anyMatch(words::equals))
        .id();
  }

  private ShownMessage await(String what, Predicate<ShownMessage> wanted) {
    return machine.chat().await(what, Machine.PATIENCE, wanted);
  }

  private Journals journals() {
    return new Journals(machine.home().resolve("sessions"));
  }
}
