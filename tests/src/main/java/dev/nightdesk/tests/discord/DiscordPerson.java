package dev.nightdesk.tests.discord;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Consumer;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/// Somebody in one place. Every act returns at once; what it leads to is awaited in
/// [DiscordChannel] or by [DiscordTwin#awaitAnswer]. Safe for any thread.
public final class DiscordPerson {
  private final World world;
  private final DiscordUser user;
  private final DiscordChannel channel;
  private final @Nullable Long webhook;

  DiscordPerson(World world, DiscordUser user, DiscordChannel channel, @Nullable Long webhook) {
    this.world = world;
    this.user = user;
    this.channel = channel;
    this.webhook = webhook;
  }

  public DiscordUser user() {
    return user;
  }

  /// The channel this person talks in here.
  public DiscordChannel channel() {
    return channel;
  }

  /// The same person in another channel or thread; they join its server.
  public DiscordPerson in(DiscordChannel other) {
    return world.locked(() -> {
      var guild = other.guild();
      if (guild != null) {
        guild.members.put(user.id(), user);
      }
      return new DiscordPerson(world, user, other, webhook);
    });
  }

  /// Each of these returns the new message's id.
  public long say(String text) {
    return send(post -> words(post, text));
  }

  /// Says it to the bot by name.
  public long mention(String text) {
    return say("<@" + DiscordTwin.BOT.id() + "> " + text);
  }

  /// Answers a message, which calls its author.
  public long reply(long to, String text) {
    return send(post -> {
      post.replyTo = found(to);
      post.type = 19;
      words(post, text);
    });
  }

  public long sendFile(String name, ByteString bytes, String text) {
    return send(post -> {
      words(post, text);
      long id = world.freshId();
      world.files.put(id, bytes);
      post.files.add(new Post.Kept(id, name, bytes, ""));
    });
  }

  /// Passes on what was said elsewhere; who said it is not told.
  public long forward(String text) {
    return send(post -> {
      var reference = post.extra.putObject("message_reference").put("type", 1);
      reference.put("message_id", Json.id(world.freshId()));
      reference.put("channel_id", Json.id(channel.id()));
      var told = post.extra.putArray("message_snapshots").addObject().putObject("message");
      told.put("type", 0).put("content", text).put("flags", 0);
      told.put("timestamp", Json.time(world.clock.instant())).putNull("edited_timestamp");
      for (var list : List.of("mentions", "mention_roles", "attachments", "embeds", "components")) {
        told.putArray(list);
      }
    });
  }

  /// Any other message, in the API's own fields.
  public long sendOther(Consumer<ObjectNode> fields) {
    return send(post -> fields.accept(post.extra));
  }

  /// Changes an earlier message.
  public void edit(long message, String text) {
    world.alone(() -> {
      var mine = found(message);
      words(mine, text);
      mine.edits++;
      mine.editedAt = world.clock.instant();
      world.gateway.emitPost("MESSAGE_UPDATE", mine);
    });
  }

  public void delete(long message) {
    channel.delete(message);
  }

  /// Presses a button that is there now and can be pressed.
  ///
  /// @return the interaction, for [DiscordTwin#awaitAnswer]
  public long press(long message, String label) {
    return world.locked(() -> {
      var button = visible(message).shown().button(label);
      if (button.disabled() || button.customId().isEmpty()) {
        throw new IllegalStateException("\"" + label + "\" cannot be pressed");
      }
      return Acts.press(world, user, found(message), button.customId());
    });
  }

  /// Presses what need not be there any more: a client shows the old buttons for a moment.
  public long pressId(long message, String customId) {
    return world.locked(() -> Acts.press(world, user, found(message), customId));
  }

  /// Chooses in the first menu of a message.
  ///
  /// @param labels of the options
  public long choose(long message, String... labels) {
    return world.locked(() -> {
      var menu = visible(message).shown().menus().getFirst();
      return Acts.choose(world, user, found(message), menu, List.of(labels));
    });
  }

  /// Fills in the form that the bot opened in answer to an interaction, and sends it.
  ///
  /// @param texts by label or custom id; what is not named stays as it was
  public long submit(long interaction, Map<String, String> texts) {
    return world.locked(() -> {
      var opened = world.interaction(interaction);
      if (!opened.user.equals(user)) {
        throw new IllegalStateException("the form is somebody else's");
      }
      return Modals.submit(world, opened, texts);
    });
  }

  /// Gives a command.
  ///
  /// @param command with its subcommands, `run` or `agent stop`
  /// @param options text, number or truth by name
  public long slash(String command, Map<String, ?> options) {
    return world.locked(() -> Commands.slash(world, user, channel, command, options));
  }

  /// Types into an option of a command and waits for proposals.
  ///
  /// @param focused the option that is being written, which is one of them
  public long autocomplete(String command, String focused, Map<String, ?> options) {
    return world.locked(
        () -> Commands.autocomplete(world, user, channel, command, focused, options));
  }

  private long send(Consumer<Post> content) {
    return world.locked(() -> {
      var post = channel.add(user);
      post.webhook = webhook;
      content.accept(post);
      world.gateway.emitPost("MESSAGE_CREATE", post);
      return post.id;
    });
  }

  private static void words(Post post, String text) {
    post.content = text;
    var answered = post.replyTo == null ? null : post.replyTo.author;
    post.mentions = Mentions.of(text, Json.object().path("none"), answered);
  }

  private Post visible(long message) {
    var post = found(message);
    if (post.onlyFor != null && !post.onlyFor.equals(user)) {
      throw new NoSuchElementException("message " + message + " is for somebody else's eyes");
    }
    return post;
  }

  private Post found(long message) {
    return Optional.ofNullable(channel.find(message))
        .orElseThrow(() ->
            new NoSuchElementException(
                "no message "
                    + message
                    + " in channel "
                    + channel.id()
                    + ", only "
                    + channel.all().stream().map(each -> each.id).toList()));
  }
}
