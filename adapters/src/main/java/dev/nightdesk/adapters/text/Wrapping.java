package dev.nightdesk.adapters.text;

import java.util.ArrayList;
import java.util.List;

/// Breaks lines that are wider than a terminal.
final class Wrapping {
  private Wrapping() {}

  /// At spaces, which go, and within words that are wider than a line.
  static List<Styled> atWords(Styled words, int columns) {
    var lines = new ArrayList<Styled>();
    for (var line : words.lines()) {
      var text = line.text();
      var from = 0;
      do {
        var to = endOfLine(text, from, columns);
        lines.add(line.slice(from, to));
        from = afterSpaces(text, to);
      } while (from < text.length());
    }
    return lines;
  }

  /// Anywhere, keeping every space: for code.
  static List<String> anywhere(String text, int columns) {
    var lines = new ArrayList<String>();
    for (var line : text.split("\n", -1)) {
      var from = 0;
      do {
        var to = Columns.fitting(line, from, columns);
        lines.add(line.substring(from, to));
        from = to;
      } while (from < line.length());
    }
    return lines;
  }

  private static int endOfLine(String text, int from, int columns) {
    var fitting = Columns.fitting(text, from, columns);
    if (fitting == text.length() || text.charAt(fitting) == ' ') {
      return fitting;
    }
    var space = text.lastIndexOf(' ', fitting - 1);
    return space > from && !text.substring(from, space).isBlank() ? space : fitting;
  }

  private static int afterSpaces(String text, int from) {
    var index = from;
    while (index < text.length() && text.charAt(index) == ' ') {
      index++;
    }
    return index;
  }
}
