package dev.nightdesk.adapters.discord;

import java.time.Duration;

/// Waits that double from failure to failure up to a bound. For one thread.
final class BackOff {
  private final Duration first;
  private final Duration longest;
  private Duration next;

  BackOff(Duration first, Duration longest) {
    this.first = first;
    this.longest = longest;
    this.next = first;
  }

  /// How long to wait after one more failure.
  Duration failed() {
    var wait = next;
    var doubled = wait.multipliedBy(2);
    next = doubled.compareTo(longest) < 0 ? doubled : longest;
    return wait;
  }

  void worked() {
    next = first;
  }
}
