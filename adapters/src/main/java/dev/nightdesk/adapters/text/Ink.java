package dev.nightdesk.adapters.text;

/// Tells whether there is anything to see: chats refuse a message in which there is not.
final class Ink {
  /// What is said instead.
  static final String NONE = "(nothing to show)";

  private Ink() {}

  static boolean isIn(String text) {
    return text.codePoints().anyMatch(Ink::isInk);
  }

  private static boolean isInk(int codePoint) {
    return !Character.isWhitespace(codePoint)
        && !Character.isSpaceChar(codePoint)
        && Character.getType(codePoint) != Character.FORMAT
        && Character.getType(codePoint) != Character.NON_SPACING_MARK;
  }
}
