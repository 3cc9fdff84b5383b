package dev.nightdesk.tests.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Answers to presses, commands and forms
/// (docs.discord.com/developers/interactions/receiving-and-responding). Guarded by the world's
/// lock.
final class InteractionApi {
  private static final int MESSAGE = 4;
  private static final int LATER = 5;
  private static final int NOTHING_YET = 6;
  private static final int CHANGED = 7;
  private static final int CHOICES = 8;
  private static final int MODAL = 9;
  private static final int MOST_CHOICES = 25;
  private static final int ANSWER_FLAGS = 4 | Post.SILENT | Post.EPHEMERAL;

  private final World world;
  private final MessageApi messages;

  InteractionApi(World world, MessageApi messages) {
    this.world = world;
    this.messages = messages;
  }

  @Nullable JsonNode callback(Call call) {
    var interaction = world.interactions.get(call.id("interaction"));
    if (interaction == null || !interaction.token.equals(call.part("token"))) {
      throw Refusal.of(404, 10062, "Unknown interaction");
    }
    if (interaction.answered != 0) {
      throw Refusal.of(400, 40060, "Interaction has already been acknowledged.");
    }
    if (interaction.isLate(world.clock.instant())) {
      throw Refusal.of(404, 10062, "Unknown interaction");
    }
    int type = call.body().path("type").asInt();
    if (!fits(interaction, type)) {
      var problems = new Problems();
      problems.choice("type");
      problems.refuse();
    }
    var inner = data(call);
    switch (type) {
      case MESSAGE -> {
        MessageForm.check(inner);
        interaction.original = post(interaction, inner, 0);
      }
      case LATER -> interaction.original = post(interaction, inner, Post.LOADING);
      case NOTHING_YET -> interaction.original = interaction.source;
      case CHANGED -> {
        var source = Optional.ofNullable(interaction.source).orElseThrow();
        messages.change(source, inner);
        interaction.original = source;
      }
      case CHOICES -> interaction.choices = choices(inner.body());
      default -> {
        ComponentForm.modal(inner.body());
        var modal = (ObjectNode) inner.body().deepCopy();
        modal.set("components", ComponentForm.numbered(modal.path("components")));
        interaction.modal = modal;
      }
    }
    interaction.answered = type;
    var with = call.query().getOrDefault("with_response", "false");
    return with.equals("true") ? answer(interaction, type) : null;
  }

  private static boolean fits(Interaction interaction, int type) {
    return switch (type) {
      case MESSAGE, LATER -> interaction.type != Interaction.AUTOCOMPLETE;
      case NOTHING_YET, CHANGED ->
          interaction.source != null && interaction.type != Interaction.AUTOCOMPLETE;
      case CHOICES -> interaction.type == Interaction.AUTOCOMPLETE;
      case MODAL ->
          interaction.type == Interaction.COMMAND || interaction.type == Interaction.COMPONENT;
      default -> false;
    };
  }

  private static Call data(Call call) {
    return new Call(call.path(), call.query(), call.body().path("data"), call.files());
  }

  private static JsonNode choices(JsonNode form) {
    var problems = new Problems();
    if (problems.list(form, "choices", "data.", 0, MOST_CHOICES)) {
      int i = 0;
      for (var choice : form.path("choices")) {
        var way = "data.choices." + i++ + ".";
        problems.text(choice, "name", way, 1, 100);
        if (choice.path("value").isTextual()) {
          problems.text(choice, "value", way, 0, 100);
        } else if (!choice.path("value").isNumber()) {
          problems.required(way + "value");
        }
      }
    }
    problems.refuse();
    return form.path("choices").deepCopy();
  }

  private Post post(Interaction interaction, Call call, int moreFlags) {
    var draft = new Post(0, interaction.channel, DiscordTwin.BOT, world.clock.instant());
    draft.flags = moreFlags;
    messages.fill(draft, call);
    MessageForm.refuseEmpty(draft);
    var post = interaction.channel.add(DiscordTwin.BOT);
    post.flags = (call.body().path("flags").asInt() & ANSWER_FLAGS) | moreFlags;
    post.webhook = DiscordTwin.BOT.id();
    post.type = interaction.type == Interaction.COMMAND ? 20 : 0;
    if ((post.flags & Post.EPHEMERAL) != 0) {
      post.onlyFor = interaction.user;
    }
    post.take(draft);
    post.extra.put("application_id", Json.id(DiscordTwin.BOT.id()));
    world.gateway.emitPost("MESSAGE_CREATE", post);
    world.wrote(post);
    return post;
  }

  private JsonNode answer(Interaction interaction, int type) {
    var answer = Json.object();
    var about = answer.putObject("interaction").put("id", Json.id(interaction.id));
    about.put("type", interaction.type);
    var original = interaction.original;
    if (original != null) {
      about.put("response_message_id", Json.id(original.id));
      about.put("response_message_loading", (original.flags & Post.LOADING) != 0);
      about.put("response_message_ephemeral", original.onlyFor != null);
    }
    if (original != null && (type == MESSAGE || type == LATER || type == CHANGED)) {
      var resource = answer.putObject("resource").put("type", type);
      resource.set("message", original.json(world.origin));
    }
    return answer;
  }

  /// The interaction of a token, while it may still be used.
  private Interaction known(Call call) {
    var known = world.tokens.get(call.part("token"));
    if (known == null || !call.part("application").equals(Json.id(DiscordTwin.BOT.id()))) {
      throw Refusal.of(404, 10015, "Unknown Webhook");
    }
    if (known.isDead(world.clock.instant())) {
      throw Refusal.of(401, 50027, "Invalid Webhook Token");
    }
    if (known.answered == 0) {
      throw Refusal.of(404, 10015, "Unknown Webhook");
    }
    return known;
  }

  private Post found(Call call) {
    var interaction = known(call);
    var post =
        call.part("message").equals("@original")
            ? interaction.original
            : messages.own(interaction.channel, call.id("message")).orElse(null);
    if (post == null || interaction.channel.find(post.id) == null) {
      throw Refusal.unknownMessage();
    }
    return post;
  }

  JsonNode followUp(Call call) {
    var interaction = known(call);
    MessageForm.check(call);
    var original = interaction.original;
    if (original != null && (original.flags & Post.LOADING) != 0) {
      // The first word after a promise is what was promised.
      return messages.change(original, call);
    }
    return post(interaction, call, 0).json(world.origin);
  }

  JsonNode get(Call call) {
    return found(call).json(world.origin);
  }

  JsonNode edit(Call call) {
    return messages.change(found(call), call);
  }

  @Nullable JsonNode delete(Call call) {
    var post = found(call);
    post.channel.remove(post.id);
    return null;
  }
}
