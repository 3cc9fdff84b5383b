package dev.nightdesk.adapters.text;

/// How wide characters are where every cell of a grid has the same width: East Asian ideographs and
/// pictures take two columns, accents and joiners none (Unicode TR11 and TR51, as far as terminals
/// and Telegram's monospace agree).
final class Columns {
  private static final int VARIATION_PICTURE = 0xFE0F;

  /// First and last of each range that takes two columns, in order.
  private static final int[] WIDE = {
    0x1100, 0x115F, 0x2E80, 0x303E, 0x3041, 0x33FF, 0x3400, 0x4DBF, 0x4E00, 0x9FFF, 0xA000, 0xA4CF,
    0xA960, 0xA97F, 0xAC00, 0xD7A3, 0xF900, 0xFAFF, 0xFE30, 0xFE4F, 0xFF00, 0xFF60, 0xFFE0, 0xFFE6,
    0x1F300, 0x1F64F, 0x1F680, 0x1F6FF, 0x1F900, 0x1F9FF, 0x20000, 0x3FFFD
  };

  private Columns() {}

  static int of(CharSequence text) {
    var columns = 0;
    for (var index = 0; index < text.length(); ) {
      var codePoint = Character.codePointAt(text, index);
      columns += of(codePoint);
      index += Character.charCount(codePoint);
      if (index < text.length()
          && text.charAt(index) == VARIATION_PICTURE
          && of(codePoint) == 1
          && Character.isEmoji(codePoint)) {
        columns++;
      }
    }
    return columns;
  }

  static int of(int codePoint) {
    if (codePoint < 0x300) {
      return 1;
    }
    return switch (Character.getType(codePoint)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
      default -> isWide(codePoint) || Character.isEmojiPresentation(codePoint) ? 2 : 1;
    };
  }

  private static boolean isWide(int codePoint) {
    for (var range = 0; range < WIDE.length && codePoint >= WIDE[range]; range += 2) {
      if (codePoint <= WIDE[range + 1]) {
        return true;
      }
    }
    return false;
  }

  /// The index after the last whole character that still fits in `columns`, beginning at `from`; at
  /// least one character further.
  static int fitting(CharSequence text, int from, int columns) {
    var used = 0;
    var index = from;
    while (index < text.length()) {
      var codePoint = Character.codePointAt(text, index);
      used += of(codePoint);
      if (used > columns && index > from) {
        return index;
      }
      index += Character.charCount(codePoint);
    }
    return index;
  }
}
