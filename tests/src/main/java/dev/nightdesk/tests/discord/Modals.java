package dev.nightdesk.tests.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;

/// Forms as people fill them in: a client lets nobody send what the form does not allow. Under the
/// world's lock.
final class Modals {
  private Modals() {}

  static long submit(World world, Interaction opened, Map<String, String> texts) {
    if (!opened.modal.isObject()) {
      throw new IllegalStateException("no form was opened");
    }
    var used = new HashSet<String>();
    var content = Json.object().put("custom_id", opened.modal.path("custom_id").asText());
    var parts = content.putArray("components");
    for (var part : opened.modal.path("components")) {
      var kept = parts.addObject();
      kept.set("type", part.path("type"));
      kept.set("id", part.path("id"));
      if (part.has("component")) {
        kept.set("component", filled(part, part.path("component"), texts, used));
      } else if (part.has("components")) {
        var input = part.path("components").path(0);
        kept.putArray("components").add(filled(input, input, texts, used));
      }
    }
    if (!used.containsAll(texts.keySet())) {
      throw new NoSuchElementException("the form has only some of " + texts.keySet());
    }
    return Acts.start(
        world, Interaction.MODAL, opened.user, opened.channel, opened.source, content);
  }

  private static ObjectNode filled(
      JsonNode about, JsonNode input, Map<String, String> texts, Set<String> used) {
    var filled = Json.object();
    filled.set("type", input.path("type"));
    filled.set("id", input.path("id"));
    filled.set("custom_id", input.path("custom_id"));
    var text = input.path("value").asText("");
    for (var name : new String[] {about.path("label").asText(), input.path("custom_id").asText()}) {
      var written = texts.get(name);
      if (written != null) {
        text = written;
        used.add(name);
      }
    }
    if (input.path("type").asInt() == 3) {
      var values = filled.putArray("values");
      for (var option : input.path("options")) {
        if (option.path("label").asText().equals(text)) {
          values.add(option.path("value").asText());
        }
      }
      return filled;
    }
    int least = input.path("required").asBoolean(true) ? 1 : 0;
    least = Math.max(least, text.isEmpty() && least == 0 ? 0 : input.path("min_length").asInt(0));
    int most = input.path("max_length").asInt(4000);
    if (text.length() < least || text.length() > most) {
      throw new IllegalArgumentException(
          "%d characters where %d to %d are allowed".formatted(text.length(), least, most));
    }
    return filled.put("value", text);
  }
}
