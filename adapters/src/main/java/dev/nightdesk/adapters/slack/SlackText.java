package dev.nightdesk.adapters.slack;

/// Small matters of Slack's text. Pure.
final class SlackText {
  private SlackText() {}

  /// Literal text where Slack reads markup: the three characters that begin anything
  /// (docs.slack.dev/messaging/formatting-message-text#escaping).
  static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  /// Shortened to `max` UTF-16 units, never through the middle of a character.
  static String cut(String text, int max) {
    if (text.length() <= max) {
      return text;
    }
    int end = max - 1;
    if (Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end) + "…";
  }
}
