package dev.nightdesk.adapters.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// A message's words without what only says whom they are for. Read from `text` and `entities` by
/// ourselves: the telegrambots model misses commands.
///
/// @param text without our own name, trimmed
/// @param aim whom the words name
record Wording(String text, Aim aim) {
  /// Whom a message names.
  enum Aim {
    US,
    /// It begins with a command that says another bot's name.
    ANOTHER_BOT,
    NOBODY
  }

  /// A stretch of UTF-16 units to leave out.
  private record Cut(int from, int to) {}

  /// @param entities the message's `entities` or `caption_entities`; offsets count UTF-16 units,
  ///   and one that lies outside the text is ignored
  static Wording of(String raw, JsonNode entities, Self self) {
    var cuts = new ArrayList<Cut>();
    var aim = Aim.NOBODY;
    for (var entity : entities) {
      int from = entity.path("offset").asInt(-1);
      int length = entity.path("length").asInt(-1);
      if (from < 0 || length < 1 || from > raw.length() - length) {
        continue;
      }
      var part = raw.substring(from, from + length);
      boolean first = raw.substring(0, from).isBlank();
      var named = named(entity, part, self, first);
      if (named == Aim.US) {
        int name = entity.path("type").asText().equals("bot_command") ? part.indexOf('@') : 0;
        if (name >= 0) {
          cuts.add(new Cut(from + name, from + length));
        }
      }
      aim = named == Aim.NOBODY || aim == Aim.ANOTHER_BOT ? aim : named;
    }
    return new Wording(without(raw, cuts).strip(), aim);
  }

  private static Aim named(JsonNode entity, String part, Self self, boolean first) {
    return switch (entity.path("type").asText()) {
      case "bot_command" -> commanded(part, self, first);
      case "mention" -> part.equalsIgnoreCase("@" + self.username()) ? Aim.US : Aim.NOBODY;
      case "text_mention" ->
          entity.path("user").path("id").asLong() == self.id() ? Aim.US : Aim.NOBODY;
      default -> Aim.NOBODY;
    };
  }

  private static Aim commanded(String part, Self self, boolean first) {
    int at = part.indexOf('@');
    if (at < 0) {
      return first ? Aim.US : Aim.NOBODY;
    }
    if (part.substring(at + 1).equalsIgnoreCase(self.username())) {
      return Aim.US;
    }
    return first ? Aim.ANOTHER_BOT : Aim.NOBODY;
  }

  private static String without(String raw, List<Cut> cuts) {
    var text = new StringBuilder(raw);
    var lastFirst = Comparator.comparingInt(Cut::from).reversed();
    for (var cut : cuts.stream().sorted(lastFirst).toList()) {
      if (cut.to() > text.length()) {
        continue;
      }
      text.delete(cut.from(), cut.to());
      closeGap(text, cut.from());
    }
    return text.toString();
  }

  /// After "@bot, do it" and "please @bot do it": neither the comma nor the second blank stays.
  private static void closeGap(StringBuilder text, int at) {
    if (text.substring(0, at).isBlank()) {
      while (at < text.length() && ",:".indexOf(text.charAt(at)) >= 0) {
        text.deleteCharAt(at);
      }
    } else if (at < text.length() && text.charAt(at) == ' ' && text.charAt(at - 1) == ' ') {
      text.deleteCharAt(at);
    }
  }
}
