package dev.nightdesk.sessions.scripted;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A turn while it is played. Belongs to the playing thread.
final class Turn {
  final List<Message> messages;
  final List<Message> folded = new ArrayList<>();

  /// How many of its steps an earlier process did.
  final int done;

  final boolean resumed;
  private final long began = System.nanoTime();
  String answer;
  String said = "";
  String result = "";
  int rounds;
  boolean inTool;

  Turn(List<Message> messages, int done, String answer, boolean resumed) {
    this.messages = List.copyOf(messages);
    this.done = done;
    this.answer = answer;
    this.resumed = resumed;
  }

  String text() {
    return messages.stream().map(Message::text).collect(Collectors.joining("\n"));
  }

  List<Step> steps() {
    List<Step> script = Script.read(text());
    return script.isEmpty() ? Story.about(text()) : script;
  }

  /// The text with what the last request was answered.
  String filled(String markdown) {
    return markdown.replace("{answer}", answer);
  }

  String answered() {
    return result.isEmpty() ? said : result;
  }

  /// The line that ends it; what is missing is the reason, and the type, which comes last: key
  /// order means nothing.
  Fields result(String subtype, boolean error, double cost) {
    List<String> uuids =
        Stream.concat(messages.stream(), folded.stream())
            .map(Message::uuid)
            .filter(uuid -> !uuid.isEmpty())
            .toList();
    Fields line =
        Fields.of("is_error", error)
            .and("num_turns", rounds + 1)
            .and("duration_ms", (System.nanoTime() - began) / 1_000_000)
            .and("total_cost_usd", cost)
            .and("queued_turn_count", 0)
            .and("subtype", subtype);
    if (!uuids.isEmpty()) {
      line.and("user_message_uuid", uuids.getLast()).and("user_message_uuids", uuids);
    }
    if (messages.getFirst().news()) {
      line.and("origin", Fields.of("kind", "task-notification"));
    }
    return resumed ? line.and("resume_reason", "interrupted_turn") : line;
  }
}
