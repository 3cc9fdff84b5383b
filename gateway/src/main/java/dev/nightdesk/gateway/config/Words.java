package dev.nightdesk.gateway.config;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/// Puts words from the file into sentences.
final class Words {
  /// Longer values are cut when shown.
  static final int MAX_SHOWN = 40;

  private Words() {}

  /// A value as it may stand in a sentence: short, and without characters that move the cursor or
  /// turn the text around.
  static String shown(String text) {
    var visible =
        text.codePoints()
            .limit(MAX_SHOWN + 1L)
            .map(c -> Character.isISOControl(c) || invisible(c) ? '\uFFFD' : c)
            .toArray();
    boolean cut = visible.length > MAX_SHOWN;
    return new String(visible, 0, Math.min(visible.length, MAX_SHOWN)) + (cut ? "…" : "");
  }

  private static boolean invisible(int c) {
    return Character.getType(c) == Character.FORMAT || Character.getType(c) == Character.SURROGATE;
  }

  /// `one, two or three`.
  static String choice(Collection<String> words) {
    var all = List.copyOf(words);
    if (all.size() < 2) {
      return String.join("", all);
    }
    var head = all.subList(0, all.size() - 1);
    return String.join(", ", head) + " or " + all.getLast();
  }

  /// The next step for a word that is none of the known ones.
  static String didYouMean(String word, Collection<String> known) {
    return Nearest.to(word, known)
        .map(near -> "Did you mean " + near + "?")
        .orElseGet(
            () -> "Known here: " + known.stream().sorted().collect(Collectors.joining(", ")) + ".");
  }
}
