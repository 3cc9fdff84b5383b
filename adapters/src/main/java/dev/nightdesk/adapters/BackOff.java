package dev.nightdesk.adapters;

import java.time.Duration;

/// Waits that double from failure to failure up to a bound. For one thread.
public final class BackOff {
  private final Duration first;
  private final Duration longest;
  private Duration next;

  public BackOff(Duration first, Duration longest) {
    this.first = first;
    this.longest = longest;
    this.next = first;
  }

  /// How long to wait after one more failure.
  public Duration failed() {
    var wait = next;
    var doubled = wait.multipliedBy(2);
    next = doubled.compareTo(longest) < 0 ? doubled : longest;
    return wait;
  }

  public void worked() {
    next = first;
  }
}
