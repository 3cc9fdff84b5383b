package dev.nightdesk.tests.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Where threads hang under messages: a session's live card stands in the chat, and all that it
/// says and asks, and all that is said to it, is in the thread under that.
interface InThreadsContract extends OnThePhone {
  @Test
  default void theCardStandsInTheChatAndTheRestUnderIt() {
    say("permission Bash ndthread go; result threaded-one");
    var asked = asked("Allow once", "ndthread go");
    var card = card("ndthread go");
    assertThat(card.thread()).isEmpty();
    assertThat(asked.thread()).isEqualTo(card.id());

    press(asked, "Allow once");
    var answer = answer("threaded-one");
    reply(answer, "result threaded-two");

    assertThat(answer.thread()).isEqualTo(card.id());
    assertThat(answer("threaded-two").thread()).isEqualTo(card.id());
    assertThat(machine().books().column("SELECT id FROM sessions WHERE body LIKE '%ndthread%'"))
        .hasSize(1);
  }

  @Test
  default void whatTwoThreadsSayNeverMixes() {
    say("permission Bash ndleft go; result left-one");
    var left = asked("Allow once", "ndleft go");
    say("permission Bash ndright go; result right-one");
    var right = asked("Allow once", "ndright go");
    assertThat(left.thread()).isNotEqualTo(right.thread());

    press(right, "Allow once");
    var rightAnswer = answer("right-one");
    reply(left, "result left-two");
    await("the queued line", it -> it.text().contains("“result left-two"));
    reply(rightAnswer, "result right-two");
    answeredOnce("right-two");
    press(left, "Allow once");
    answeredOnce("left-one");
    answeredOnce("left-two");

    assertThat(phone().fromBot())
        .filteredOn(it -> it.thread().equals(left.thread()))
        .noneMatch(it -> it.text().contains("right-"))
        .anyMatch(it -> OnThePhone.isAnswer(it, "left-two"));
    assertThat(phone().fromBot())
        .filteredOn(it -> it.thread().equals(right.thread()))
        .noneMatch(it -> it.text().contains("left-"))
        .anyMatch(it -> OnThePhone.isAnswer(it, "right-two"));
    assertThat(desk().memory("left-two").said())
        .containsExactly("permission Bash ndleft go; result left-one", "result left-two");
  }
}
