package dev.nightdesk.adapters.text;

/// Shows part of a text and says how much is left out.
///
/// Pure and safe for any thread. Lengths are UTF-16 units; the counts in the words people read are
/// characters (code points).
public final class Excerpt {
  private static final String MORE = "…";

  private Excerpt() {}

  /// The text itself when it fits, else its beginning and its end with a line between them that
  /// says how many characters are missing. Cut at line ends where there are some. For approvals
  /// (PERM-13): what is hidden is counted, and the end is never hidden.
  ///
  /// @param maxUnits the most the result may have, at least 1
  public static String headAndTail(String text, int maxUnits) {
    requirePositive(maxUnits);
    if (text.length() <= maxUnits) {
      return text;
    }
    var room = maxUnits - leftOut(text.length()).length();
    if (room < 2) {
      return cut(text, maxUnits);
    }
    var headEnd = Cut.atLine(text, room - room * 2 / 5);
    var tailStart = tailStart(text, text.length() - (room - headEnd));
    var head = headEnd > 0 && text.charAt(headEnd - 1) == '\n' ? headEnd - 1 : headEnd;
    return text.substring(0, head)
        + leftOut(text.codePointCount(head, tailStart))
        + text.substring(tailStart);
  }

  /// One line: every run of white space becomes one space, and what is too long ends in `…`.
  ///
  /// @param maxUnits the most the result may have, at least 1
  public static String line(String text, int maxUnits) {
    requirePositive(maxUnits);
    var line = new StringBuilder();
    for (var index = 0; index < text.length() && line.length() <= maxUnits; ) {
      var codePoint = text.codePointAt(index);
      index += Character.charCount(codePoint);
      if (!isBlank(codePoint)) {
        line.appendCodePoint(codePoint);
      } else if (!line.isEmpty() && line.charAt(line.length() - 1) != ' ') {
        line.append(' ');
      }
    }
    return cut(line.toString().stripTrailing(), maxUnits);
  }

  private static boolean isBlank(int codePoint) {
    return Character.isWhitespace(codePoint)
        || Character.isSpaceChar(codePoint)
        || Character.isISOControl(codePoint);
  }

  private static String cut(String text, int maxUnits) {
    return text.length() <= maxUnits
        ? text
        : text.substring(0, Cut.at(text, maxUnits - MORE.length())).stripTrailing() + MORE;
  }

  private static String leftOut(int characters) {
    return "\n… " + characters + " characters left out …\n";
  }

  /// After the first line end in the first half of what would be shown, else at a whole character.
  private static int tailStart(String text, int earliest) {
    var half = earliest + (text.length() - earliest) / 2;
    var lineEnd = text.indexOf('\n', earliest - 1);
    if (lineEnd >= 0 && lineEnd < half) {
      return lineEnd + 1;
    }
    var start = Cut.at(text, earliest);
    return start == earliest ? earliest : firstWholeCharacter(text, earliest);
  }

  private static int firstWholeCharacter(String text, int earliest) {
    var start = earliest;
    while (start < text.length() && Cut.at(text, start) != start) {
      start++;
    }
    return start;
  }

  private static void requirePositive(int maxUnits) {
    if (maxUnits < 1) {
      throw new IllegalArgumentException("room for at least 1 character is needed: " + maxUnits);
    }
  }
}
