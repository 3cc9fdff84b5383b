package dev.nightdesk.tests.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Where there is one place: whoever is idle is parked for the next.
interface ParkingContract extends OnThePhone {
  @Test
  default void aReplyAfterAClearAndAParkGoesToTheNewConversation() {
    say("result old-words");
    var first = answer("old-words");
    reply(first, "/clear");
    await("that it is ready", it -> it.text().contains("ready for the next words"));
    reply(first, "result new-words");
    answer("new-words");

    say("result other-work");
    answer("other-work");
    assertThat(machine().agentsOf("old-words")).as("parked for the other").isEmpty();
    reply(first, "result more-words");

    answeredOnce("more-words");
    assertThat(desk().memory("more-words").said())
        .contains("result new-words", "result more-words")
        .doesNotContain("result old-words");
  }
}
