package dev.nightdesk.adapters.slack;

import java.util.regex.Pattern;

/// A message's words as a person reads them, without our own name. Slack escapes `&`, `<` and `>`
/// and puts what is more than text into brackets
/// (docs.slack.dev/messaging/formatting-message-text#escaping).
///
/// @param text without our own mention, trimmed
/// @param named whether it mentions us
record Wording(String text, boolean named) {
  private static final Pattern BRACKETS = Pattern.compile("<([^<>\\n]*)>");
  private static final Pattern SCHEME = Pattern.compile("^(?:https?://|mailto:|tel:)");

  /// @param raw as it came
  /// @param user our own user id
  static Wording of(String raw, String user) {
    var text = new StringBuilder();
    var found = BRACKETS.matcher(raw);
    boolean named = false;
    boolean gap = false;
    int from = 0;
    while (found.find()) {
      append(text, plain(raw.substring(from, found.start())), gap);
      from = found.end();
      var inside = found.group(1);
      gap = names(inside, user);
      named |= gap;
      if (!gap) {
        text.append(words(inside));
      }
    }
    append(text, plain(raw.substring(from)), gap);
    return new Wording(text.toString().strip(), named);
  }

  private static boolean names(String inside, String user) {
    return inside.equals("@" + user) || inside.startsWith("@" + user + "|");
  }

  /// After "@bot, do it" and "please @bot do it": neither the comma nor the second blank stays.
  private static void append(StringBuilder text, String more, boolean gap) {
    if (!gap || more.isEmpty()) {
      text.append(more);
    } else if (text.toString().isBlank()) {
      text.append(more.stripLeading().replaceFirst("^[,:]+", ""));
    } else {
      boolean two = more.startsWith(" ") && text.charAt(text.length() - 1) == ' ';
      text.append(two ? more.substring(1) : more);
    }
  }

  private static String words(String inside) {
    int bar = inside.indexOf('|');
    var target = plain(bar < 0 ? inside : inside.substring(0, bar));
    var label = plain(bar < 0 ? "" : inside.substring(bar + 1));
    if (target.startsWith("@") || target.startsWith("#")) {
      return label.isEmpty() ? target : target.charAt(0) + label.replaceFirst("^[@#]", "");
    }
    if (target.startsWith("!")) {
      // `!here`, `!subteam^S1|@team`, `!date^…|in words`.
      return label.isEmpty() ? "@" + target.substring(1) : label;
    }
    var bare = SCHEME.matcher(target).replaceFirst("");
    boolean says = label.equals(target) || label.equals(bare) || (label + "/").equals(bare);
    return label.isEmpty() ? target : says ? label : label + " (" + target + ")";
  }

  /// Takes back the three escapes.
  static String plain(String text) {
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
  }
}
