package dev.nightdesk.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.gateway.store.Recall.Topic;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecallTest {
  private final Recall recall = Recall.ofTheWriter();
  private int asked;

  private String ask(Recall recall, Topic topic, Object about) {
    return recall.answer(topic, about, "how", () -> about + " " + ++asked);
  }

  @Test
  void asksOnceUntilSomethingIsWritten() {
    assertThat(ask(recall, Topic.SESSION, "a")).isEqualTo("a 1");
    assertThat(ask(recall, Topic.SESSION, "a")).isEqualTo("a 1");
    recall.changed(Topic.SESSION, "b");
    recall.changed(Topic.CARDS, "a");
    assertThat(ask(recall, Topic.SESSION, "a")).isEqualTo("a 1");
    recall.changed(Topic.SESSION, "a");
    assertThat(ask(recall, Topic.SESSION, "a")).isEqualTo("a 2");
  }

  @Test
  void aTopicIsForgottenWhole() {
    ask(recall, Topic.PLACES, "a");
    ask(recall, Topic.PLACES, "b");
    ask(recall, Topic.PEOPLE, "a");
    recall.changed(Topic.PLACES);
    assertThat(recall.remembered()).isEqualTo(1);
  }

  @Test
  void everythingIsForgottenAfterARollback() {
    ask(recall, Topic.SESSION, "a");
    recall.forget();
    assertThat(ask(recall, Topic.SESSION, "a")).isEqualTo("a 2");
  }

  @Test
  void whatWasWrittenIsKnown() {
    recall.learn(Topic.SESSION, "a", "how", "told");
    assertThat(ask(recall, Topic.SESSION, "a")).isEqualTo("told");
  }

  @Test
  void theLeastAskedIsForgottenFirst() {
    IntStream.range(0, Recall.FORGET_BEYOND).forEach(i -> ask(recall, Topic.SESSION, i));
    ask(recall, Topic.SESSION, 0);
    ask(recall, Topic.SESSION, "one more");
    assertThat(recall.remembered()).isEqualTo(Recall.FORGET_BEYOND);
    assertThat(recall.known(Topic.SESSION, 0, "how")).isNotNull();
    assertThat(recall.known(Topic.SESSION, 1, "how")).isNull();
  }

  @Test
  void besideTheWriterNothingIsRemembered() {
    var none = Recall.none();
    ask(none, Topic.SESSION, "a");
    assertThat(ask(none, Topic.SESSION, "a")).isEqualTo("a 2");
  }
}
