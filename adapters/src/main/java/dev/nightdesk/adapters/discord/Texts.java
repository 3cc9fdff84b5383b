package dev.nightdesk.adapters.discord;

/// Texts within bounds. Pure.
final class Texts {
  private Texts() {}

  /// Shortened to `max` UTF-16 units, never through the middle of a character.
  static String cut(String text, int max) {
    if (text.length() <= max) {
      return text;
    }
    int end = max - 1;
    if (end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end) + "…";
  }
}
