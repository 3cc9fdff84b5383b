package dev.nightdesk.tests.slack;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightdesk.tests.slack.ShownMessage.ShownButton;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import okio.ByteString;

/// Somebody with a client, in one place. Every act returns at once; what it leads to is awaited in
/// [SlackChannel]. Safe for any thread.
public final class SlackPerson {
  private static final Pattern MENTION = Pattern.compile("<@(U[A-Z0-9]+)>");

  private final SlackWorld world;
  private final SlackUser user;
  private final SlackChannel channel;
  private final String thread;

  SlackPerson(SlackWorld world, SlackUser user, SlackChannel channel, String thread) {
    this.world = world;
    this.user = user;
    this.channel = channel;
    this.thread = thread;
  }

  public SlackUser user() {
    return user;
  }

  /// Where this person talks here; a new person's direct messages with the bot.
  public SlackChannel channel() {
    return channel;
  }

  /// The same person in another channel.
  public SlackPerson in(SlackChannel other) {
    return new SlackPerson(world, user, other, "");
  }

  /// The same person in a thread of this channel.
  public SlackPerson inThread(String root) {
    return new SlackPerson(world, user, channel, root);
  }

  /// Says what is typed; each of these returns the new message's `ts`.
  public String say(String typed) {
    return send(message -> words(message, Mrkdwn.escaped(typed)));
  }

  /// Says what comes over the wire as it is, in Slack's own markup.
  public String sayRaw(String mrkdwn) {
    return send(message -> words(message, mrkdwn));
  }

  /// Names the bot first.
  public String mention(String typed) {
    return sayRaw("<@" + SlackTwin.BOT.id() + "> " + Mrkdwn.escaped(typed));
  }

  public String reply(String root, String typed) {
    return inThread(root).say(typed);
  }

  /// Answers in a thread, and in the channel as well.
  public String replyToAll(String root, String typed) {
    return inThread(root)
        .send(message -> {
          message.broadcast = true;
          words(message, Mrkdwn.escaped(typed));
        });
  }

  public String sendFile(String name, ByteString bytes, String typed) {
    return send(message -> {
      words(message, Mrkdwn.escaped(typed));
      var file = new SlackFile(world.freshId("F"), name, bytes.size(), user);
      file.bytes = bytes;
      file.completed = true;
      file.shares.put(channel, message.ts);
      world.files.put(file.id, file);
      message.files.add(file);
    });
  }

  /// Passes on what somebody else said; it comes as an attachment.
  public String forward(SlackUser author, String text, String typed) {
    return forwarded(author, text, Mrkdwn.escaped(typed));
  }

  private String forwarded(SlackUser author, String text, String mrkdwn) {
    return send(message -> {
      words(message, mrkdwn);
      var share = message.extra.putArray("attachments").addObject();
      share.put("is_share", true).put("is_msg_unfurl", true).put("author_id", author.id());
      share.put("author_name", author.name()).put("text", text).put("fallback", text);
      share.put("channel_id", channel.id()).put("ts", message.ts).put("id", 1);
    });
  }

  /// The same, with the bot named beside it.
  public String forwardMentioning(SlackUser author, String text) {
    return forwarded(author, text, "<@" + SlackTwin.BOT.id() + ">");
  }

  /// Any other content, in the API's own fields.
  public String sendOther(Consumer<ObjectNode> fields) {
    return send(message -> fields.accept(message.extra));
  }

  /// Changes an earlier message.
  public void edit(String ts, String typed) {
    world.alone(() -> {
      var mine = channel.found(ts);
      var before = mine.json();
      words(mine, Mrkdwn.escaped(typed));
      mine.edits++;
      mine.edited = SlackJson.object().put("user", user.id()).put("ts", world.now() + ".000000");
      world.events.changed(mine, before);
    });
  }

  public void delete(String ts) {
    channel.delete(ts);
  }

  /// Writes a command; the first word is its name. There are none in threads.
  ///
  /// @return what happened, for [SlackTwin#awaitAck]
  public String command(String typed) {
    if (!thread.isEmpty()) {
      throw new AssertionError("commands do not work in threads");
    }
    return world.locked(() -> {
      var words = typed.split(" ", 2);
      var payload = SlackJson.object().put("command", words[0]);
      payload.put("text", words.length < 2 ? "" : Mrkdwn.escaped(words[1]).strip());
      boolean direct = channel.kind() == SlackChannel.Kind.DIRECT;
      payload.put("channel_id", channel.id());
      payload.put("channel_name", direct ? "directmessage" : channel.name());
      payload.put("user_id", user.id()).put("user_name", user.handle());
      payload.put("response_url", world.responseUrl(user, channel, null));
      payload.put("trigger_id", world.trigger(user));
      return world.events.command(
          payload, said -> new ChatMethods(world).answerCommand(user, channel, said));
    });
  }

  /// Presses a button that is there now.
  ///
  /// @return what happened, for [SlackTwin#awaitAck]
  public String press(String ts, String label) {
    return world.locked(() -> {
      var message = channel.found(ts);
      return press(message, message.shown().button(label));
    });
  }

  /// Presses a button that stood there once; with any other token, as a forged client could.
  public String pressToken(String ts, String token) {
    return world.locked(() -> {
      var message = channel.found(ts);
      var forged = new ShownButton("forged", token, "", "forged", "forged");
      var stood =
          message.everShown.reversed().stream()
              .filter(button -> button.token().equals(token))
              .findFirst()
              .orElse(forged);
      return press(message, stood);
    });
  }

