package dev.nightdesk.sessions.worktree;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/// What a session's worktree is called: a folder's name and, behind `worktree-`, a branch's. Only
/// small letters, digits and single dashes, so that it means itself to git, to a shell and to every
/// file system.
public record WorktreeName(String value) {
  /// Longer ones do not fit a phone's line.
  static final int MAX_LENGTH = 60;

  /// What is left of the words in front of the id.
  static final int MAX_WORDS_LENGTH = 32;

  private static final Pattern FORM = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

  public WorktreeName {
    if (value.length() > MAX_LENGTH || !FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("not a worktree's name");
    }
  }

  /// A readable name that is one session's alone.
  ///
  /// @param words anything, also hostile: what cannot stand in a name is left out
  /// @param id what makes it unique, letters and digits
  public static WorktreeName of(String words, String id) {
    var plain =
        Normalizer.normalize(words, Normalizer.Form.NFKD)
            .toLowerCase(Locale.ROOT)
            .replaceAll("\\p{M}+", "")
            .replaceAll("[^a-z0-9]+", "-");
    var slug = trim(plain.substring(0, Math.min(plain.length(), MAX_WORDS_LENGTH)));
    return new WorktreeName(slug.isEmpty() ? id : slug + "-" + id);
  }

  private static String trim(String slug) {
    return slug.replaceAll("^-|-$", "");
  }

  /// The folder of the `attempt`th try to make it, from 1.
  String folder(int attempt) {
    return attempt == 1 ? value : value + "-" + attempt;
  }

  @Override
  public String toString() {
    return value;
  }
}
