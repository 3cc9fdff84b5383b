package dev.nightdesk.tests.telegram;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import okio.ByteString;

/// All that the twin knows, behind one lock. Every change wakes whoever waits for one.
final class TwinWorld {
  /// How long a test waits for what it expects before it fails.
  static final Duration PATIENCE = Duration.ofSeconds(20);

  /// A button press, and what the bot answered to it.
  record Press(long user, List<PressAnswer> answers, long atSecond) {}

  /// A file a bot may fetch.
  record StoredFile(String path, String name, ByteString bytes) {}

  final ReentrantLock lock = new ReentrantLock();
  final Condition changed = lock.newCondition();
  final Clock clock;
  final TwinUser bot;
  final Map<Long, TwinChat> chats = new LinkedHashMap<>();
  final Map<Long, TwinUser> users = new HashMap<>();
  final Map<String, Press> presses = new HashMap<>();
  final Map<String, StoredFile> files = new HashMap<>();
  final TwinUpdates updates;
  ArrayNode commands = TwinJson.array();
  private long nextId = 1;

  TwinWorld(Clock clock, TwinUser bot) {
    this.clock = clock;
    this.bot = bot;
    this.updates = new TwinUpdates(this);
  }

  /// Reads or changes the world alone, then wakes everybody.
  <T> T locked(Supplier<T> work) {
    lock.lock();
    try {
      return work.get();
    } finally {
      changed.signalAll();
      lock.unlock();
    }
  }

  void alone(Runnable work) {
    locked(() -> {
      work.run();
      return true;
    });
  }

  long now() {
    return clock.instant().getEpochSecond();
  }

  /// A name nobody else has, for presses and files.
  String freshId(String kind) {
    return kind + nextId++;
  }

  String store(String name, ByteString bytes) {
    var id = freshId("file-");
    files.put(id, new StoredFile("documents/" + id, name, bytes));
    return id;
  }

  /// Waits on the world's own changes until `look` sees something.
  <T> T await(String what, Duration patience, Supplier<Optional<T>> look) {
    lock.lock();
    try {
      long left = patience.toNanos();
      var seen = look.get();
      while (seen.isEmpty()) {
        if (left <= 0) {
          throw new AssertionError(
              "waited %s in vain for %s; %s".formatted(patience, what, told()));
        }
        left = changed.awaitNanos(left);
        seen = look.get();
      }
      return seen.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting for " + what, e);
    } finally {
      lock.unlock();
    }
  }

  /// The world in words, for a failed test.
  private String told() {
    var words = new ArrayList<String>();
    for (var chat : chats.values()) {
      words.add("chat " + chat.id() + ":");
      chat.all().forEach(message -> words.add("  " + message.shown()));
    }
    return String.join("\n", words);
  }
}
