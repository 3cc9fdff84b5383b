package dev.nightdesk.tests.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.tests.channels.ShownThere;
import org.junit.jupiter.api.Test;

/// What is said while an agent works: it waits, goes at once, goes instead, or is dropped.
interface SteeringContract extends OnThePhone {
  @Test
  default void aMessageWaitsWhileAPermissionIsOpen() {
    say("say waits-1; permission Bash ndwait one; result waited-1");
    var asked = asked("Allow once", "ndwait one");

    reply(card("waits-1"), "result waited-2");
    queued("waited-2", "queued 1 · after the open answer");
    assertThat(journals("waits-1").given("waited-2")).as("folded in silently").isZero();
    press(asked, "Allow once");

    answeredOnce("waited-1");
    answeredOnce("waited-2");
    assertThat(desk().memory("waited-2").said()).last().isEqualTo("result waited-2");
  }

  @Test
  default void whatIsSentNowJoinsTheRunningTurn() {
    say("say joins-1; permission Bash ndjoin one");
    var asked = asked("Allow once", "ndjoin one");
    reply(card("joins-1"), "result joined-2");
    var queued = queued("joined-2", "queued 1");

    press(queued, "Send now");
    phone().awaitTold("Sent. The agent reads it after the tool it runs now.");
    OnThePhone.until("it was given", () -> journals("joins-1").given("joined-2") == 1);
    press(asked, "Allow once");

    answeredOnce("joined-2");
    await("the finished card", it -> it.text().contains("Completed · say joins-1"));
    assertThat(journals("joins-1").turns()).as("one turn took both").isOne();
  }

  @Test
  default void anInterruptLetsTheNextMessageThrough() {
    say("say cuts-1; sleep 30s; result never-cut");
    await("the agent at work", it -> OnThePhone.hasLine(it, "cuts-1"));
    reply(card("say cuts-1"), "result cut-through");
    var queued = queued("cut-through", "queued 1 · after this turn");

    press(queued, "Interrupt and send now");

    phone().awaitTold("Interrupting; your message goes next.");
    answeredOnce("cut-through");
    assertThat(phone().fromBot()).noneMatch(it -> OnThePhone.hasLine(it, "never-cut"));
    assertThat(phone().fromBot())
        .filteredOn(it -> it.text().contains("cuts-1") && it.rang())
        .as("the interrupt itself rings nobody, where a message can come without a sound")
        .hasSize(phone().canBeQuiet() ? 1 : 2);
    assertThat(desk().memory("cut-through").said())
        .containsExactly("say cuts-1; sleep 30s; result never-cut", "result cut-through");
  }

  /// The agent reads the prompt and the interrupt together, before the prompt's turn begins.
  @Test
  default void anInterruptBeforeTheTurnBeganLetsTheNextMessageThroughAsWell() throws Exception {
    say("result soon-1");
    var first = answer("soon-1");
    await("the finished card", it -> it.text().contains("Completed · result soon-1"));
    var agent = agentOf("soon-1");
    var journals = journals("soon-1");
    // Before that nothing is given to it.
    OnThePhone.until("it waits for words", journals::isIdle);
    OnThePhone.freeze(agent);
    reply(first, "say soon-2; sleep 60s; result never-soon");
    OnThePhone.until("it was given", () -> journals.given("soon-2") == 1);
    reply(first, "result soon-3");

    press(queued("soon-3", "queued 1 · after this turn"), "Interrupt and send now");
    OnThePhone.until("it was interrupted", () -> journals.given("\"interrupt\"") == 1);
    OnThePhone.thaw(agent);

    answeredOnce("soon-3");
    assertThat(journals.finished("never-soon")).isZero();
    assertThat(journals.turns()).as("one cut, two done").isEqualTo(3);
  }

  @Test
  default void whatIsDroppedNeverReachesTheAgent() {
    say("say drops-1; permission Bash nddrop one; result dropped-none");
    var asked = asked("Allow once", "nddrop one");
    reply(card("drops-1"), "result dropped-this");

    press(queued("dropped-this", "queued 1"), "Drop");
    await("no line any more", it -> isLive(it, "drops-1") && !it.text().contains("queued"));
    press(asked, "Allow once");

    answeredOnce("dropped-none");
    assertThat(journals("drops-1").given("dropped-this")).isZero();
  }

  private ShownThere queued(String words, String line) {
    return await(
        "the queued line",
        it -> it.text().contains(line) && it.text().contains("“result " + words));
  }

  private static boolean isLive(ShownThere message, String words) {
    return message.text().contains(words) && message.labels().contains("Stop");
  }
}
