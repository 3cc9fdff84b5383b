package dev.nightdesk.tests.discord;

import dev.nightdesk.tests.twin.Twin;
import java.time.Clock;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// A Discord of our own on 127.0.0.1: the API over real HTTP, the gateway over a real web-socket.
/// One bot, any number of servers, channels and people. Calls that go wrong are named as in
/// [Routes], the way into the gateway is `connect`, the fetching of a file `file`. Safe for any
/// thread.
public final class DiscordTwin extends Twin {
  public static final String TOKEN = "MTAwMDAwMDAwMDAwMDAwMDA5.twin.TokenNobodyMayEverSee";
  public static final DiscordUser BOT = new DiscordUser(100_000_000_000_000_009L, "Desk", true);

  /// To be named in [#permit].
  public static final long MESSAGE_CONTENT = Gateway.MESSAGE_CONTENT;

  private final World world;
  private final RestServer server;
  private final DiscordGateway gateway;

  private DiscordTwin(World world, RestServer server) {
    super(server);
    this.world = world;
    this.server = server;
    this.gateway = new DiscordGateway(world);
  }

  public static DiscordTwin start() {
    return start(Clock.systemUTC());
  }

  /// Starts with a clock of the test's own.
  ///
  /// @param clock stamps messages, makes ids, and tells when an answer comes too late
  public static DiscordTwin start(Clock clock) {
    var world = new World(clock);
    var twin = new DiscordTwin(world, new RestServer(world));
    twin.server.start();
    world.alone(() -> world.origin = "http://" + twin.server.address());
    return twin;
  }

  /// What JDA takes for its base address.
  public String apiUrl() {
    return "http://" + server.address() + "/api/v10/";
  }

  /// What JDA takes for its gateway.
  public String gatewayUrl() {
    return "ws://" + server.address() + "/gw";
  }

  /// The live connection and what can happen to it.
  public DiscordGateway gateway() {
    return gateway;
  }

  /// Refuses what comes faster than this from now on; null takes the limit away.
  public void pace(@Nullable DiscordPace pace) {
    world.alone(() -> server.pace = pace);
  }

  /// The owner ticks privileged intents; at first none is ticked.
  public void permit(long intents) {
    world.alone(() -> world.permitted |= intents);
  }

  /// A server the bot is in; the same one for the same id.
  public DiscordGuild guild(long id, String name) {
    return world.locked(() -> {
      var there = world.guilds.get(id);
      if (there == null) {
        there = new DiscordGuild(world, id, name);
        world.guilds.put(id, there);
        world.gateway.emit("GUILD_CREATE", 1, there.json());
      }
      return there;
    });
  }

  /// Somebody, in their private talk with the bot; the same one for the same id.
  public DiscordPerson person(long id, String name) {
    return world.locked(() -> {
      var user = world.users.computeIfAbsent(id, _ -> new DiscordUser(id, name, false));
      return new DiscordPerson(world, user, world.dm(user), null);
    });
  }

  /// A talk of several people that the bot is no member of; the same one for the same id.
  public DiscordChannel group(long id) {
    return world.locked(
        () -> world.channels.computeIfAbsent(id, _ -> DiscordChannel.group(world, id)));
  }

  /// A bot that is in some of the bot's channels.
  public DiscordPerson otherBot(long id, String name, DiscordChannel in) {
    return world.locked(() -> {
      var user = world.users.computeIfAbsent(id, _ -> new DiscordUser(id, name, true));
      return new DiscordPerson(world, user, in, null).in(in);
    });
  }

  /// A webhook of a channel: no account, only a name.
  public DiscordPerson webhook(long id, String name, DiscordChannel in) {
    return new DiscordPerson(world, new DiscordUser(id, name, true), in, id);
  }

  /// A channel or thread that is there.
  ///
  /// @throws NoSuchElementException when there is none, or none any more
  public DiscordChannel channel(long id) {
    return world.locked(() -> Optional.ofNullable(world.channels.get(id)).orElseThrow());
  }

  /// What the bot has answered to a press, a command or a form; empty while it has not.
  public Optional<DiscordAnswer> answer(long interaction) {
    return world.locked(() -> Answers.of(world.interaction(interaction)));
  }

  /// Waits for the bot's first answer.
  public DiscordAnswer awaitAnswer(long interaction) {
    return world.await(
        "an answer to " + interaction, () -> Answers.of(world.interaction(interaction)));
  }

  /// Brings an event in that is written like this, to every session, under the next number.
  ///
  /// @param json an object with `t` and `d`; need not be whole, for tests with broken ones
  public void pushPayload(String json) {
    var whole = json.strip();
    boolean framed = whole.startsWith("{") && whole.endsWith("}") && whole.length() > 1;
    gateway.push(framed ? whole.substring(1, whole.length() - 1) : whole);
  }

  /// The commands of a server, or of everywhere for 0: `name description` each.
  public List<String> commands(long guild) {
    return world.locked(() ->
        world
            .commands
            .getOrDefault(guild, Json.array())
            .valueStream()
            .map(each -> each.path("name").asText() + " " + each.path("description").asText())
            .toList());
  }

  /// Tells of every message the bot writes or edits, as it happens. The watcher must be quick;
  /// everything waits for it.
  public void watch(BiConsumer<DiscordChannel, ShownMessage> watcher) {
    world.alone(() -> world.watcher = watcher);
  }

  @Override
  public void close() {
    gateway.cut();
    server.close();
  }
}
