package dev.nightdesk.gateway;

import java.io.InputStream;
import java.io.PrintStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The terminal the program was started in, for the console channel.
///
/// @param columns its width in characters
/// @param colour whether it shows colours
record Terminal(InputStream in, PrintStream out, int columns, boolean colour) {
  private static final int USUAL_COLUMNS = 80;
  private static final int FEWEST_COLUMNS = 40;
  private static final int MOST_COLUMNS = 120;

  /// The process's own, by what its environment tells.
  @SuppressWarnings("SystemConsoleNull") // NullAway knows it as nullable
  static Terminal standard(Map<String, String> environment) {
    var console = System.console();
    boolean interactive = console != null && console.isTerminal();
    boolean colour =
        interactive
            && !environment.containsKey("NO_COLOR")
            && !environment.getOrDefault("TERM", "dumb").equals("dumb");
    return new Terminal(System.in, System.out, columns(environment.get("COLUMNS")), colour);
  }

  private static int columns(@Nullable String told) {
    try {
      return told == null
          ? USUAL_COLUMNS
          : Math.clamp(Integer.parseInt(told.strip()), FEWEST_COLUMNS, MOST_COLUMNS);
    } catch (NumberFormatException e) {
      return USUAL_COLUMNS;
    }
  }
}
