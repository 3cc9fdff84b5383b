package dev.nightdesk.tests.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Plans, where agents begin in plan mode.
interface PlanContract extends OnThePhone {
  @Test
  default void aPlanIsApproved() {
    say("plan # First dig, then build; result built-it");

    var asked = asked("Go ahead", "First dig, then build");
    press(asked, "Go ahead");

    answeredOnce("built-it");
    await(
        "who approved", it -> it.id().equals(asked.id()) && it.text().contains("Approved by ana"));
    assertThat(desk().memory("built-it").told()).last().asString().contains("approved");
  }

  @Test
  default void aCommentSendsThePlanBack() {
    say("plan # Build at once; result thought: {answer}");

    var asked = asked("Keep planning", "Build at once");
    phone().fill(asked, "Keep planning", "Dig first");

    await("the answer", it -> it.text().contains("thought: ") && it.text().contains("Dig first"));
    await(
        "the settled plan",
        it -> it.id().equals(asked.id()) && it.text().contains("Sent back: “Dig first” by ana"));
    assertThat(desk().memory("Build at once").told()).last().asString().contains("Dig first");
  }
}
