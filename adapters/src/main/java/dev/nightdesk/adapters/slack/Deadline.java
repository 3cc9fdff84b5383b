package dev.nightdesk.adapters.slack;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Until when somebody waits: whoever gives a command, presses or sends a form is told by Slack
/// after three seconds that it failed (docs.slack.dev/interactivity/handling-user-interaction), and
/// may have done it otherwise since. What comes of it later would come as a surprise.
///
/// @param over open when the time is up
record Deadline(CountDownLatch over) {
  /// From now on.
  static Deadline after(Duration patience) {
    var over = new CountDownLatch(1);
    Thread.ofVirtual().name("slack-deadline").start(() -> runOut(over, patience));
    return new Deadline(over);
  }

  private static void runOut(CountDownLatch over, Duration patience) {
    try {
      if (!over.await(patience.toNanos(), TimeUnit.NANOSECONDS)) {
        over.countDown();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  boolean isOver() {
    return over.getCount() == 0;
  }
}
