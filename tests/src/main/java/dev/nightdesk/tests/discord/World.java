package dev.nightdesk.tests.discord;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.nightdesk.tests.twin.Monitor;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.BiConsumer;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/// All that the twin knows.
final class World extends Monitor {
  /// Snowflakes count from here.
  private static final long EPOCH_MILLIS = 1_420_070_400_000L;

  private static final int CLOCK_BITS = 22;

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

  @Override
  protected String told() {
    var words = new ArrayList<String>();
    for (var channel : channels.values()) {
      words.add("channel " + channel.id() + " " + channel.name() + ":");
      channel.all().forEach(post -> words.add("  " + post.shown()));
    }
    words.add("gateway: " + gateway.told());
    return String.join("\n", words);
  }
}
