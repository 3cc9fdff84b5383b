package dev.nightdesk.tests.slack;

import static dev.nightdesk.tests.slack.SlackJson.word;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Modals and App Homes: what stands open before whom. Guarded by the world's lock.
final class SlackViews {
  private static final int MOST_STACKED = 3;
  private static final int LARGEST = 250_000;

  private final SlackWorld world;

  /// The open modals by user, the one on top last.
  private final Map<String, ArrayDeque<ObjectNode>> modals = new HashMap<>();

  private final Map<String, ObjectNode> homes = new HashMap<>();
  private final Map<String, JsonNode> errors = new HashMap<>();

  SlackViews(SlackWorld world) {
    this.world = world;
  }

  @Nullable ObjectNode top(SlackUser user) {
    var open = modals.get(user.id());
    return open == null ? null : open.peekLast();
  }

  @Nullable ObjectNode home(SlackUser user) {
    return homes.get(user.id());
  }

  ObjectNode open(SlackUser user, JsonNode view) {
    var opened = checked(view, "modal", user);
    var open = new ArrayDeque<ObjectNode>();
    open.add(opened.put("root_view_id", word(opened, "id")));
    modals.put(user.id(), open);
    return opened;
  }

  ObjectNode push(SlackUser user, JsonNode view) {
    var open = modals.computeIfAbsent(user.id(), _ -> new ArrayDeque<>());
    if (open.size() >= MOST_STACKED) {
      throw SlackRefusal.of("push_limit_reached");
    }
    var pushed = checked(view, "modal", user);
    var below = open.peekLast();
    if (below != null) {
      pushed.put("previous_view_id", word(below, "id"));
    }
    open.addLast(pushed.put("root_view_id", word(below == null ? pushed : below, "id")));
    return pushed;
  }

  ObjectNode publish(SlackUser user, JsonNode view, String hash) {
    var before = homes.get(user.id());
    if (!hash.isEmpty() && before != null && !hash.equals(word(before, "hash"))) {
      throw SlackRefusal.of("hash_conflict");
    }
    var home = checked(view, "home", user);
    homes.put(user.id(), home);
    return home;
  }

  /// @param id the view's `id` or its `external_id`
  ObjectNode update(String id, String hash, JsonNode view) {
    for (var open : modals.entrySet()) {
      for (var old : open.getValue()) {
        if (id.equals(word(old, "id")) || id.equals(word(old, "external_id"))) {
          if (!hash.isEmpty() && !hash.equals(word(old, "hash"))) {
            throw SlackRefusal.of("hash_conflict");
          }
          var now = checked(view, "modal", world.user(open.getKey()));
          now.put("id", word(old, "id")).put("root_view_id", word(old, "root_view_id"));
          old.removeAll();
          old.setAll(now);
          return old;
        }
      }
    }
    throw SlackRefusal.of("not_found");
  }

  /// What is wrong with the entries of a view, by block.
  JsonNode errors(String id) {
    return errors.getOrDefault(id, SlackJson.object());
  }

  void errors(String id, JsonNode wrong) {
    errors.put(id, wrong);
  }

  void close(SlackUser user) {
    var open = modals.get(user.id());
    if (open != null) {
      open.pollLast();
    }
  }

  void closeAll(SlackUser user) {
    modals.remove(user.id());
  }

  private ObjectNode checked(JsonNode view, String type, SlackUser user) {
    if (!(view instanceof ObjectNode given) || !word(given, "type").equals(type)) {
      throw SlackRefusal.of("invalid_arguments", List.of("[ERROR] failed to match view"));
    }
    if (given.toString().length() > LARGEST) {
      throw SlackRefusal.of("view_too_large");
    }
    var blocks = BlockRules.view(given.path("blocks"));
    atMost(given, "private_metadata", 3000);
    atMost(given, "callback_id", 255);
    atMost(given, "external_id", 255);
    if (type.equals("modal")) {
      label(given, "title", true);
      boolean asks = blocks.valueStream().anyMatch(it -> word(it, "type").equals("input"));
      label(given, "submit", asks);
      label(given, "close", false);
    }
    BlockNames.giveTo(blocks, world);
    var made = given.deepCopy();
    made.set("blocks", blocks);
    for (var field : Set.of("private_metadata", "callback_id", "external_id")) {
      made.put(field, word(given, field));
    }
    made.put("id", world.freshId("V")).put("hash", world.now() + "." + world.freshId("h"));
    made.put("team_id", SlackTwin.TEAM).put("app_id", SlackTwin.APP);
    made.put("bot_id", SlackTwin.BOT.botId()).put("app_installed_team_id", SlackTwin.TEAM);
    made.putObject("state").putObject("values");
    return type.equals("home") ? made.put("user_id", user.id()) : made;
  }

  private static void label(ObjectNode view, String field, boolean needed) {
    if (!view.has(field)) {
      if (needed) {
        throw SlackRefusal.missing("view/" + field);
      }
      return;
    }
    if (!word(view.path(field), "type").equals("plain_text")
        || word(view.path(field), "text").isEmpty()
        || word(view.path(field), "text").length() > 24) {
      throw tooLong(field, 24);
    }
  }

  private static void atMost(ObjectNode view, String field, int most) {
    if (word(view, field).length() > most) {
      throw tooLong(field, most);
    }
  }

  private static SlackRefusal tooLong(String field, int most) {
    return SlackRefusal.of(
        "invalid_arguments",
        List.of(
            "[ERROR] must be less than %d characters [json-pointer:/view/%s]"
                .formatted(most + 1, field)));
  }
}