  /// Presses a button under what only this person sees; the newest with this label.
  public String pressWhisper(String label) {
    return world.locked(() -> {
      var whisper =
          channel.whispered().reversed().stream()
              .filter(each -> each.onlyFor.equals(user.id()))
              .filter(each -> each.shown().labels().contains(label))
              .findFirst()
              .orElseThrow(() -> new AssertionError("nobody whispered a button " + label));
      return press(whisper, whisper.shown().button(label));
    });
  }

  private String press(SlackMessage message, ShownButton button) {
    boolean whispered = !message.onlyFor.isEmpty();
    var payload = pressed(button);
    var container = payload.putObject("container").put("type", "message");
    container.put("message_ts", message.ts).put("channel_id", channel.id());
    container.put("is_ephemeral", whispered);
    if (!message.thread.isEmpty()) {
      container.put("thread_ts", message.thread);
    }
    boolean direct = channel.kind() == SlackChannel.Kind.DIRECT;
    var place = payload.putObject("channel").put("id", channel.id());
    place.put("name", direct ? "directmessage" : channel.name());
    if (!whispered) {
      payload.set("message", message.json());
    }
    payload.putObject("state").putObject("values");
    payload.put("response_url", world.responseUrl(user, channel, message));
    return world.events.interaction(payload, _ -> {});
  }

  /// Presses a button in App Home.
  public String pressHome(String label) {
    return world.locked(() -> {
      var home = world.views.home(user);
      if (home == null) {
        throw new AssertionError("the bot has published no home");
      }
      var button = ShownMessage.button(ShownView.of(world, home).buttons(), label);
      var payload = pressed(button);
      payload.putObject("container").put("type", "view").put("view_id", home.path("id").asText());
      payload.set("view", home.deepCopy());
      return world.events.interaction(payload, _ -> {});
    });
  }

  private ObjectNode pressed(ShownButton button) {
    var payload = SlackJson.object().put("type", "block_actions");
    payload.set("user", user.actor());
    payload.put("trigger_id", world.trigger(user));
    var action = payload.putArray("actions").addObject().put("type", "button");
    action.put("action_id", button.actionId()).put("block_id", button.blockId());
    action.put("value", button.token()).put("action_ts", channel.stamp());
    if (!button.style().isEmpty()) {
      action.put("style", button.style());
    }
    var text = action.putObject("text").put("type", "plain_text");
    text.put("text", button.label()).put("emoji", true);
    return payload;
  }

  /// Opens the tab `home` or `messages` of the app.
  public String openHome(String tab) {
    return world.locked(() -> {
      var event = SlackJson.object().put("type", "app_home_opened").put("user", user.id());
      event.put("channel", world.direct(user).id()).put("tab", tab);
      var home = world.views.home(user);
      if (home != null && tab.equals("home")) {
        event.set("view", home.deepCopy());
      }
      return world.events.event(event);
    });
  }

  /// The modal that stands open before this person.
  public Optional<ShownView> modal() {
    return world.locked(this::topModal);
  }

  private Optional<ShownView> topModal() {
    return Optional.ofNullable(world.views.top(user)).map(view -> ShownView.of(world, view));
  }

  public ShownView awaitModal(String what, Predicate<ShownView> wanted) {
    return world.await(what, () -> topModal().filter(wanted));
  }

  /// Waits until no modal stands open.
  public void awaitNoModal() {
    world.await("the modal to close", () -> Optional.of(topModal()).filter(Optional::isEmpty));
  }

  public Optional<ShownView> home() {
    return world.locked(
        () -> Optional.ofNullable(world.views.home(user)).map(view -> ShownView.of(world, view)));
  }

  public ShownView awaitHome(String what, Predicate<ShownView> wanted) {
    return world.await(
        what,
        () ->
            Optional.ofNullable(world.views.home(user))
                .map(view -> ShownView.of(world, view))
                .filter(wanted));
  }

  /// Writes this into the first field of the open modal and sends it.
  public String submit(String text) {
    return world.locked(() -> new SlackForm(world, user).submit(text, Map.of()));
  }

  /// Fills the fields of these block ids and sends the modal.
  public String submit(Map<String, String> byBlock) {
    return world.locked(() -> new SlackForm(world, user).submit("", byBlock));
  }

  /// Closes the modal without sending it.
  public void dismiss() {
    world.alone(() -> new SlackForm(world, user).dismiss());
  }

  private String send(Consumer<SlackMessage> content) {
    return world.locked(() -> {
      var message = channel.add(user, thread);
      content.accept(message);
      message.ring();
      world.events.said(message);
      return message.ts;
    });
  }

  private void words(SlackMessage message, String text) {
    message.content(text, text.isEmpty() ? SlackJson.array() : typed(text), world);
  }

  /// The block a client makes of what people type.
  private static ArrayNode typed(String text) {
    var blocks = SlackJson.array();
    var block = blocks.addObject().put("type", "rich_text");
    var spans =
        block
            .putArray("elements")
            .addObject()
            .put("type", "rich_text_section")
            .putArray("elements");
    var mention = MENTION.matcher(text);
    int from = 0;
    while (mention.find()) {
      plain(spans, text.substring(from, mention.start()));
      spans.addObject().put("type", "user").put("user_id", mention.group(1));
      from = mention.end();
    }
    plain(spans, text.substring(from));
    return blocks;
  }

  private static void plain(ArrayNode spans, String text) {
    if (!text.isEmpty()) {
      spans.addObject().put("type", "text").put("text", Mrkdwn.unescaped(text));
    }
  }
}
