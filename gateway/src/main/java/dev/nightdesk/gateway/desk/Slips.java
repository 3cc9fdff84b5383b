package dev.nightdesk.gateway.desk;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Finds the word that somebody meant whose thumb slipped.
public final class Slips {
  /// A word is near another when at most one letter in so many is wrong.
  private static final int LETTERS_A_SLIP = 4;

  private Slips() {}

  /// The nearest of the known words; nothing when none is near enough to be meant.
  static Optional<String> nearest(String word, List<String> known) {
    String typed = word.toLowerCase(Locale.ROOT);
    Optional<String> best = Optional.empty();
    int bestDistance = word.length() / LETTERS_A_SLIP + 1;
    for (String other : known) {
      int distance = distance(typed, other.toLowerCase(Locale.ROOT));
      if (distance < bestDistance) {
        best = Optional.of(other);
        bestDistance = distance;
      }
    }
    return best;
  }

  /// How many slips lead from one word to another: insertions, deletions, replacements and swaps of
  /// neighbours (optimal string alignment). Takes time by the product of their lengths.
  public static int distance(String a, String b) {
    int[][] table = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        table[i][j] = i == 0 || j == 0 ? i + j : step(table, a, b, i, j);
      }
    }
    return table[a.length()][b.length()];
  }

  private static int step(int[][] table, String a, String b, int i, int j) {
    boolean same = a.charAt(i - 1) == b.charAt(j - 1);
    int best =
        Math.min(
            table[i - 1][j - 1] + (same ? 0 : 1), 1 + Math.min(table[i - 1][j], table[i][j - 1]));
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(best, table[i - 2][j - 2] + 1) : best;
  }
}
