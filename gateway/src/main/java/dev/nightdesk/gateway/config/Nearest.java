package dev.nightdesk.gateway.config;

import dev.nightdesk.gateway.desk.Slips;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/// Finds the word somebody probably meant.
final class Nearest {
  /// More slips than this and it is a guess, not a suggestion.
  static final int MAX_SLIPS = 2;

  /// No word of ours comes near this length.
  private static final int LONGEST_WORD = 64;

  private Nearest() {}

  static Optional<String> to(String word, Collection<String> known) {
    if (word.length() > LONGEST_WORD) {
      return Optional.empty();
    }
    return known.stream()
        .filter(other -> slips(word, other) <= Math.min(MAX_SLIPS, other.length() / 2))
        .min(Comparator.comparingInt((String other) -> slips(word, other)).thenComparing(o -> o));
  }

  /// Case, dashes and underscores do not count.
  private static int slips(String word, String other) {
    return Slips.distance(plain(word), plain(other));
  }

  private static String plain(String word) {
    return word.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
  }
}
