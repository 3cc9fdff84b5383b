package dev.nightdesk.sessions.worktree;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// A file of a session's folder, handed to a person.
///
/// An agent works in that folder and may not be trusted to lay no traps in it: nothing outside is
/// read or looked for, no link is followed, no opening waits, whatever takes the place of what
/// while the way is walked, and nothing of git's own is handed out.
public sealed interface Handout {
  /// It was copied.
  ///
  /// @param name its own name, as the folder has it: untrusted
  record Copied(String name, long bytes) implements Handout {}

  /// It was not.
  ///
  /// @param why a sentence for people, with what to do instead
  record Refused(String why) implements Handout {}

  /// Deeper than any folder somebody names from a phone.
  int MAX_DEPTH = 64;

  /// Words of an answer that are looked at for names of files.
  int MAX_WORDS_LOOKED_AT = 200;

  /// Kinds of files that are made to be looked at by people, rather than by compilers.
  Pattern FOR_PEOPLE =
      Pattern.compile(
          "[\\p{L}\\p{N}_][\\p{L}\\p{N}._/-]{0,250}\\.(?:png|jpe?g|gif|webp|svg|pdf|csv|tsv|xlsx?|docx?"
              + "|pptx?|zip|tar|gz|tgz|patch|diff|html?|log|mp3|mp4|webm|wav)");

  /// Copies a file out of the folder. Never waits for the agent.
  ///
  /// @param directory absolute
  /// @param path as a person wrote it: relative to the folder, or absolute within it
  /// @param into replaced; readable by our user only
  /// @param atMost bytes
  static Handout take(Path directory, String path, Path into, long atMost) {
    return new GuardedFolder(directory).take(path, into, atMost);
  }

  /// Files that an answer names, that are there, and that a person may want to have.
  ///
  /// @return relative to the folder, in the order of the answer
  static List<String> named(Path directory, String answer, int atMost) {
    var folder = new GuardedFolder(directory);
    return FOR_PEOPLE
        .matcher(answer)
        .results()
        .map(MatchResult::group)
        .distinct()
        .limit(MAX_WORDS_LOOKED_AT)
        .filter(folder::holds)
        .limit(atMost)
        .toList();
  }
}
