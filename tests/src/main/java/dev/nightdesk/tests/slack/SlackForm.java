package dev.nightdesk.tests.slack;

import static dev.nightdesk.tests.slack.SlackJson.word;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/// The hands of a person on the modal that stands open before them. Used under the world's lock.
final class SlackForm {
  private final SlackWorld world;
  private final SlackUser user;
  private final ObjectNode view;

  SlackForm(SlackWorld world, SlackUser user) {
    this.world = world;
    this.user = user;
    var top = world.views.top(user);
    if (top == null) {
      throw new AssertionError("no modal is open before " + user.name());
    }
    this.view = top;
  }

  /// @param first what goes into the first field that `byBlock` does not name
  String submit(String first, Map<String, String> byBlock) {
    var values = SlackJson.object();
    boolean filled = !byBlock.isEmpty();
    for (var block : view.path("blocks")) {
      if (word(block, "type").equals("input")) {
        var id = word(block, "block_id");
        var entered = byBlock.getOrDefault(id, filled ? "" : first);
        filled = true;
        enter(values, block, entered);
      }
    }
    view.putObject("state").set("values", values);
    var payload = SlackJson.object().put("type", "view_submission");
    payload.set("user", user.actor());
    payload.put("trigger_id", world.trigger(user));
    payload.set("view", view.deepCopy());
    payload.putArray("response_urls");
    return world.events.interaction(payload, this::answered);
  }

  private void enter(ObjectNode values, JsonNode block, String entered) {
    var element = block.path("element");
    // The client itself refuses these and sends nothing.
    if (entered.isEmpty() && !block.path("optional").asBoolean()) {
      throw new AssertionError("the field " + block.path("block_id") + " must be filled in");
    }
    int most = element.path("max_length").asInt(3000);
    if (entered.length() > most || entered.length() < element.path("min_length").asInt()) {
      throw new AssertionError("the client does not take " + entered.length() + " characters");
    }
    var type = word(element, "type");
    var value = values.putObject(word(block, "block_id")).putObject(word(element, "action_id"));
    value.put("type", type);
    if (!type.equals("plain_text_input")) {
      var option =
          element
              .path("options")
              .valueStream()
              .filter(each -> word(each, "value").equals(entered))
              .findFirst();
      value.set("selected_option", option.orElse(null));
    } else if (entered.isEmpty()) {
      value.putNull("value");
    } else {
      value.put("value", entered);
    }
  }

  private void answered(JsonNode said) {
    switch (word(said, "response_action")) {
      case "" -> world.views.close(user);
      case "clear" -> world.views.closeAll(user);
      case "errors" -> world.views.errors(word(view, "id"), said.path("errors"));
      case "update" -> world.views.update(word(view, "id"), "", said.path("view"));
      case "push" -> world.views.push(user, said.path("view"));
      default -> world.oddities.add("unknown response_action: " + said);
    }
  }

  void dismiss() {
    world.views.close(user);
    if (view.path("notify_on_close").asBoolean()) {
      var payload = SlackJson.object().put("type", "view_closed").put("is_cleared", false);
      payload.set("user", user.actor());
      payload.set("view", view.deepCopy());
      world.events.interaction(payload, _ -> {});
    }
  }
}
