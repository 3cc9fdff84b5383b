package dev.nightdesk.tests.bench;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// One person and what their chat shows, as it comes. For one thread, but for [#showed(Seen)].
final class Phone {
  private static final int PATIENCE_SECONDS = 30;

  /// A message as it was after one call of the bot.
  record Sight(Seen message, long nanos) {}

  private final long chat;
  private final Hand hand;
  private final BlockingQueue<Sight> sights = new LinkedBlockingQueue<>();
  private @Nullable Seen anchor;

  /// @param chat tells phones apart
  Phone(long chat, Hand hand) {
    this.chat = chat;
    this.hand = hand;
  }

  long chat() {
    return chat;
  }

  void showed(Seen message) {
    sights.add(new Sight(message, System.nanoTime()));
  }

  /// Starts a session and waits for its first answer; replies then go to that session.
  void begin(String text) throws InterruptedException {
    hand.say("echo " + text);
    anchor = await("the first answer", answer(text)).message();
  }

  /// Gives a task that is a session of its own; this and the next two return when, in nanoseconds
  /// of [System#nanoTime].
  long say(String text) {
    long now = System.nanoTime();
    hand.say(text);
    return now;
  }

  /// Writes to the session.
  long write(String text) {
    var to = anchor;
    if (to == null) {
      throw new IllegalStateException("no session was begun");
    }
    long now = System.nanoTime();
    hand.reply(to, text);
    return now;
  }

  long press(Seen message, String label) {
    long now = System.nanoTime();
    hand.press(message, label);
    return now;
  }

  Sight awaitAnswer(String text) throws InterruptedException {
    return await(text, answer(text));
  }

  /// A new message that has these words on a line of their own: titles may name the same, and live
  /// cards, which are edited, show what an agent said last.
  private static Predicate<Seen> answer(String text) {
    return message -> message.edits() == 0 && message.text().lines().anyMatch(text::equals);
  }

  /// The next sight like this; what came before it is forgotten.
  Sight await(String what, Predicate<Seen> wanted) throws InterruptedException {
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
  Both awaitBoth(Predicate<Seen> first, Predicate<Seen> second) throws InterruptedException {
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
