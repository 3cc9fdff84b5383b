package dev.nightdesk.tests.discord;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/// All that the twin knows, behind one lock. Every change wakes whoever waits for one.
final class World {
  /// How long a test waits for what it expects before it fails.
  static final Duration PATIENCE = Duration.ofSeconds(20);

  /// Snowflakes count from here.
  private static final long EPOCH_MILLIS = 1_420_070_400_000L;

  private static final int CLOCK_BITS = 22;

  final ReentrantLock lock = new ReentrantLock();
  final Condition changed = lock.newCondition();
  final Clock clock;
  final Map<Long, DiscordUser> users = new HashMap<>();
  final Map<Long, DiscordGuild> guilds = new LinkedHashMap<>();
  final Map<Long, DiscordChannel> channels = new LinkedHashMap<>();
  final Map<Long, DiscordChannel> dms = new HashMap<>();
  final Map<Long, Interaction> interactions = new LinkedHashMap<>();
  final Map<String, Interaction> tokens = new HashMap<>();
  final Map<Long, ByteString> files = new HashMap<>();

  /// The commands of a guild, and under 0 those for everywhere.
  final Map<Long, ArrayNode> commands = new HashMap<>();

  final Gateway gateway;

  /// Where the server is, like `http://127.0.0.1:4711`.
  String origin = "";

  /// The privileged intents that the owner has ticked.
  long permitted;

  BiConsumer<DiscordChannel, ShownMessage> watcher = (_, _) -> {};
  private long lastId;

  World(Clock clock) {
    this.clock = clock;
    this.gateway = new Gateway(this);
    users.put(DiscordTwin.BOT.id(), DiscordTwin.BOT);
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

  /// A snowflake of this moment, above all earlier ones.
  long freshId() {
    lastId = Math.max(lastId + 1, (clock.millis() - EPOCH_MILLIS) << CLOCK_BITS);
    return lastId;
  }

  /// The channel, when it is there and the bot may see it.
  DiscordChannel visible(long id) {
    var channel = channels.get(id);
    if (channel == null) {
      throw Refusal.unknownChannel();
    }
    if (channel.isHidden()) {
      throw Refusal.missingAccess();
    }
    return channel;
  }

  DiscordChannel dm(DiscordUser user) {
    var there = dms.get(user.id());
    if (there == null) {
      there = DiscordChannel.dm(this, freshId(), user);
      dms.put(user.id(), there);
      channels.put(there.id(), there);
    }
    return there;
  }

  Interaction interaction(long id) {
    var found = interactions.get(id);
    if (found == null) {
      throw new NoSuchElementException("no interaction " + id);
    }
    return found;
  }

  boolean mayRead(long intent) {
    return (permitted & intent) != 0;
  }

  /// The bot wrote or changed something.
  void wrote(Post post) {
    if (post.author.equals(DiscordTwin.BOT)) {
      watcher.accept(post.channel, post.shown());
    }
  }

  @Nullable DiscordUser user(long id) {
    return users.get(id);
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
    for (var channel : channels.values()) {
      words.add("channel " + channel.id() + " " + channel.name() + ":");
      channel.all().forEach(post -> words.add("  " + post.shown()));
    }
    words.add("gateway: " + gateway.told());
    return String.join("\n", words);
  }
}
