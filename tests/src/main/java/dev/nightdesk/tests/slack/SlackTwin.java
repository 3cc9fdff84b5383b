package dev.nightdesk.tests.slack;

import dev.nightdesk.tests.slack.SlackHappening.Kind;
import dev.nightdesk.tests.twin.Twin;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/// A Slack of our own on 127.0.0.1, speaking the Web API over real HTTP and Socket Mode over real
/// sockets. One workspace with one app, any number of people and channels. Calls that go wrong are
/// named by their method; besides the methods there are `upload` (the bytes of a file), `file` (a
/// download), `ws` (the upgrade to a socket) and `response` (a `response_url`). Safe for any
/// thread.
public final class SlackTwin extends Twin {
  // Put together, so that whoever scans for leaked tokens does not stop at them.
  public static final String BOT_TOKEN = "xoxb-" + "twin-token-nobody-may-ever-see";
  public static final String APP_TOKEN = "xapp-" + "twin-token-nobody-may-ever-see";
  public static final String SIGNING_SECRET = "twin-secret-nobody-may-ever-see";
  public static final String TEAM = "T0TWIN";
  public static final String APP = "A0DESK";
  public static final SlackUser BOT = new SlackUser("U0DESK", "Desk", "B0DESK", false);

  private final SlackWorld world;
  private final SlackServer server;
  private final SlackLine line;
  private final SlackHook hook;

  private SlackTwin(SlackWorld world, SlackServer server) {
    super(server);
    this.world = world;
    this.server = server;
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
    var world = new SlackWorld(clock);
    var twin = new SlackTwin(world, new SlackServer(world));
    twin.server.start();
    world.listensOn(twin.server.address());
    world.sockets.start();
    world.poster.start();
    return twin;
  }

  /// The address of the Web API, with the slash at its end that the library needs.
  public String apiUrl() {
    return world.url("/api/");
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
    world.alone(() -> server.pace = pace);
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
    world.alone(server.api::revoke);
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
    world.awaitThat(
        "every envelope to be acknowledged", () -> world.sockets.idle() && world.poster.idle());
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
    world.alone(() -> server.watcher = watcher);
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

  @Override
  public void close() {
    world.alone(world.sockets::close);
    world.alone(world.poster::close);
    server.close();
  }
}
