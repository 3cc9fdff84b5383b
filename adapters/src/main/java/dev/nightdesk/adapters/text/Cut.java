package dev.nightdesk.adapters.text;

/// Where a text may be cut: never inside a character, and where possible where a reader would.
public final class Cut {
  /// How far back one visible character (an emoji family, a letter with its accents) is looked for.
  static final int LONGEST_CHARACTER = 24;

  private static final int ZERO_WIDTH_JOINER = 0x200D;
  private static final String SENTENCE_ENDS = ".!?…;:。！？";

  private Cut() {}

  /// The text, or its beginning with an ellipsis.
  ///
  /// @param max in UTF-16 units, the ellipsis included; at least 1
  public static String to(String text, int max) {
    return text.length() <= max ? text : text.substring(0, at(text, max - 1)) + "…";
  }

  /// The last index up to `limit` that parts no surrogate pair and, as far as [#LONGEST_CHARACTER]
  /// reaches, nothing that is seen as one character. 0 when the first one is longer than `limit`.
  static int at(CharSequence text, int limit) {
    if (limit >= text.length()) {
      return text.length();
    }
    var lowest = Math.max(0, limit - LONGEST_CHARACTER);
    for (var index = limit; index > lowest; index--) {
      if (!partsCharacter(text, index)) {
        return index;
      }
    }
    return limit > 0 && partsPair(text, limit) ? limit - 1 : Math.max(0, limit);
  }

  /// As [#at], and after the last line end, else sentence end, else space in the second half.
  static int nicely(CharSequence text, int limit) {
    if (limit >= text.length()) {
      return text.length();
    }
    var half = limit / 2;
    var space = -1;
    var sentence = -1;
    for (var index = limit; index > half; index--) {
      var before = text.charAt(index - 1);
      if (before == '\n') {
        return index;
      }
      if (Character.isWhitespace(before)) {
        space = Math.max(space, index);
        if (index > 1 && SENTENCE_ENDS.indexOf(text.charAt(index - 2)) >= 0) {
          sentence = Math.max(sentence, index);
        }
      }
    }
    if (sentence > 0) {
      return sentence;
    }
    return space > 0 ? space : at(text, limit);
  }

  /// As [#at], and after the last line end in the second half.
  static int atLine(CharSequence text, int limit) {
    if (limit >= text.length()) {
      return text.length();
    }
    for (var index = limit; index > limit / 2; index--) {
      if (text.charAt(index - 1) == '\n') {
        return index;
      }
    }
    return at(text, limit);
  }

  private static boolean partsPair(CharSequence text, int index) {
    return Character.isLowSurrogate(text.charAt(index))
        && Character.isHighSurrogate(text.charAt(index - 1));
  }

  private static boolean partsCharacter(CharSequence text, int index) {
    if (partsPair(text, index)) {
      return true;
    }
    var before = Character.codePointBefore(text, index);
    var after = Character.codePointAt(text, index);
    return before == ZERO_WIDTH_JOINER || belongsToPrevious(after) || isFlag(before, after);
  }

  private static boolean belongsToPrevious(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.COMBINING_SPACING_MARK ->
          true;
      default -> codePoint == ZERO_WIDTH_JOINER || Character.isEmojiModifier(codePoint);
    };
  }

  /// Two regional indicators are one flag; in a row of flags this may keep two together.
  private static boolean isFlag(int before, int after) {
    return isRegionalIndicator(before) && isRegionalIndicator(after);
  }

  private static boolean isRegionalIndicator(int codePoint) {
    return codePoint >= 0x1F1E6 && codePoint <= 0x1F1FF;
  }
}
