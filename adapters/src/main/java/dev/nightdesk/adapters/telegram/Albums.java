package dev.nightdesk.adapters.telegram;

import dev.nightdesk.adapters.MessageRef;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Which message began an album. Telegram brings an album as several messages with one
/// `media_group_id` (core.telegram.org/bots/api#message), and as a rule only the first has words:
/// what follows belongs to it. For one thread.
final class Albums {
  /// Albums on their way at once; of one that was forgotten each further part stands alone.
  static final int FORGET_BEYOND = 64;

  private final Map<String, MessageRef> firsts = new LinkedHashMap<>();

  /// The message that a further part belongs to; empty for an album's first part.
  Optional<MessageRef> firstOf(String album, MessageRef part) {
    // The same part may come again, after a door that did not take it.
    var first = firsts.putIfAbsent(part.place().wholeChat() + " " + album, part);
    if (firsts.size() > FORGET_BEYOND) {
      firsts.remove(firsts.keySet().iterator().next());
    }
    return Optional.ofNullable(first).filter(known -> !known.equals(part));
  }
}
