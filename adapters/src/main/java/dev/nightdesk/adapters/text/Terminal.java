package dev.nightdesk.adapters.text;

import dev.nightdesk.adapters.Block;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Writes cards for a terminal or a pipe.
///
/// Pure and safe for any thread.
public final class Terminal {
  /// Narrower than this nothing can be laid out.
  public static final int MIN_COLUMNS = 20;

  private static final String RESET = "\u001B[0m";

  private Terminal() {}

  /// Writes the blocks below one another, as lines of at most `columns` columns without a line end
  /// after the last. Whatever the blocks hold, the only control characters are line ends and, with
  /// `colour`, our own colours (ECMA-48 SGR).
  ///
  /// @param columns at least [#MIN_COLUMNS]
  /// @param colour false for pipes and for people who do not want any
  public static String render(List<Block> blocks, int columns, boolean colour) {
    if (columns < MIN_COLUMNS) {
      throw new IllegalArgumentException("a terminal has at least " + MIN_COLUMNS + " columns");
    }
    var flows = Cards.flowsOf(blocks).stream().flatMap(List::stream).toList();
    return TerminalLayout.of(flows, columns).stream()
        .map(line -> colour ? coloured(line) : line.text())
        .map(String::stripTrailing)
        .collect(Collectors.joining("\n"));
  }

  /// Marks end with the line, so nothing shines into the next one.
  private static String coloured(Styled line) {
    var text = line.text();
    var out = new StringBuilder(text.length() + 16);
    var open = new ArrayDeque<Mark>();
    var written = 0;
    for (var mark : line.marks()) {
      written = closeUpTo(mark.from(), open, out, text, written);
      out.append(text, written, mark.from()).append(code(mark.style()));
      written = mark.from();
      open.push(mark);
    }
    written = closeUpTo(text.length(), open, out, text, written);
    return out.append(text, written, text.length()).toString();
  }

  /// There is no way to end one of several colours: all end, and the outer ones begin again.
  private static int closeUpTo(
      int place, ArrayDeque<Mark> open, StringBuilder out, String text, int from) {
    var written = from;
    while (!open.isEmpty() && open.getFirst().to() <= place) {
      var ended = open.pop();
      out.append(text, written, ended.to()).append(RESET);
      written = ended.to();
      for (var outer : new ArrayList<>(open).reversed()) {
        out.append(code(outer.style()));
      }
    }
    return written;
  }

  private static String code(Style style) {
    return switch (style) {
      case Style.Bold _ -> "\u001B[1m";
      case Style.Faint _ -> "\u001B[2m";
      case Style.Italic _ -> "\u001B[3m";
      case Style.Link _ -> "\u001B[4m";
      case Style.Struck _ -> "\u001B[9m";
      case Style.Verbatim _, Style.Pre _ -> "\u001B[36m";
      case Style.Quoted _ -> "";
    };
  }
}
