package dev.nightdesk.gateway.flow;

import dev.nightdesk.gateway.store.Store;
import dev.nightdesk.gateway.store.StoreUnavailable;
import dev.nightdesk.sessions.SessionId;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the gateway from dying of the same thing for ever. What waited when an earlier gateway did
/// not come to a proper end is written down while it is tried; what [#DEATHS] gateways died at is
/// not tried again.
///
/// Costs nothing after a proper end. Whatever a gateway may have died at is tried alone among its
/// like, so that nobody who only stood near is counted. Safe for any thread.
final class Suspects {
  /// So many gateways may die while one thing is tried.
  static final int DEATHS = 3;

  static final String WHY =
      "Nightdesk ended %d times while this was dealt with, and did not try again."
          .formatted(DEATHS);

  /// Under this it is remembered whether a gateway runs, or ended without a word.
  static final String RUNNING = "running";

  private static final String YES = "yes";
  private static final String NO = "no";

  private static final Logger LOG = LoggerFactory.getLogger(Suspects.class);

  /// What is tried, or is done instead.
  @FunctionalInterface
  interface Task {
    void run() throws InterruptedException;
  }

  private final Store store;
  private final Map<String, Integer> deaths = new ConcurrentHashMap<>();
  private final Set<String> lanes = ConcurrentHashMap.newKeySet();
  private final Set<SessionId> seen = ConcurrentHashMap.newKeySet();
  private final ReentrantLock alone = new ReentrantLock();
  private volatile boolean on;
  private volatile long newestMessage;
  private volatile long newestEffect;

  Suspects(Store store) {
    this.store = store;
  }

  /// Looks how the last gateway ended. Before anything is taken up.
  void open() throws InterruptedException {
    on =
        StoreWait.with(() ->
            store.write(tx -> {
              boolean died = tx.remembered(RUNNING).filter(YES::equals).isPresent();
              tx.remember(RUNNING, YES);
              deaths.clear();
              deaths.putAll(tx.trials(died));
              lanes.clear();
              lanes.addAll(tx.waitingLanes());
              newestMessage = tx.newestMessage();
              newestEffect = tx.newestEffect();
              return died;
            }));
    if (on) {
      LOG.warn("suspects={} event=last-gateway-died", deaths);
    }
  }

  /// This gateway ends properly. When the store cannot hear that, the next one is only careful.
  void close() throws InterruptedException {
    try {
      store.change(tx -> tx.remember(RUNNING, NO));
    } catch (StoreUnavailable e) {
      LOG.warn("store={} event=end-not-noted", e.reason());
    }
  }

  /// Whether something may wait in that conversation since an earlier gateway.
  boolean concernsLane(String lane) {
    return on && lanes.contains(lane);
  }

  /// Nothing older than this waits there any more.
  boolean concernsMessage(String lane, long id) {
    if (id <= newestMessage) {
      return true;
    }
    lanes.remove(lane);
    return false;
  }

  void nothingWaits(String lane) {
    lanes.remove(lane);
  }

  boolean concernsEffect(long id) {
    return on && id <= newestEffect;
  }

  /// Whether these are the first lines of a session that are read since the start. Asked once.
  boolean concernsLines(SessionId session) {
    return on && seen.add(session);
  }

  /// Tries something, with a note that stays if the gateway dies of it.
  ///
  /// @param what the same for every try
  /// @param instead for what was deadly too often
  void run(String what, Task task, Task instead) throws InterruptedException {
    int before = deaths.getOrDefault(what, 0);
    if (before >= DEATHS) {
      LOG.error("what=\"{}\" deaths={} event=deadly", what, before);
      noted(what, instead);
      return;
    }
    if (before == 0) {
      noted(what, task);
      return;
    }
    alone.lockInterruptibly();
    try {
      noted(what, task);
    } finally {
      alone.unlock();
    }
  }

  /// Not in a `finally`: what ends by an error was not dealt with.
  private void noted(String what, Task task) throws InterruptedException {
    StoreWait.with(() -> {
      store.change(tx -> tx.trying(what));
      return what;
    });
    task.run();
    StoreWait.with(() -> {
      store.change(tx -> tx.tried(what));
      return what;
    });
    deaths.remove(what);
  }
}
