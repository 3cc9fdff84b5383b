package dev.nightdesk.adapters.slack;

import com.slack.api.methods.Methods;
import dev.nightdesk.adapters.Place;
import dev.nightdesk.adapters.http.CallFailed;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/// Says in a thread that somebody is at work there
/// (docs.slack.dev/reference/methods/assistant.threads.setStatus). Nobody misses it where it cannot
/// be had: what is refused once is not asked for again. Safe for any thread.
final class SlackStatus {
  private static final String AT_WORK = "is working…";

  /// Threads remembered as not having it.
  private static final int REMEMBERED = 1_024;

  /// What no other thread would be spared.
  private static final Set<String> NOWHERE =
      Set.of(
          "missing_scope",
          "no_permission",
          "not_allowed_token_type",
          "unknown_method",
          "method_not_supported_for_channel_type",
          "feature_not_enabled",
          "team_not_enabled",
          "access_denied");

  private final SlackWire wire;
  private final ReentrantLock lock = new ReentrantLock();
  private final Recent without = new Recent(REMEMBERED);
  private boolean nowhere;

  SlackStatus(SlackWire wire) {
    this.wire = wire;
  }

  void show(Place place) throws CallFailed, InterruptedException {
    if (!place.isThread() || isWithout(place)) {
      return;
    }
    try {
      wire.call(
          Methods.ASSISTANT_THREADS_SET_STATUS,
          Params.of("channel_id", place.chat())
              .and("thread_ts", place.thread())
              .and("status", AT_WORK));
    } catch (Answered no) {
      remember(place, no);
    }
  }

  private boolean isWithout(Place place) {
    lock.lock();
    try {
      return nowhere || without.has(place.toString());
    } finally {
      lock.unlock();
    }
  }

  private void remember(Place place, Answered no) {
    lock.lock();
    try {
      nowhere |= NOWHERE.contains(no.error());
      without.add(place.toString());
    } finally {
      lock.unlock();
    }
  }
}
