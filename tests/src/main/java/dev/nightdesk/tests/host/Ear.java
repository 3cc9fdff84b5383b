package dev.nightdesk.tests.host;

import dev.nightdesk.sessions.AgentEvent;
import dev.nightdesk.sessions.Cursor;
import dev.nightdesk.sessions.SessionHost;
import dev.nightdesk.sessions.SessionId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Follows one incarnation on a thread of its own and remembers what it hears.
public final class Ear implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /// One call of the listener.
  public record Heard(Cursor after, List<AgentEvent> events, String raw) {}

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final List<Heard> heard = new ArrayList<>();
  private final Thread thread;
  private @Nullable Throwable failure;
  private boolean over;

  private Ear(SessionHost host, SessionId session, Cursor after) {
    this.thread = Thread.ofVirtual().name("ear").unstarted(() -> follow(host, session, after));
  }

  /// Begins to follow.
  public static Ear at(SessionHost host, SessionId session, Cursor after) {
    var ear = new Ear(host, session, after);
    ear.thread.start();
    return ear;
  }

  private void follow(SessionHost host, SessionId session, Cursor after) {
    Throwable problem = null;
    try {
      host.follow(session, after, (place, events, raw) -> hear(new Heard(place, events, raw)));
    } catch (InterruptedException closed) {
      // By our close().
    } catch (RuntimeException | Error e) {
      problem = e;
    }
    lock.lock();
    try {
      failure = problem;
      over = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void hear(Heard what) {
    lock.lock();
    try {
      heard.add(what);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Everything so far.
  public List<Heard> heard() {
    lock.lock();
    try {
      return List.copyOf(heard);
    } finally {
      lock.unlock();
    }
  }

  /// Every event so far.
  public List<AgentEvent> events() {
    return heard().stream().flatMap(one -> one.events().stream()).toList();
  }

  /// Everything said so far.
  public List<String> words() {
    return events().stream()
        .filter(event -> event instanceof AgentEvent.Spoke)
        .map(event -> ((AgentEvent.Spoke) event).markdown())
        .toList();
  }

  /// Waits until these words were said.
  public void awaitWords(String words) throws InterruptedException {
    await("the words " + words, ear -> ear.words().contains(words));
  }

  /// Waits for words that begin so, and gives what stands behind.
  public String awaitBeginning(String beginning) throws InterruptedException {
    await("words that begin with " + beginning, ear -> ear.beginning(beginning) != null);
    return Objects.requireNonNull(beginning(beginning));
  }

  private @Nullable String beginning(String beginning) {
    return words().stream()
        .filter(word -> word.startsWith(beginning))
        .map(word -> word.substring(beginning.length()))
        .findFirst()
        .orElse(null);
  }

  /// Waits for the end, after which nothing more is told.
  public AgentEvent.Exited awaitEnd() throws InterruptedException {
    await("the end", ear -> ear.over);
    return events().stream()
        .filter(event -> event instanceof AgentEvent.Exited)
        .map(event -> (AgentEvent.Exited) event)
        .reduce((one, two) -> fail("told two ends: " + one + " and " + two))
        .orElseGet(() -> fail("returned without telling an end"));
  }

  /// Waits until following has returned, however.
  public void awaitReturn() throws InterruptedException {
    await("its return", ear -> ear.over);
  }

  private void await(String what, Predicate<Ear> arrived) throws InterruptedException {
    long left = PATIENCE.toNanos();
    lock.lockInterruptibly();
    try {
      while (!arrived.test(this)) {
        if (over || left <= 0) {
          throw new AssertionError(
              "waited for %s; over: %s; heard %s".formatted(what, over, heard), failure);
        }
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  private static AgentEvent.Exited fail(String why) {
    throw new AssertionError(why);
  }

  /// Stops following; does not wait for a line that is being told.
  @Override
  public void close() {
    thread.interrupt();
  }
}
