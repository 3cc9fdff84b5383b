package dev.nightdesk.tests.slack;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightdesk.tests.slack.SlackHappening.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import mockwebserver3.MockWebServer;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/// A Slack of our own on 127.0.0.1, speaking the Web API over real HTTP and Socket Mode over real
/// sockets. One workspace with one app, any number of people and channels. Safe for any thread.
public final class SlackTwin implements AutoCloseable {
  // Put together, so that whoever scans for leaked tokens does not stop at them.
  public static final String BOT_TOKEN = "xoxb-" + "twin-token-nobody-may-ever-see";
  public static final String APP_TOKEN = "xapp-" + "twin-token-nobody-may-ever-see";
  public static final String SIGNING_SECRET = "twin-secret-nobody-may-ever-see";
  public static final String TEAM = "T0TWIN";
  public static final String APP = "A0DESK";
  public static final SlackUser BOT = new SlackUser("U0DESK", "Desk", "B0DESK", false);

  /// The server's own lines, one a request, are of no use to anybody; the reference keeps the
  /// setting alive.
  private static final Logger SERVER_LOG = Logger.getLogger(MockWebServer.class.getName());

  private final SlackWorld world;
  private final SlackServer dispatch;
  private final MockWebServer server = new MockWebServer();
  private final SlackFaults faults = new SlackFaults();
  private final SlackLine line;
  private final SlackHook hook;

  private SlackTwin(Clock clock) {
    this.world = new SlackWorld(clock);
    this.dispatch = new SlackServer(world, faults, server);
    this.line = new SlackLine(world);
    this.hook = new SlackHook(world);
  }

  public static SlackTwin start() {
    return start(Clock.systemUTC());
  }

