package dev.nightdesk.tests.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/// The updates that wait for the bot, kept until a later offset confirms them
/// (core.telegram.org/bots/api#getupdates). Guarded by the world's lock.
final class TwinUpdates {
  /// "Updates are stored on the server until the bot receives them, but not longer than 24 hours".
  private static final long KEPT_SECONDS = 24 * 60 * 60;

  private static final int MAX_BATCH = 100;
  private static final int LONGEST_POLL_SECONDS = 50;

  /// Kinds the real server leaves out unless asked for them by name.
  private static final Set<String> ONLY_WHEN_NAMED =
      Set.of("chat_member", "message_reaction", "message_reaction_count");

  private record Waiting(long id, String json, long atSecond) {}

  private final TwinWorld world;
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private Set<String> allowed = Set.of();
  private long nextId = 5001;
  private long polls;
  private int polling;
  private boolean webhook;
  private boolean closed;
  private int conflicts;

  TwinUpdates(TwinWorld world) {
    this.world = world;
  }

  void add(String kind, ObjectNode content) {
    boolean wanted = allowed.isEmpty() ? !ONLY_WHEN_NAMED.contains(kind) : allowed.contains(kind);
    if (wanted) {
      addRaw("\"" + kind + "\":" + content);
    }
  }

  /// @param fields what follows the update id; need not be JSON
  void addRaw(String fields) {
    long id = nextId++;
    waiting.add(new Waiting(id, "{\"update_id\":" + id + "," + fields + "}", world.now()));
  }

  /// Answers `getUpdates`: the text of a JSON list.
  String poll(TwinCall call) throws InterruptedException {
    world.lock.lock();
    try {
      long mine = ++polls;
      rememberAllowed(call.json("allowed_updates"));
      confirm(call.number("offset").orElse(0));
      long seconds = Math.clamp(call.number("timeout").orElse(0), 0, LONGEST_POLL_SECONDS);
      long left = TimeUnit.SECONDS.toNanos(seconds);
      refuseConflict(mine);
      polling++;
      world.changed.signalAll();
      try {
        while (waiting.isEmpty() && left > 0 && !closed) {
          left = world.changed.awaitNanos(left);
          refuseConflict(mine);
        }
      } finally {
        polling--;
      }
      long limit = Math.clamp(call.number("limit").orElse(MAX_BATCH), 1, MAX_BATCH);
      return waiting.stream()
          .limit(limit)
          .map(Waiting::json)
          .collect(Collectors.joining(",", "[", "]"));
    } finally {
      world.lock.unlock();
    }
  }

  private void rememberAllowed(JsonNode kinds) {
    if (kinds.isArray()) {
      allowed =
          StreamSupport.stream(kinds.spliterator(), false)
              .map(JsonNode::asText)
              .collect(Collectors.toUnmodifiableSet());
    }
  }

  private void confirm(long offset) {
    long tooOld = world.now() - KEPT_SECONDS;
    waiting.removeIf(update -> update.atSecond() < tooOld);
    if (offset < 0) {
      while (waiting.size() > -offset) {
        waiting.removeFirst();
      }
    } else {
      waiting.removeIf(update -> update.id() < offset);
    }
  }

  private void refuseConflict(long mine) {
    if (webhook) {
      conflicts++;
      throw TwinRefusal.of(
          409,
          "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to"
              + " delete the webhook first");
    }
    if (mine != polls) {
      conflicts++;
      throw TwinRefusal.of(
          409,
          "Conflict: terminated by other getUpdates request; make sure that only one bot instance"
              + " is running");
    }
  }

  /// As when somebody else's program polls with the same token: whoever waits is thrown out.
  ///
  /// @return false when nobody waits now
  boolean pollElsewhere() {
    if (polling == 0 || !waiting.isEmpty()) {
      return false;
    }
    polls++;
    world.changed.signalAll();
    return true;
  }

  boolean isPolled() {
    return polling > 0;
  }

  void webhook(boolean set) {
    webhook = set;
  }

  boolean webhook() {
    return webhook;
  }

  void renumber(long next) {
    nextId = next;
  }

  void close() {
    closed = true;
  }

  int conflicts() {
    return conflicts;
  }

  List<String> unconfirmed() {
    return waiting.stream().map(Waiting::json).toList();
  }
}
