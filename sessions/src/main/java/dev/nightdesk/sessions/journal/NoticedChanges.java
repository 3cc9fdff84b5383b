package dev.nightdesk.sessions.journal;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/// The kernel tells of changes: one watch service (one inotify instance) for all sessions, and one
/// thread that hands each change to those who wait for its folder.
final class NoticedChanges implements DirectoryWatch {
  private final WatchService service;

  /// So that a folder's last waiter does not give up the key that a new one has just been given.
  private final ReentrantLock registering = new ReentrantLock();

  private final Map<WatchKey, Set<Noticed>> waiters = new ConcurrentHashMap<>();
  private final Thread messenger;

  private NoticedChanges(WatchService service) {
    this.service = service;
    this.messenger = Thread.ofVirtual().name("journal-watch").unstarted(this::carryMessages);
  }

  static NoticedChanges open() throws IOException {
    var changes = new NoticedChanges(FileSystems.getDefault().newWatchService());
    changes.messenger.start();
    return changes;
  }

  private void carryMessages() {
    try {
      while (true) {
        var key = service.take();
        // What happened does not matter: the follower looks at the file.
        key.pollEvents();
        key.reset();
        waiters.getOrDefault(key, Set.of()).forEach(Noticed::wake);
      }
    } catch (ClosedWatchServiceException | InterruptedException end) {
      waiters.values().forEach(all -> all.forEach(Noticed::wake));
    }
  }

  @Override
  public Waiter watch(Path folder) {
    registering.lock();
    try {
      var key =
          folder.register(
              service, StandardWatchEventKinds.ENTRY_MODIFY, StandardWatchEventKinds.ENTRY_CREATE);
      var waiter = new Noticed(key);
      waiters.computeIfAbsent(key, k -> ConcurrentHashMap.newKeySet()).add(waiter);
      return waiter;
    } catch (IOException | ClosedWatchServiceException noWatchLeft) {
      return new PolledChanges().watch(folder);
    } finally {
      registering.unlock();
    }
  }

  private void forget(Noticed waiter) {
    registering.lock();
    try {
      var others = waiters.getOrDefault(waiter.key, Set.of());
      others.remove(waiter);
      if (others.isEmpty()) {
        waiters.remove(waiter.key);
        waiter.key.cancel();
      }
    } finally {
      registering.unlock();
    }
  }

  @Override
  public void close() {
    try {
      service.close();
    } catch (IOException e) {
      throw new IllegalStateException("closing a watch service does not fail", e);
    }
  }

  private final class Noticed implements Waiter {
    private final WatchKey key;
    private final Semaphore changes = new Semaphore(0);

    Noticed(WatchKey key) {
      this.key = key;
    }

    void wake() {
      changes.release();
    }

    @Override
    public void await(int quietRounds) throws InterruptedException {
      var _ = changes.tryAcquire(LONGEST_WAIT.toNanos(), TimeUnit.NANOSECONDS);
      changes.drainPermits();
    }

    @Override
    public void close() {
      forget(this);
    }
  }
}
