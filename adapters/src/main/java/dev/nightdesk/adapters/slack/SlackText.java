package dev.nightdesk.adapters.slack;

/// Small matters of Slack's text. Pure.
final class SlackText {
  private SlackText() {}

  /// Literal text where Slack reads markup: the three characters that begin anything
  /// (docs.slack.dev/messaging/formatting-message-text#escaping).
  static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
