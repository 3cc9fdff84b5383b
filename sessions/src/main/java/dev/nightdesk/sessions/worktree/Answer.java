package dev.nightdesk.sessions.worktree;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.List;

/// What git said.
///
/// @param code its exit code, when it exited
/// @param words what it printed for people, in English
@SuppressWarnings("ArrayRecordComponent")
record Answer(End end, int code, byte[] out, String words) {
  /// What people are shown of it.
  static final int MAX_WHY = 200;

  enum End {
    EXITED,
    TOO_SLOW,
    TOO_LONG,
    NOT_RUN
  }

  static Answer notRun(String why) {
    return new Answer(End.NOT_RUN, -1, new byte[0], why);
  }

  Answer with(byte[] output) {
    return new Answer(end, code, output, words);
  }

  boolean ok() {
    return end == End.EXITED && code == 0;
  }

  /// What it printed, without the line end.
  String text() {
    var text = new String(out, UTF_8);
    return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
  }

  /// What it printed, cut at every NUL.
  List<String> fields() {
    return fields(UTF_8);
  }

  /// As [#fields()], but one character a byte: names go back to git as they came, whatever they are
  /// encoded in.
  List<String> rawFields() {
    return fields(ISO_8859_1);
  }

  private List<String> fields(Charset charset) {
    var text = new String(out, charset);
    return text.isEmpty() ? List.of() : Arrays.asList(text.split("\0"));
  }

  /// Why it is not [#ok()], for people: git's own last words, short, without passwords.
  String why() {
    return switch (end) {
      case EXITED -> lastWords();
      case TOO_SLOW -> "git took too long and was ended";
      case TOO_LONG -> "git printed more than expected and was ended";
      case NOT_RUN -> lastWords();
    };
  }

  private String lastWords() {
    var line =
        words
            .lines()
            .filter(it -> it.startsWith("fatal: ") || it.startsWith("error: "))
            .findFirst()
            .orElseGet(() -> words.lines().findFirst().orElse("git ended with code " + code));
    var plain =
        line.replaceFirst("^(fatal|error): ", "")
            .replaceAll("//[^/@\\s]+@", "//")
            .replaceAll("\\p{Cntrl}", " ");
    return plain.length() <= MAX_WHY ? plain : plain.substring(0, MAX_WHY) + "…";
  }
}
