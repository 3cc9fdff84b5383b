package dev.nightdesk.adapters.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.slack.api.methods.Methods;
import dev.nightdesk.adapters.MessageRef;
import dev.nightdesk.adapters.Nonce;
import dev.nightdesk.adapters.Place;
import dev.nightdesk.adapters.http.CallFailed;
import dev.nightdesk.adapters.http.Fields;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Finds a message of ours that may or may not have been written, by the nonce in its metadata
/// (docs.slack.dev/messaging/message-metadata). Safe for any thread.
final class SlackNonces {
  private static final String TYPE = "nightdesk";
  private static final String CALLED = "called";

  /// The newest messages looked at in a channel.
  static final int NEWEST = 100;

  /// Pages looked at in a thread, which is told from its beginning.
  static final int MAX_PAGES = 5;

  /// Messages of such a page.
  static final int PAGE = 200;

  private final SlackWire wire;

  SlackNonces(SlackWire wire) {
    this.wire = wire;
  }

  /// What a message says of itself that nobody sees.
  ///
  /// @param called whom it names
  static ObjectNode metadata(Nonce nonce, Collection<String> called) {
    var metadata = SlackWire.JSON.createObjectNode().put("event_type", TYPE);
    var payload = metadata.putObject("event_payload").put("nonce", nonce.value());
    var list = payload.putArray(CALLED);
    called.stream().sorted().forEach(list::add);
    return metadata;
  }

  /// Whom a message of ours names, as it says of itself.
  static Set<String> called(JsonNode message) {
    var called = message.path("metadata").path("event_payload").path(CALLED);
    return called.valueStream().map(JsonNode::asText).collect(Collectors.toUnmodifiableSet());
  }

  Optional<MessageRef> find(Place place, Nonce nonce) throws CallFailed, InterruptedException {
    var question = Params.of("channel", place.chat()).and("include_all_metadata", true);
    if (!place.isThread()) {
      question.and("limit", NEWEST);
      return in(wire.call(Methods.CONVERSATIONS_HISTORY, question), place, nonce);
    }
    question.and("ts", place.thread()).and("limit", PAGE);
    for (int page = 0; page < MAX_PAGES; page++) {
      var answer = wire.call(Methods.CONVERSATIONS_REPLIES, question);
      var found = in(answer, place, nonce);
      var cursor = answer.path("response_metadata").path("next_cursor").asText("");
      if (found.isPresent() || cursor.isEmpty()) {
        return found;
      }
      question.and("cursor", cursor);
    }
    return Optional.empty();
  }

  private static Optional<MessageRef> in(JsonNode answer, Place place, Nonce nonce) {
    return answer
        .path("messages")
        .valueStream()
        .filter(message -> message.hasNonNull("bot_id"))
        .filter(message -> message.path("metadata").path("event_type").asText("").equals(TYPE))
        .filter(message -> nonceOf(message).equals(nonce.value()))
        .map(message -> new MessageRef(place, Fields.textOrEmpty(message, "ts")))
        .findFirst();
  }

  private static String nonceOf(JsonNode message) {
    return Fields.textOrEmpty(message.path("metadata").path("event_payload"), "nonce");
  }
}
