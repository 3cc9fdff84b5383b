package dev.nightdesk.sessions.scripted;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The command line, as the CLI takes it. An unknown flag is an error, as there.
///
/// @param values flag to value, without the dashes; a flag without a value has an empty one
record Flags(Map<String, String> values) {
  private static final Set<String> KNOWN =
      Set.of(
          "p",
          "print",
          "verbose",
          "input-format",
          "output-format",
          "permission-prompt-tool",
          "permission-mode",
          "model",
          "max-turns",
          "max-budget-usd",
          "settings",
          "session-id",
          "resume",
          "name",
          "add-dir",
          "version");

  /// @throws IllegalArgumentException with the sentence for standard error
  static Flags parse(List<String> words) {
    var values = new LinkedHashMap<String, String>();
    for (String word : words) {
      int equals = word.indexOf('=');
      String name = equals < 0 ? word : word.substring(0, equals);
      String bare = name.startsWith("--") ? name.substring(2) : name.replaceFirst("^-", "");
      if (!name.startsWith("-") || !KNOWN.contains(bare)) {
        throw new IllegalArgumentException("error: unknown option '" + name + "'");
      }
      values.put(bare, equals < 0 ? "" : word.substring(equals + 1));
    }
    if (values.containsKey("output-format") && !values.containsKey("verbose")) {
      throw new IllegalArgumentException(
          "Error: When using --print, --output-format=stream-json requires --verbose");
    }
    return new Flags(values);
  }

  boolean has(String flag) {
    return values.containsKey(flag);
  }

  String value(String flag, String otherwise) {
    return values.getOrDefault(flag, otherwise);
  }

  int maxTurns() {
    return has("max-turns") ? Integer.parseInt(value("max-turns", "0")) : Integer.MAX_VALUE;
  }
}
