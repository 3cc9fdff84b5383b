package dev.nightdesk.adapters.text;

import java.util.BitSet;

/// Finds characters of one text that pass for ASCII ones (a small part of Unicode TR39): signs like
/// the fraction slash always; Cyrillic, Greek and Armenian letters where they stand in a word with
/// Latin letters, or form a whole word although nothing else in the text is of their script.
final class LookAlikes {
  /// Hyphens, minus, slashes, colons, bars, dots, Greek question mark, letters of phonetics.
  private static final String SIGNS =
      "\u2010\u2011\u2012\u2212\u2044\u2215\u29F8\u29F5\u2216\uFF0F\uFF3C\u2236\uA789\u02D0\u05C3"
          + "\u2223\u01C0\u01C3\u037E\u2024\u0387\u02CB\u1FEF\u0251\u0261\u0269\u212A\u2160\u217C";

  /// What Chinese and Japanese prose writes in full width; nobody takes it for ASCII.
  private static final String FULL_WIDTH_PROSE = "！（），：；？～－．";

  private static final String LETTERS =
      "авеорсухіјѕһԁԛԝѡАВЕКМНОРСТУХІЈЅԌԚԜѴѵ" + "οανρικυϲϳΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹͿ" + "օոսհցզյքԼՕՍ";

  private final BitSet found = new BitSet();
  private boolean hasOwnCyrillic;
  private boolean hasOwnGreek;
  private boolean hasOwnArmenian;

  LookAlikes(String text) {
    if (text.chars().allMatch(unit -> unit < 0x80)) {
      return;
    }
    findScripts(text);
    for (var index = 0; index < text.length(); ) {
      var end = endOfWord(text, index);
      if (end > index) {
        judgeWord(text, index, end);
        index = end;
      } else {
        index += Character.charCount(text.codePointAt(index));
      }
    }
  }

  /// Whether the character at that index, which is `codePoint`, passes for another.
  boolean contains(int index, int codePoint) {
    return codePoint >= 0x80 && (found.get(index) || isSign(codePoint));
  }

  private static boolean isSign(int codePoint) {
    if (codePoint >= 0xFF01 && codePoint <= 0xFF5E) {
      return FULL_WIDTH_PROSE.indexOf(codePoint) < 0;
    }
    return SIGNS.indexOf(codePoint) >= 0 || (codePoint >= 0x1D400 && codePoint <= 0x1D7FF);
  }

  private void findScripts(String text) {
    text.codePoints()
        .filter(codePoint -> codePoint >= 0x80 && LETTERS.indexOf(codePoint) < 0)
        .filter(Character::isLetter)
        .forEach(this::noteOwnLetter);
  }

  private void noteOwnLetter(int codePoint) {
    switch (Character.UnicodeScript.of(codePoint)) {
      case CYRILLIC -> hasOwnCyrillic = true;
      case GREEK -> hasOwnGreek = true;
      case ARMENIAN -> hasOwnArmenian = true;
      default -> {}
    }
  }

  private static int endOfWord(String text, int from) {
    var index = from;
    while (index < text.length()) {
      var codePoint = text.codePointAt(index);
      if (!Character.isLetter(codePoint)) {
        break;
      }
      index += Character.charCount(codePoint);
    }
    return index;
  }

  private void judgeWord(String text, int from, int to) {
    var word = text.substring(from, to);
    var mixed = word.chars().anyMatch(unit -> unit < 0x80);
    var passes = word.codePoints().allMatch(codePoint -> LETTERS.indexOf(codePoint) >= 0);
    if (!mixed && !(passes && isForeign(word))) {
      return;
    }
    for (var index = from; index < to; index++) {
      if (LETTERS.indexOf(text.charAt(index)) >= 0) {
        found.set(index);
      }
    }
  }

  /// Whether no other letter of the text belongs to the word's script alone. A lone Greek letter is
  /// a formula's, not a foreigner.
  private boolean isForeign(String word) {
    return switch (Character.UnicodeScript.of(word.codePointAt(0))) {
      case CYRILLIC -> !hasOwnCyrillic;
      case GREEK -> !hasOwnGreek && word.length() > 1;
      case ARMENIAN -> !hasOwnArmenian;
      default -> false;
    };
  }
}
