package dev.nightdesk.tests.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Questions and permissions: what a person answers reaches the agent word for word.
interface AnsweringContract extends OnThePhone {
  @Test
  default void bothPartsOfAQuestionReachTheAgent() {
    say("ask Which paint? red|blue & multi Which walls? north|south|east; result painted-both");

    press(asked("1 · red", "1 of 2"), "2 · blue");
    var second = asked("☐ south", "2 of 2");
    phone().pick(second, "☐ south");
    asked("☑ south", "2 of 2");
    phone().pick(second, "☐ east");
    asked("☑ east", "2 of 2");
    press(second, "Done");

    answer("painted-both");
    await(
        "the settled question",
        it ->
            it.id().equals(second.id())
                && it.text().contains("Which paint? → blue")
                && it.text().contains("Which walls? → south, east")
                && it.text().contains("by ana"));
    assertThat(desk().memory("painted-both").told())
        .singleElement()
        .asString()
        .contains("\"Which paint?\"=\"blue\"", "\"Which walls?\"=\"south, east\"");
  }

  @Test
  default void wordsOfOnesOwnAreAnAnswer() {
    say("ask Which roof? flat|steep; result roofed");

    var asked = asked("Other…", "Which roof?");
    phone().fill(asked, "Other…", "one of glass");

    answer("roofed");
    await("the settled question", it -> it.text().contains("Which roof? → one of glass"));
    assertThat(desk().memory("roofed").told())
        .singleElement()
        .asString()
        .contains("\"Which roof?\"=\"one of glass\"");
  }

  @Test
  default void whatIsAllowedOnceIsReallyDone() {
    say(desk().writes("allowed.txt") + "; result allowed-done");
    var asked = asked("Allow once", "allowed.txt");
    assertThat(inItsWorktree("allowed.txt", "allowed.txt")).isEmpty();

    press(asked, "Allow once");

    answer("allowed-done");
    assertThat(inItsWorktree("allowed.txt", "allowed.txt").strip()).isEqualTo("hello");
    await(
        "who allowed it",
        it -> it.id().equals(asked.id()) && it.text().contains("Allowed once by"));
  }

  @Test
  default void whatIsAllowedForTheSessionIsAskedOnce() {
    say("permission Bash ndpaint it; permission Bash ndpaint it; result painted-twice");
    var asked = asked("Always in this session", "ndpaint it");
    assertThat(asked.text()).contains("“Always” would allow: Bash(ndpaint");

    press(asked, "Always in this session");

    var answer = answer("painted-twice");
    reply(answer, "permission Bash ndpaint it; result painted-thrice");
    answer("painted-thrice");
    await("the rule's end", it -> it.id().equals(asked.id()) && it.labels().isEmpty());
    assertThat(phone().fromBot())
        .filteredOn(it -> it.text().contains("Bash") && it.text().contains("for this session"))
        .singleElement()
        .satisfies(it -> assertThat(it.text()).contains("Allowed for this session by ana"));
    assertThat(desk().memory("painted-thrice").told()).hasSize(3);
  }

  @Test
  default void aDenialTellsTheAgentWhy() {
    say("permission Bash ndnoise now; result noted: {answer}");

    var asked = asked("Deny and say why", "ndnoise now");
    phone().fill(asked, "Deny and say why", "Not at night, please");

    await(
        "the answer with the reason",
        it -> it.text().contains("noted: ") && it.text().contains("Not at night, please"));
    await(
        "the settled question",
        it ->
            it.id().equals(asked.id())
                && it.text().contains("Denied: “Not at night, please” by ana"));
    assertThat(desk().memory("ndnoise now").told()).containsExactly("Not at night, please");
  }

  @Test
  default void aPlainDenialAsksTheAgentNotToTryAnotherWay() {
    say("permission Bash ndtrick now; result refused-well");

    press(asked("Deny", "ndtrick now"), "Deny");

    answer("refused-well");
    assertThat(desk().memory("ndtrick now").told())
        .containsExactly("The person said no to this. Do not try it again another way.");
  }
}
