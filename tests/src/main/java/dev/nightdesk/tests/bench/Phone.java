package dev.nightdesk.tests.bench;

import dev.nightdesk.tests.telegram.ShownMessage;
import dev.nightdesk.tests.telegram.TwinPerson;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// One person and what their private chat shows, as it comes. For one thread, but for
/// [#showed(ShownMessage)].
final class Phone {
  private static final int PATIENCE_SECONDS = 30;

  /// A message as it was after one call of the bot.
  record Sight(ShownMessage message, long nanos) {}

  private final TwinPerson person;
  private final BlockingQueue<Sight> sights = new LinkedBlockingQueue<>();
  private long anchor;

  Phone(TwinPerson person) {
    this.person = person;
  }

  long chat() {
    return person.chat().id();
  }

  void showed(ShownMessage message) {
    sights.add(new Sight(message, System.nanoTime()));
  }

  /// Starts a session and waits for its first answer; replies then go to that session.
  void begin(String text) throws InterruptedException {
    person.say("echo " + text);
    anchor = await("the first answer", answer(text)).message().id();
  }

  /// Writes to the session.
  ///
  /// @return when, in nanoseconds of [System#nanoTime]
  long write(String text) {
    long now = System.nanoTime();
    person.reply(anchor, text);
    return now;
  }

  long press(ShownMessage message, String label) {
    long now = System.nanoTime();
    person.press(message.id(), label);
    return now;
  }

  Sight awaitAnswer(String text) throws InterruptedException {
    return await(text, answer(text));
  }

  /// A new message that has these words on a line of their own: titles may name the same, and live
  /// cards, which are edited, show what an agent said last.
  private static Predicate<ShownMessage> answer(String text) {
    return message -> message.edits() == 0 && message.text().lines().anyMatch(text::equals);
  }

  /// The next sight like this; what came before it is forgotten.
  Sight await(String what, Predicate<ShownMessage> wanted) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    @Nullable Sight newest = null;
    for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
      @Nullable Sight sight = sights.poll(left, TimeUnit.NANOSECONDS);
      if (sight != null && wanted.test(sight.message())) {
        return sight;
      }
      newest = sight == null ? newest : sight;
    }
    throw new IllegalStateException("waited in vain for " + what + "; last seen: " + newest);
  }

  /// The next sight of each kind, whichever comes first.
  Both awaitBoth(Predicate<ShownMessage> first, Predicate<ShownMessage> second)
      throws InterruptedException {
    var either = await("an edit and a question", first.or(second));
    boolean isFirst = first.test(either.message());
    boolean isSecond = second.test(either.message());
    if (isFirst && isSecond) {
      return new Both(either, either);
    }
    var other = await("its other half", isFirst ? second : first);
    return isFirst ? new Both(either, other) : new Both(other, either);
  }

  /// Two sights that belong together.
  record Both(Sight first, Sight second) {}
}
