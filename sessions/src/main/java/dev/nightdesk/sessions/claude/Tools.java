package dev.nightdesk.sessions.claude;

import com.fasterxml.jackson.databind.JsonNode;

/// Tool calls in words: one line a person understands.
final class Tools {
  /// Characters of a summary; a longer one ends in `…`.
  static final int LONGEST_SUMMARY = 200;

  private Tools() {}

  static String summary(String tool, JsonNode input) {
    String words =
        switch (tool) {
          case "Bash", "PowerShell" -> Json.text(input, "command");
          case "Read", "Edit", "MultiEdit", "Write", "NotebookEdit" ->
              Json.firstText(input, "file_path", "notebook_path");
          case "Glob", "Grep" -> search(input);
          case "WebFetch" -> Json.text(input, "url");
          case "WebSearch", "ToolSearch" -> Json.text(input, "query");
          case "Task", "Agent", "Monitor" -> Json.text(input, "description");
          case "Skill" -> Json.firstText(input, "skill", "command");
          case "AskUserQuestion" -> Json.text(input.path("questions").path(0), "question");
          case "ExitPlanMode" -> "shows its plan";
          default -> "";
        };
    return oneLine(words.isBlank() ? input.toString() : words);
  }

  private static String search(JsonNode input) {
    String where = Json.text(input, "path");
    return Json.text(input, "pattern") + (where.isEmpty() ? "" : " in " + where);
  }

  /// A text on one line, cut where it gets too long for a row.
  static String oneLine(String text) {
    String line = text.strip().replaceAll("\\s+", " ");
    return line.length() <= LONGEST_SUMMARY ? line : cut(line, LONGEST_SUMMARY - 1) + "…";
  }

  /// The first `length` characters, or one less where a pair would be torn.
  static String cut(String text, int length) {
    if (text.length() <= length) {
      return text;
    }
    boolean torn = Character.isHighSurrogate(text.charAt(length - 1));
    return text.substring(0, torn ? length - 1 : length);
  }
}
