package dev.nightdesk.adapters.text;

/// Makes a text say what it says: hidden characters become visible, secrets become short.
///
/// Pure and safe for any thread; every method may be applied to its own result without harm.
public final class Visible {
  private static final int PICTURE_SELECTOR = 0xFE0F;
  private static final int ZERO_WIDTH_JOINER = 0x200D;

  private Visible() {}

  /// For approvals (PERM-13): what a reader cannot see, or takes for something else, is shown as
  /// `⟨U+202E⟩`. That is control, bidirectional, zero-width and other format characters, odd
  /// spaces, private and unassigned characters, and letters or signs that pass for ASCII ones.
  /// Newline and tab stay, and so do the joiners inside a picture made of several.
  public static String text(String text) {
    var lookAlikes = new LookAlikes(text);
    var out = new StringBuilder(text.length() + 16);
    var previous = -1;
    for (var index = 0; index < text.length(); ) {
      var codePoint = text.codePointAt(index);
      var next = index + Character.charCount(codePoint);
      if (isPartOfPicture(text, previous, codePoint, next)
          || !(isHidden(codePoint) || lookAlikes.contains(index, codePoint))) {
        out.appendCodePoint(codePoint);
      } else {
        appendName(out, codePoint);
      }
      previous = codePoint;
      index = next;
    }
    return out.toString();
  }

  /// For everything else: control characters other than newline and tab, halves of characters, and
  /// the marks that turn the writing direction over are shown as `⟨U+001B⟩`, so that no text can
  /// drive a terminal or reorder a line. Joiners and writing marks of ordinary words stay.
  public static String controls(String text) {
    var first = firstControl(text);
    if (first == text.length()) {
      return text;
    }
    var out = new StringBuilder(text.length() + 16).append(text, 0, first);
    for (var index = first; index < text.length(); ) {
      var codePoint = text.codePointAt(index);
      index += Character.charCount(codePoint);
      if (codePoint == '\r' && index < text.length() && text.charAt(index) == '\n') {
        continue;
      }
      if (isControl(codePoint)) {
        appendName(out, codePoint);
      } else {
        out.appendCodePoint(codePoint);
      }
    }
    return out.toString();
  }

  /// Shortens every part that has the shape of a known secret (API keys and tokens, bot tokens,
  /// signed web tokens, the lines of private keys) to its first four characters and `…`. Commands,
  /// paths and addresses around it, and what only stands where a key would, stay as they are
  /// (PERM-13).
  public static String masked(String text) {
    return Secrets.masked(text);
  }

  private static int firstControl(String text) {
    for (var index = 0; index < text.length(); ) {
      var codePoint = text.codePointAt(index);
      if (isControl(codePoint)) {
        return index;
      }
      index += Character.charCount(codePoint);
    }
    return text.length();
  }

  private static boolean isControl(int codePoint) {
    if (codePoint == '\n' || codePoint == '\t') {
      return false;
    }
    return Character.isISOControl(codePoint)
        || (codePoint >= 0x202A && codePoint <= 0x202E)
        || (codePoint >= 0x2066 && codePoint <= 0x2069)
        || codePoint == 0x2028
        || codePoint == 0x2029
        || (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE);
  }

  private static boolean isHidden(int codePoint) {
    if ((codePoint >= ' ' && codePoint < 0x7F) || codePoint == '\n' || codePoint == '\t') {
      return false;
    }
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SPACE_SEPARATOR,
          Character.PRIVATE_USE,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          true;
      case Character.FORMAT -> !isVisibleSign(codePoint);
      default -> isBlankLetter(codePoint);
    };
  }

  /// Signs of Arabic and Syriac that Unicode calls format characters although they are drawn.
  private static boolean isVisibleSign(int codePoint) {
    return (codePoint >= 0x600 && codePoint <= 0x605)
        || codePoint == 0x6DD
        || codePoint == 0x70F
        || codePoint == 0x890
        || codePoint == 0x891
        || codePoint == 0x8E2;
  }

  /// Letters and marks that draw nothing: fillers, variation selectors, the empty Braille cell.
  private static boolean isBlankLetter(int codePoint) {
    return switch (codePoint) {
      case 0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0 -> true;
      default ->
          (codePoint >= 0x180B && codePoint <= 0x180F)
              || (codePoint >= 0xFE00 && codePoint <= 0xFE0F)
              || (codePoint >= 0xE0000 && codePoint <= 0xE0FFF);
    };
  }

  private static boolean isPartOfPicture(String text, int previous, int codePoint, int next) {
    if (previous < 0x80) {
      return false;
    }
    return switch (codePoint) {
      case PICTURE_SELECTOR -> Character.isEmoji(previous);
      case ZERO_WIDTH_JOINER ->
          (previous == PICTURE_SELECTOR
                  || Character.isEmojiModifier(previous)
                  || Character.isExtendedPictographic(previous))
              && next < text.length()
              && Character.isExtendedPictographic(text.codePointAt(next));
      default -> false;
    };
  }

  private static void appendName(StringBuilder out, int codePoint) {
    out.append("⟨U+").append("%04X".formatted(codePoint)).append('⟩');
  }
}
