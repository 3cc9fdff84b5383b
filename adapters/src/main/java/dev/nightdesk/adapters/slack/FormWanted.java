package dev.nightdesk.adapters.slack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightdesk.adapters.ChannelId;
import dev.nightdesk.adapters.MessageRef;
import dev.nightdesk.adapters.Place;
import dev.nightdesk.adapters.http.Fields;
import dev.nightdesk.adapters.http.Fields.Missing;
import dev.nightdesk.adapters.text.Cut;

/// A form that asks for the words behind a button (docs.slack.dev/surfaces/modals). It carries with
/// it where its button stood, so that nothing is to be remembered here.
///
/// @param trigger lets one form be opened, within three seconds
/// @param label what is on the button
record FormWanted(String trigger, MessageRef message, String token, String label) {
  static final String CALLBACK = "nightdesk-words";

  /// Of the title and of each button: docs.slack.dev/reference/views/modal-views.
  static final int MAX_TITLE = 24;

  /// Of a `plain_text_input`: docs.slack.dev/reference/block-kit/block-elements.
  static final int MAX_WORDS = 3000;

  ObjectNode view() {
    var view = SlackWire.JSON.createObjectNode();
    view.put("type", "modal").put("callback_id", CALLBACK);
    view.set("title", plain(Cut.to(label, MAX_TITLE)));
    view.set("submit", plain("Send"));
    view.set("close", plain("Cancel"));
    view.put("private_metadata", origin().toString());
    var block = view.putArray("blocks").addObject().put("type", "input").put("block_id", "words");
    block.set("label", plain(label));
    var input = block.putObject("element").put("type", "plain_text_input");
    input.put("action_id", "words").put("multiline", true).put("max_length", MAX_WORDS);
    input.put("focus_on_load", true);
    return view;
  }

  private ObjectNode origin() {
    var origin = SlackWire.JSON.createObjectNode();
    origin.put("chat", message.place().chat()).put("thread", message.place().thread());
    return origin.put("message", message.message()).put("token", token);
  }

  private static ObjectNode plain(String text) {
    return SlackWire.JSON.createObjectNode().put("type", "plain_text").put("text", text);
  }

  /// What a form says that was sent.
  record Filled(MessageRef message, String token, String words) {}

  /// Reads a form that was sent.
  static Filled filled(ChannelId channel, JsonNode view) throws Missing {
    JsonNode origin;
    try {
      origin = SlackWire.JSON.readTree(Fields.text(view, "private_metadata"));
    } catch (JsonProcessingException e) {
      throw new Missing("private_metadata", "as we wrote it");
    }
    var place = new Place(channel, Fields.text(origin, "chat"), Fields.text(origin, "thread"));
    return new Filled(
        new MessageRef(place, Fields.text(origin, "message")),
        Fields.text(origin, "token"),
        words(view));
  }

  private static String words(JsonNode view) {
    var value = view.path("state").path("values").path("words").path("words").path("value");
    return value.isTextual() ? value.asText().strip() : "";
  }
}
