package dev.nightdesk.tests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.tests.telegram.ShownMessage;
import dev.nightdesk.tests.twin.Create;
import dev.nightdesk.tests.world.Journals;
import dev.nightdesk.tests.world.Machine;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import okio.ByteString;

/// A quarter of an hour at the phone, in seconds: a task that asks for leave, a reply that waits
/// for its turn and asks a question, a diff, and a task with a file, which is stopped. The person
/// answers whatever is asked, as often as it is asked, and knows nothing of failures.
final class Story {
  /// A start of a gateway and three of agents lie in it, on a machine that may be busy.
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private static final int SESSIONS = 2;

  private final Machine machine;
  private final String word;
  private final Set<Long> pressed = new HashSet<>();
  private final long unclaimedBefore;
  private long work;

  /// @param word short; in all that is said, and in nothing else
  Story(Machine machine, String word) {
    this.machine = machine;
    this.word = word;
    this.unclaimedBefore = unclaimed();
  }

  /// Until an agent waits for leave.
  void begin() {
    machine
        .owner()
        .say(
            "permission Bash make %1$s; say work-%1$s; write %1$s.txt hello; result first %1$s"
                .formatted(word));
    work = await("the card", message -> message.text().contains(word)).id();
    await("the first question", message -> wish(message).isPresent());
  }

  void goOn() {
    var owner = machine.owner();
    owner.sendDocument(word + ".txt", ByteString.encodeUtf8("hello"), "look at file-" + word);
    owner.reply(work, "ask Which %1$s? red|blue; result second %1$s".formatted(word));

    answerUntil("the first answer", message -> isAnswer(message, "first"));
    answerUntil("the second answer", message -> isAnswer(message, "second"));
    owner.reply(work, "/diff");
    answerUntil("the diff", message -> message.file() != null && message.id() > work);
    long asked = await("the other task's question", this::isOtherQuestion).id();
    owner.reply(asked, "/stop");
    answerUntil("the stopped card", this::isStopped);
  }

  private boolean isAnswer(ShownMessage message, String which) {
    return message.text().lines().anyMatch((which + " " + word)::equals);
  }

  private boolean isOtherQuestion(ShownMessage message) {
    return message.text().contains("file-" + word)
        && message.labels().stream().anyMatch(label -> label.endsWith("Careful"));
  }

  private boolean isStopped(ShownMessage message) {
    return message.text().contains("Stopped") && message.text().contains("file-" + word);
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
        .findFirst();
  }

  private ShownMessage await(String what, Predicate<ShownMessage> wanted) {
    return machine.chat().await(what + " of " + word, PATIENCE, wanted);
  }

  /// Nothing was lost, nothing was done twice, nobody was left behind, and the screen is up to
  /// date.
  ///
  /// @param most processes each session may have had
  /// @param twins creates that the kill may have cut off
  void assertAllIsRight(int most, long twins) {
    var journals = new Journals(machine.home().resolve("sessions"));
    assertThat(journals.finished("first " + word)).as("turns that made it").isOne();
    assertThat(journals.finished("second " + word)).as("turns of the reply").isOne();
    assertThat(sessions()).as("one session a task").hasSize(SESSIONS);
    assertThat(sessions())
        .allSatisfy(session -> assertThat(journals.incarnations(session)).isBetween(1, most));
    assertThat(sessions("file-")).allSatisfy(it -> assertThat(journals.succeeded(it)).isZero());
    Eventually.is(
        "the stopped to be gone", PATIENCE, () -> machine.agentsOf("file-" + word).isEmpty());
    Eventually.is("no stray process", PATIENCE, () -> machine.strays().isEmpty());
    assertThat(machine.books().integrity()).isEqualTo("ok");
    assertThat(machine.books().column("SELECT stack FROM dead")).isEmpty();
    Eventually.is(
        "every card at its last revision", PATIENCE, () -> machine.books().cardsBehind().isEmpty());
    long answers =
        machine.chat().fromBot().stream()
            .filter(it -> isAnswer(it, "first") || isAnswer(it, "second"))
            .count();
    long unclaimed = unclaimed() - unclaimedBefore;
    assertThat(unclaimed).as("creates the kill cut off").isBetween(0L, twins);
    assertThat(answers - 2).as("twins of answers").isBetween(0L, unclaimed);
  }

  private List<String> sessions() {
    return sessions("");
  }

  private List<String> sessions(String which) {
    return machine
        .books()
        .column("SELECT id FROM sessions WHERE body LIKE '%" + which + word + "%'");
  }

  /// Messages and files the gateway made and never heard of again: the kill came between.
  private long unclaimed() {
    if (machine.telegram().creates().isEmpty()) {
      return 0;
    }
    var known = new HashSet<>(machine.books().column("SELECT message FROM messages"));
    return machine.telegram().creates().stream()
        .map(Create::id)
        .filter(id -> !known.contains(id))
        .count();
  }
}
