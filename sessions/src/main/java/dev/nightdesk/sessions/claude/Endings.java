package dev.nightdesk.sessions.claude;

import dev.nightdesk.sessions.AgentEvent.Death;
import dev.nightdesk.sessions.AgentEvent.Exited;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the end of the process means: its exit code, and the one plain sentence it leaves on
/// standard error when it never came up.
final class Endings {
  static final int LONGEST_LAST_WORDS = 500;

  /// 128 + SIGTERM: how it leaves when told to; the turn is kept for a resume.
  private static final int TERMINATED = 143;

  private static final List<String> HELD =
      List.of(
          "is already in use",
          "is running in the background",
          "already open in another running Claude session");

  private Endings() {}

  static Exited of(@Nullable Integer code, boolean hadResult, String standardError) {
    return new Exited(code, death(code, hadResult, standardError), lastWords(standardError));
  }

  private static Death death(@Nullable Integer code, boolean hadResult, String words) {
    if (code == null) {
      return Death.CRASHED;
    }
    if (code == 0 || code == TERMINATED) {
      return Death.CLEAN;
    }
    if (words.contains("No conversation found with session ID")) {
      return Death.NO_CONVERSATION;
    }
    if (!hadResult && HELD.stream().anyMatch(words::contains)) {
      return Death.IN_USE;
    }
    if (code > 128 || words.contains("Error parsing streaming input line")) {
      return Death.CRASHED;
    }
    // After a result, 1 says no more than that the last turn was an error.
    return hadResult ? (code == 1 ? Death.CLEAN : Death.CRASHED) : Death.FAILED_START;
  }

  private static String lastWords(String standardError) {
    String text = standardError.strip();
    String line = text.substring(text.lastIndexOf('\n') + 1).strip();
    return Tools.cut(line, LONGEST_LAST_WORDS);
  }
}
