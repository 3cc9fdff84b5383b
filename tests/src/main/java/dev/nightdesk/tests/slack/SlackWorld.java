package dev.nightdesk.tests.slack;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// All that the twin knows, behind one lock. Every change wakes whoever waits for one.
final class SlackWorld {
  /// How long a test waits for what it expects before it fails.
  static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final Duration TRIGGER_LIFE = Duration.ofSeconds(3);
  private static final Duration RESPONSE_LIFE = Duration.ofMinutes(30);
  private static final int RESPONSE_USES = 5;

  /// What somebody did that lets the bot open a modal for them.
  private record Trigger(SlackUser user, Instant at) {}

  /// Where the bot may answer to what somebody did.
  static final class Response {
    final SlackUser user;
    final SlackChannel channel;
    final @Nullable SlackMessage message;
    private final Instant until;
    private int uses;

    Response(SlackUser user, SlackChannel channel, @Nullable SlackMessage message, Instant until) {
      this.user = user;
      this.channel = channel;
      this.message = message;
      this.until = until;
    }
  }

  final ReentrantLock lock = new ReentrantLock();
  final Condition changed = lock.newCondition();
  final Clock clock;
  final Map<String, SlackChannel> channels = new LinkedHashMap<>();
  final Map<String, SlackUser> users = new HashMap<>();
  final Map<String, SlackFile> files = new HashMap<>();
  final SlackViews views = new SlackViews(this);
  final SlackSockets sockets = new SlackSockets(this);
  final SlackPoster poster = new SlackPoster(this);
  final SlackEvents events = new SlackEvents(this);
  final List<String> oddities = new ArrayList<>();
  private final Map<String, Trigger> triggers = new HashMap<>();
  private final Map<String, Response> responses = new HashMap<>();
  private long nextId = 1;
  private int port;
  private int sharesHiddenFor;

  SlackWorld(Clock clock) {
    this.clock = clock;
    users.put(SlackTwin.BOT.id(), SlackTwin.BOT);
  }

  void listensOn(int listening) {
    port = listening;
  }

  /// How many looks of `files.info` do not see yet where a file was shared.
  int sharesHiddenFor() {
    return sharesHiddenFor;
  }

  void sharesHiddenFor(int looks) {
    sharesHiddenFor = looks;
  }

  String url(String path) {
    return "http://127.0.0.1:" + port + path;
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

  /// A name nobody else has.
  String freshId(String kind) {
    return kind + "%06d".formatted(nextId++);
  }

  SlackUser user(String id) {
    var user = users.get(id);
    if (user == null) {
      throw SlackRefusal.of("user_not_found");
    }
    return user;
  }

  /// The direct messages between the bot and somebody; opened when there are none yet.
  SlackChannel direct(SlackUser user) {
    return channels.computeIfAbsent(
        "D" + user.id().substring(1),
        id -> new SlackChannel(this, id, user.name(), SlackChannel.Kind.DIRECT, user));
  }

  String trigger(SlackUser user) {
    var id = freshId("trigger.");
    triggers.put(id, new Trigger(user, clock.instant()));
    return id;
  }

  /// Takes a trigger; each is good for one modal within three seconds.
  SlackUser pull(String id) {
    var trigger = triggers.get(id);
    if (trigger == null) {
      throw SlackRefusal.of(
          id.startsWith("trigger.") ? "exchanged_trigger_id" : "invalid_trigger_id");
    }
    if (clock.instant().isAfter(trigger.at().plus(TRIGGER_LIFE))) {
      throw SlackRefusal.of("expired_trigger_id");
    }
    triggers.remove(id);
    return trigger.user();
  }

  String responseUrl(SlackUser user, SlackChannel channel, @Nullable SlackMessage message) {
    var id = freshId("response.");
    var until = clock.instant().plus(RESPONSE_LIFE);
    responses.put(id, new Response(user, channel, message, until));
    return url("/response/" + id);
  }

  /// Takes one of the uses of a response URL.
  Response respond(String id) {
    var response = responses.get(id);
    if (response == null || clock.instant().isAfter(response.until)) {
      throw SlackRefusal.of("expired_url");
    }
    if (response.uses >= RESPONSE_USES) {
      throw SlackRefusal.of("used_url");
    }
    response.uses++;
    return response;
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

  <T> T await(String what, Supplier<Optional<T>> look) {
    return await(what, PATIENCE, look);
  }

  /// The world in words, for a failed test.
  private String told() {
    var words = new ArrayList<String>();
    for (var channel : channels.values()) {
      words.add("channel " + channel.id() + ":");
      channel.all().forEach(message -> words.add("  " + message.shown()));
    }
    words.add(sockets.told());
    return String.join("\n", words);
  }
}
