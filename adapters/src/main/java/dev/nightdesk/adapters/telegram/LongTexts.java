package dev.nightdesk.adapters.telegram;

import dev.nightdesk.adapters.MessageRef;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Which message began a text that was too long for one. What a person pastes is cut into messages
/// of at most 4096 characters by their client, at a blank or a line's end near that, and nothing in
/// the later ones says that they belong to the first. For one thread.
final class LongTexts {
  /// UTF-16 units of a message behind which more of the same text may come.
  static final int NEARLY_FULL = 3_500;

  /// Between two pieces; nobody writes the next thought so fast. The platform tells whole seconds.
  static final Duration SOON = Duration.ofSeconds(2);

  /// Texts on their way at once; of one that was forgotten each further piece stands alone.
  static final int FORGET_BEYOND = 64;

  private record Begun(MessageRef first, long last, Instant at) {}

  private final Map<String, Begun> begun = new LinkedHashMap<>();

  /// The message whose text this one goes on with; empty for a text's first piece. The same piece
  /// may come again, after a door that did not take it.
  Optional<MessageRef> firstOf(String user, MessageRef piece, int length, Instant at) {
    String key = piece.place() + " " + user;
    long number = Long.parseLong(piece.message());
    var known =
        Optional.ofNullable(begun.get(key))
            .filter(it -> number > Long.parseLong(it.first().message()))
            .filter(it -> number <= it.last() || !at.isAfter(it.at().plus(SOON)));
    var first = known.map(Begun::first);
    if (length >= NEARLY_FULL) {
      begun.put(key, new Begun(first.orElse(piece), number, at));
      if (begun.size() > FORGET_BEYOND) {
        begun.remove(begun.keySet().iterator().next());
      }
    }
    return first;
  }
}
