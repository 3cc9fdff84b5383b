package dev.nightdesk.tests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.tests.telegram.ShownMessage;
import dev.nightdesk.tests.telegram.TwinCreate;
import dev.nightdesk.tests.world.Journals;
import dev.nightdesk.tests.world.Machine;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import okio.ByteString;

/// A quarter of an hour at the phone, in seconds: a task that asks for leave, a reply that waits
/// for its turn and asks a question, a diff, a task that is stopped, and a task with a file. The
/// person answers whatever is asked, as often as it is asked, and knows nothing of failures.
final class Story {
  /// Two starts of a gateway and three of agents lie in it, on a machine that may be busy.
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Machine machine;
  private final String word;
  private final Set<Long> pressed = new HashSet<>();

  /// @param word in all that is said, and in nothing else
  Story(Machine machine, String word) {
    this.machine = machine;
    this.word = word;
  }

  void play() {
    var owner = machine.owner();
    owner.say(
        "say work-%1$s; write %1$s.txt hello; permission Bash make %1$s; result first %1$s"
            .formatted(word));
    owner.say("say idle-%1$s; permission Bash never %1$s; result never %1$s".formatted(word));
    owner.sendDocument(word + ".txt", ByteString.encodeUtf8("hello"), "look at file-" + word);
    long work = card("work-").id();
    owner.reply(work, "ask Which %1$s? red|blue; result second %1$s".formatted(word));
    owner.reply(card("idle-").id(), "/stop");
    owner.reply(card("file-").id(), "/stop");

    answerUntil("the first answer", message -> isAnswer(message, "first"));
    answerUntil("the second answer", message -> isAnswer(message, "second"));
    owner.reply(work, "/diff");
    answerUntil("the diff", message -> message.file() != null && message.id() > work);
    answerUntil("the stopped card", message -> isStopped(message, "idle-"));
    answerUntil("the other stopped card", message -> isStopped(message, "file-"));
  }

  private boolean isAnswer(ShownMessage message, String which) {
    return message.text().lines().anyMatch((which + " " + word)::equals);
  }

  private boolean isStopped(ShownMessage message, String which) {
    return message.text().contains("Stopped") && message.text().contains(which + word);
  }

  private ShownMessage card(String which) {
    return await("the card of " + which + word, message -> message.text().contains(which + word));
  }

  /// Presses every button that this story's agents wait for, until something is there.
  private void answerUntil(String what, Predicate<ShownMessage> wanted) {
    while (true) {
      var next = await(what, message -> wanted.test(message) || wish(message).isPresent());
      Optional<String> wish = wish(next);
      if (wish.isEmpty()) {
        return;
      }
      pressed.add(next.id());
      machine.owner().press(next.id(), wish.get());
    }
  }

  private Optional<String> wish(ShownMessage message) {
    if (pressed.contains(message.id()) || !message.text().contains(word)) {
      return Optional.empty();
    }
    return message.labels().stream()
        .filter(label -> label.equals("Allow once") || label.equals("2 · blue"))
        .filter(_ -> !message.text().contains("never"))
        .findFirst();
  }

  private ShownMessage await(String what, Predicate<ShownMessage> wanted) {
    return machine.chat().await(what, PATIENCE, wanted);
  }

  /// Nothing was lost, nothing was done twice, and the screen is up to date.
  ///
  /// @param most processes each session may have had
  void assertAllIsRight(int most) {
    var journals = new Journals(machine.home().resolve("sessions"));
    assertThat(journals.finished("first " + word)).as("turns that made it").isOne();
    assertThat(journals.finished("second " + word)).as("turns of the reply").isOne();
    assertThat(journals.finished("never " + word)).as("turns of the stopped").isZero();
    var sessions =
        machine.books().column("SELECT id FROM sessions WHERE body LIKE '%" + word + "%'");
    assertThat(sessions).as("one session a task").hasSize(3);
    assertThat(sessions)
        .allSatisfy(session -> assertThat(journals.incarnations(session)).isBetween(0, most));
    assertThat(machine.agentsOf("work-" + word)).hasSizeLessThanOrEqualTo(1);
    assertThat(machine.agentsOf("idle-" + word)).as("agents of the stopped").isEmpty();
    assertThat(machine.agentsOf("file-" + word)).as("agents of the stopped").isEmpty();
    assertThat(machine.books().integrity()).isEqualTo("ok");
    assertThat(machine.books().column("SELECT stack FROM dead")).isEmpty();
    machine
        .chat()
        .awaitAll("every card at its last revision", _ -> machine.books().cardsBehind().isEmpty());
    long answers =
        machine.chat().fromBot().stream()
            .filter(it -> isAnswer(it, "first") || isAnswer(it, "second"))
            .count();
    assertThat(answers - 2).as("twins of answers").isBetween(0L, unclaimed());
  }

  /// Messages and files the gateway made and never heard of again: the kill came between.
  long unclaimed() {
    var known = new HashSet<>(machine.books().column("SELECT message FROM messages"));
    return machine.telegram().creates().stream()
        .map(TwinCreate::id)
        .filter(id -> !known.contains(Long.toString(id)))
        .count();
  }
}