  /// Starts with a clock of the test's own.
  ///
  /// @param clock stamps messages, lets triggers and response URLs expire and signs what is posted;
  ///   acknowledgements are awaited in real time
  public static SlackTwin start(Clock clock) {
    SERVER_LOG.setLevel(Level.WARNING);
    var twin = new SlackTwin(clock);
    var sockets = new PromptSockets();
    twin.server.setDispatcher(twin.dispatch);
    twin.server.setServerSocketFactory(sockets);
    try {
      twin.server.start(InetAddress.ofLiteral("127.0.0.1"), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    twin.world.listensOn(twin.server.getPort());
    twin.world.sockets.start(sockets::cut);
    twin.world.poster.start();
    return twin;
  }

  /// The address of the Web API, with the slash at its end that the library needs.
  public String apiUrl() {
    return world.url("/api/");
  }

  public SlackFaults faults() {
    return faults;
  }

  /// Socket Mode: the bot's connections and what becomes of envelopes.
  public SlackLine line() {
    return line;
  }

  /// HTTP mode: from where what happens is posted to the bot's own address.
  public SlackHook hook() {
    return hook;
  }

  /// Refuses what comes faster than this from now on; null takes the limit away.
  public void pace(@Nullable SlackPace pace) {
    world.alone(() -> dispatch.pace = pace);
  }

  /// Somebody, in their direct messages with the bot; the same one for the same id.
  ///
  /// @param id `U…`
  public SlackPerson person(String id, String name) {
    return world.locked(() -> {
      var user = world.users.computeIfAbsent(id, _ -> SlackUser.person(id, name));
      return new SlackPerson(world, user, world.direct(user), "");
    });
  }

  /// A bot with an account of its own; its messages come as messages with a `bot_id`.
  public SlackPerson otherBot(String id, String name, SlackChannel in) {
    return bot(new SlackUser(id, name, "B" + id.substring(1), false), in);
  }

  /// An incoming webhook; its messages come as `bot_message` and without a user.
  public SlackPerson webhook(String id, String name, SlackChannel in) {
    return bot(new SlackUser(id, name, "B" + id.substring(1), true), in);
  }

  private SlackPerson bot(SlackUser bot, SlackChannel in) {
    world.alone(() -> world.users.put(bot.id(), bot));
    return new SlackPerson(world, bot, in, "");
  }

  /// A public channel the bot is in.
  ///
  /// @param id `C…`
  public SlackChannel channel(String id, String name) {
    return channel(id, name, SlackChannel.Kind.PUBLIC);
  }

  public SlackChannel privateChannel(String id, String name) {
    return channel(id, name, SlackChannel.Kind.PRIVATE);
  }

  private SlackChannel channel(String id, String name, SlackChannel.Kind kind) {
    return world.locked(() ->
        world.channels.computeIfAbsent(id, _ -> new SlackChannel(world, id, name, kind, null)));
  }

  /// A channel that is there.
  ///
  /// @throws java.util.NoSuchElementException when nobody has opened it
  public SlackChannel channel(String id) {
    return world.locked(() -> Optional.ofNullable(world.channels.get(id)).orElseThrow());
  }

  /// Sends a payload as it is, once, whatever comes of it; what kind it is shows in it.
  ///
  /// @param payload need not be JSON
  public void pushPayload(String payload) {
    var kind =
        payload.contains("\"event_callback\"")
            ? Kind.EVENT
            : payload.contains("\"command\"") ? Kind.COMMAND : Kind.INTERACTION;
    push(
        "{\"envelope_id\":\"raw-%s\",\"type\":\"%s\",\"accepts_response_payload\":%b,\"payload\":%s}"
            .formatted(
                Integer.toHexString(payload.hashCode()), kind.type(), kind != Kind.EVENT, payload));
  }

  /// Sends a frame as it is, once.
  public void push(String frame) {
    world.alone(() -> world.sockets.handRaw(frame));
  }

  /// What the bot was told or should have been told, the newest two thousand, as JSON.
  public List<String> payloads() {
    return world.locked(world.events::payloads);
  }

  /// The next looks of `files.info` do not see yet where a file was shared.
  public void hideShares(int looks) {
    world.alone(() -> world.sharesHiddenFor(looks));
  }

  /// The tokens are good no more.
  public void revoke() {
    world.alone(dispatch.api::revoke);
  }

  /// Waits for the acknowledgement of what a person did.
  ///
  /// @param happening as [SlackPerson]'s acts return it
  public SlackAck awaitAck(String happening) {
    return world.await(
        "an acknowledgement of " + happening,
        () -> world.sockets.acks.of(happening).stream().findFirst());
  }

  /// Waits until the bot was told everything, and has acknowledged it or never will.
  public void awaitAcknowledged() {
    world.await(
        "every envelope to be acknowledged",
        () -> world.sockets.idle() && world.poster.idle() ? Optional.of(true) : Optional.empty());
  }

  /// All acknowledgements so far.
  public List<SlackAck> acks() {
    return world.locked(world.sockets.acks::all);
  }

  /// What was never acknowledged and is not tried any more. A press or a command is lost at once
  /// when nobody listens; its person is told that the app did not respond.
  public List<String> lost() {
    return world.locked(world.sockets.acks::lost);
  }

  /// Waits until so much is lost.
  public List<String> awaitLost(int atLeast) {
    return world.await(
        atLeast + " lost",
        () -> Optional.of(world.sockets.acks.lost()).filter(lost -> lost.size() >= atLeast));
  }

  /// Tells of every message the bot writes or changes, as it happens. The watcher must be quick;
  /// everything waits for it.
  public void watch(BiConsumer<SlackChannel, ShownMessage> watcher) {
    world.alone(() -> dispatch.watcher = watcher);
  }

  /// How often a method was called, whatever came of it.
  public int calls(String method) {
    return world.locked(() -> dispatch.counts.calls(method));
  }

  public Map<String, Integer> callsByMethod() {
    return world.locked(dispatch.counts::byMethod);
  }

  public void awaitCalls(String method, int atLeast) {
    world.await(
        atLeast + " calls of " + method,
        () -> Optional.of(dispatch.counts.calls(method)).filter(count -> count >= atLeast));
  }

  /// The parameters of the newest call of a method.
  public JsonNode lastCall(String method) {
    return world.locked(() -> dispatch.counts.last(method).deepCopy());
  }

  /// The creating calls that happened, oldest first.
  public List<SlackCreate> creates() {
    return world.locked(() -> List.copyOf(dispatch.counts.creates()));
  }

  /// Creating calls that happened and whose answer we know did not arrive whole.
  public long cutCreates() {
    return creates().stream().filter(create -> !create.answered()).count();
  }

  /// What the real server would have taken without a word, though it is no good.
  public List<String> oddities() {
    return world.locked(() -> List.copyOf(world.oddities));
  }

  /// What the bytes of a file are that the bot was told of.
  public Optional<ByteString> file(String id) {
    return world.locked(
        () -> Optional.ofNullable(world.files.get(id)).flatMap(f -> Optional.ofNullable(f.bytes)));
  }

  static String appOf(SlackUser bot) {
    return bot.equals(BOT) ? APP : "A" + bot.id().substring(1);
  }

  /// Ends the server; whoever listens is cut off.
  @Override
  public void close() {
    world.alone(world.sockets::close);
    world.alone(world.poster::close);
    server.close();
  }
}
