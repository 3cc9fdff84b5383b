package dev.nightdesk.tests.telegram;

import dev.nightdesk.tests.twin.Twin;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/// A Telegram of our own on 127.0.0.1, speaking the Bot API over real HTTP. One bot, any number of
/// people and chats. Calls that go wrong are named by their method, in any case, a download `file`.
/// Safe for any thread.
public final class TelegramTwin extends Twin {
  public static final String TOKEN = "7000:AAtwinTokenNobodyMayEverSee";
  public static final TwinUser BOT = new TwinUser(7000, "Desk", "desk_bot", true);

  private final TwinWorld world;
  private final TwinServer server;

  private TelegramTwin(TwinWorld world, TwinServer server) {
    super(server);
    this.world = world;
    this.server = server;
  }

  public static TelegramTwin start() {
    return start(Clock.systemUTC());
  }

  /// Starts with a clock of the test's own.
  ///
  /// @param clock stamps messages and the `Date` header; long polls wait in real time
  public static TelegramTwin start(Clock clock) {
    var world = new TwinWorld(clock, BOT);
    var twin = new TelegramTwin(world, new TwinServer(world));
    twin.server.start();
    return twin;
  }

  /// What goes into `channels.telegram.api_url`.
  public String apiUrl() {
    return "http://" + server.address();
  }

  /// Refuses what comes faster than this from now on; null takes the limit away.
  public void pace(@Nullable TwinPace pace) {
    world.alone(() -> server.pace = pace);
  }

  /// Somebody who has started the bot, in their private chat with it; the same one for the same id.
  public TwinPerson person(long id, String name) {
    return world.locked(() -> {
      var user = world.users.computeIfAbsent(id, _ -> new TwinUser(id, name, "", false));
      var chat = open(id, name, TwinChat.Kind.PRIVATE);
      return new TwinPerson(world, user, chat, 0);
    });
  }

  /// A bot that is in some of the bot's groups.
  public TwinPerson otherBot(long id, String username, TwinChat in) {
    return new TwinPerson(world, new TwinUser(id, username, username, true), in, 0);
  }

  /// An ordinary group.
  ///
  /// @param id negative, as groups have it
  public TwinChat group(long id, String title) {
    return world.locked(() -> open(id, title, TwinChat.Kind.GROUP));
  }

  public TwinChat supergroup(long id, String title) {
    return world.locked(() -> open(id, title, TwinChat.Kind.SUPERGROUP));
  }

  /// A supergroup with topics.
  public TwinChat forum(long id, String title) {
    return world.locked(() -> open(id, title, TwinChat.Kind.FORUM));
  }

  private TwinChat open(long id, String title, TwinChat.Kind kind) {
    return world.chats.computeIfAbsent(id, _ -> new TwinChat(world, id, title, kind));
  }

  /// A chat that is there.
  ///
  /// @throws java.util.NoSuchElementException when nobody has opened it
  public TwinChat chat(long id) {
    return world.locked(() -> Optional.ofNullable(world.chats.get(id)).orElseThrow());
  }

  /// Puts an update into the queue as it is.
  ///
  /// @param fields what follows the update id, like `"message":{…}`; need not be JSON
  public void push(String fields) {
    world.alone(() -> world.updates.addRaw(fields));
  }

  /// From now on updates are numbered from here, as after a week without any.
  public void renumber(long nextId) {
    world.alone(() -> world.updates.renumber(nextId));
  }

  /// The updates the bot has not confirmed yet, as JSON.
  public List<String> unconfirmed() {
    return world.locked(world.updates::unconfirmed);
  }

  /// Waits until the bot has confirmed every update.
  public void awaitConfirmed() {
    world.awaitThat("every update to be confirmed", () -> world.updates.unconfirmed().isEmpty());
  }

  /// Another program polls with the same token, once, as soon as the bot waits in a long poll.
  public void pollElsewhere() {
    world.awaitThat("the bot to poll", world.updates::pollElsewhere);
  }

  /// Waits until the bot waits in a long poll.
  public void awaitPolling() {
    world.awaitThat("the bot to poll", world.updates::isPolled);
  }

  public void setWebhook(boolean set) {
    world.alone(() -> world.updates.webhook(set));
  }

  /// What the bot has answered to a press so far.
  public List<PressAnswer> answers(String press) {
    return world.locked(
        () -> List.copyOf(Optional.ofNullable(world.presses.get(press)).orElseThrow().answers()));
  }

  public PressAnswer awaitAnswer(String press) {
    return world.await(
        "an answer to " + press,
        () ->
            Optional.ofNullable(world.presses.get(press))
                .flatMap(each -> each.answers().stream().findFirst()));
  }

  /// Presses made so far can no longer be answered.
  public void forgetPresses() {
    world.alone(world.presses::clear);
  }

  /// A file the bot may fetch by the id this returns.
  public String store(String name, ByteString bytes) {
    return world.locked(() -> world.store(name, bytes));
  }

  /// The command menu, `name description` each.
  public List<String> commands() {
    return world.locked(() ->
        world
            .commands
            .valueStream()
            .map(each -> each.path("command").asText() + " " + each.path("description").asText())
            .toList());
  }

  /// Tells of every message the bot writes or edits, as it happens: for measuring, where waiting in
  /// [TwinChat] would cost too much. The watcher must be quick; everything waits for it.
  public void watch(BiConsumer<TwinChat, ShownMessage> watcher) {
    world.alone(() -> server.api.watch(watcher));
  }

  /// What the real server would have dropped in silence: markup inside code and the like.
  public List<String> oddities() {
    return world.locked(() -> List.copyOf(server.api.oddities));
  }

  /// How often a poll was answered with 409.
  public int conflicts() {
    return world.locked(world.updates::conflicts);
  }

  @Override
  public void close() {
    world.alone(world.updates::close);
    server.close();
  }
}
