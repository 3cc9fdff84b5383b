package dev.nightdesk.tests.discord;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import mockwebserver3.MockWebServer;
import org.jspecify.annotations.Nullable;

/// A Discord of our own on 127.0.0.1: the API over real HTTP, the gateway over a real web-socket.
/// One bot, any number of servers, channels and people. Safe for any thread.
public final class DiscordTwin implements AutoCloseable {
  public static final String TOKEN = "MTAwMDAwMDAwMDAwMDAwMDA5.twin.TokenNobodyMayEverSee";
  public static final DiscordUser BOT = new DiscordUser(100_000_000_000_000_009L, "Desk", true);

  /// To be named in [#permit].
  public static final long MESSAGE_CONTENT = Gateway.MESSAGE_CONTENT;

  /// The server's own lines, one a request, are of no use to anybody; the reference keeps the
  /// setting alive.
  private static final Logger SERVER_LOG = Logger.getLogger(MockWebServer.class.getName());

  private final World world;
  private final RestServer rest;
  private final MockWebServer server = new MockWebServer();
  private final DiscordFaults faults = new DiscordFaults();
  private final DiscordGateway gateway;

  private DiscordTwin(Clock clock) {
    this.world = new World(clock);
    this.rest = new RestServer(world, faults, server);
    this.gateway = new DiscordGateway(world);
  }

  public static DiscordTwin start() {
    return start(Clock.systemUTC());
  }

  /// Starts with a clock of the test's own.
  ///
  /// @param clock stamps messages, makes ids, and tells when an answer comes too late
  public static DiscordTwin start(Clock clock) {
    SERVER_LOG.setLevel(Level.WARNING);
    var twin = new DiscordTwin(clock);
    twin.server.setDispatcher(twin.rest);
    twin.server.setServerSocketFactory(new QuickSockets());
    try {
      twin.server.start(InetAddress.ofLiteral("127.0.0.1"), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    twin.world.alone(() -> twin.world.origin = "http://127.0.0.1:" + twin.server.getPort());
    return twin;
  }

  /// What JDA takes for its base address.
  public String apiUrl() {
    return "http://127.0.0.1:" + server.getPort() + "/api/v10/";
  }

  /// What JDA takes for its gateway.
  public String gatewayUrl() {
    return "ws://127.0.0.1:" + server.getPort() + "/gw";
  }

  public DiscordFaults faults() {
    return faults;
  }

  /// The live connection and what can happen to it.
  public DiscordGateway gateway() {
    return gateway;
  }

  /// Refuses what comes faster than this from now on; null takes the limit away.
  public void pace(@Nullable DiscordPace pace) {
    world.alone(() -> rest.pace = pace);
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
        "an answer to " + interaction,
        World.PATIENCE,
        () -> Answers.of(world.interaction(interaction)));
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

  /// How often a route was called, by its name in [DiscordFaults], whatever came of it.
  public int calls(String name) {
    return world.locked(() -> rest.calls.getOrDefault(name, 0));
  }

  public Map<String, Integer> callsByName() {
    return world.locked(() -> Map.copyOf(rest.calls));
  }

  public void awaitCalls(String name, int atLeast) {
    world.await(
        atLeast + " calls of " + name,
        World.PATIENCE,
        () -> Optional.of(rest.calls.getOrDefault(name, 0)).filter(count -> count >= atLeast));
  }

  /// The form of the newest call of a route.
  public JsonNode lastCall(String name) {
    return world.locked(() -> {
      var form = rest.last.get(name);
      if (form == null) {
        throw new NoSuchElementException(name + " was not called");
      }
      return form.deepCopy();
    });
  }

  /// The creating calls that happened, oldest first; one that a nonce recognised stands here too,
  /// with the id of the first.
  public List<DiscordCreate> creates() {
    return world.locked(() -> List.copyOf(rest.creates));
  }

  /// Creating calls that happened and whose answer we know did not arrive whole.
  public long cutCreates() {
    return creates().stream().filter(create -> !create.answered()).count();
  }

  /// Ends the server; whoever is connected is cut off.
  @Override
  public void close() {
    gateway.cut();
    server.close();
  }
}
