package dev.nightdesk.adapters.discord;

import dev.nightdesk.adapters.BackOff;
import dev.nightdesk.adapters.http.CallFailed;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// How far a place was read, with the threads under it that are no places of their own, and when it
/// is looked at again. For the thread that reads.
final class Begun {
  /// What is read of one channel or thread.
  static final class Reach {
    final String id;

    /// The newest message that was brought, or the mark.
    String after;

    int pages;

    /// Nothing is left, as far as is known; for threads.
    boolean read;

    private Reach(String id, String mark) {
      this.id = id;
      this.after = mark;
    }

    private void again() {
      pages = 0;
      read = false;
    }
  }

  private final String mark;
  private final BackOff backOff;
  private final Reach own;
  private final Map<String, Reach> threads = new HashMap<>();
  private long losses;
  private int failures;

  /// How long to wait until it is looked at again.
  private Duration left = Duration.ZERO;

  /// @param id of the channel or thread that the place is
  /// @param mark the message from which on it is read
  /// @param losses how many connections were lost so far
  Begun(String id, String mark, long losses, DiscordTiming timing) {
    this.mark = mark;
    this.backOff = new BackOff(timing.firstBackOff(), timing.longestAgain());
    this.own = new Reach(id, mark);
    this.losses = losses;
  }

  String mark() {
    return mark;
  }

  Reach own() {
    return own;
  }

  Reach thread(String id) {
    return threads.computeIfAbsent(id, _ -> new Reach(id, mark));
  }

  /// What is lost with a connection may be missing in what was read before.
  void asOf(long lossesNow) {
    if (losses != lossesNow) {
      losses = lossesNow;
      own.again();
      threads.values().forEach(Reach::again);
    }
  }

  /// How often its threads could not be read, this time included.
  int failedAgain() {
    return ++failures;
  }

  boolean isDue() {
    return !left.isPositive();
  }

  Duration left() {
    return left;
  }

  void waited(Duration time) {
    left = left.minus(time);
  }

  void later(CallFailed why) {
    var own = backOff.failed();
    var told = why.waitOr(own);
    left = told.compareTo(own) > 0 ? told : own;
  }
}
