package dev.nightdesk.adapters.text;

import dev.nightdesk.adapters.text.Flow.Item;
import dev.nightdesk.adapters.text.Flow.Side;
import dev.nightdesk.adapters.text.Flow.Table;
import dev.nightdesk.adapters.text.Flow.Task;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Draws a table with letters, or takes it apart into a list where it is too wide for that.
final class TextTable {
  /// Columns a table may take to be drawn: about what a phone held sideways shows.
  static final int MAX_WIDTH = 64;

  /// The same where a phone breaks lines of code: wider rows would be in pieces.
  static final int PHONE_WIDTH = 46;

  private static final String BETWEEN = " │ ";

  private TextTable() {}

  /// Whether it can be drawn. A table with links is not: they could not be followed.
  static boolean isNarrow(Table table) {
    return isDrawn(table, MAX_WIDTH);
  }

  /// As [#isNarrow], where lines of code break after so many columns.
  static boolean isDrawn(Table table, int columns) {
    return isNarrow(table, columns) && !hasLinks(table);
  }

  static boolean isNarrow(Table table, int columns) {
    return Arrays.stream(widthsOf(table)).sum() + BETWEEN.length() * (table.sides().size() - 1)
        <= columns;
  }

  /// Lines of equal columns: the head, a rule, the rows.
  static String aligned(Table table) {
    var widths = widthsOf(table);
    var lines = new ArrayList<String>();
    lines.add(row(table.head(), table.sides(), widths));
    lines.add(rule(widths));
    for (var row : table.rows()) {
      lines.add(row(row, table.sides(), widths));
    }
    return String.join("\n", lines);
  }

  /// One item a row: the first cell in bold, the others below it after their heads.
  static Flow.Listing asListing(Table table) {
    var items = new ArrayList<Item>();
    for (var row : table.rows()) {
      items.add(new Item(Task.NONE, List.of(new Flow.Paragraph(record(table.head(), row)))));
    }
    if (items.isEmpty()) {
      items.add(new Item(Task.NONE, List.of(new Flow.Paragraph(headLine(table.head())))));
    }
    return new Flow.Listing(-1, List.copyOf(items));
  }

  private static Styled record(List<Styled> head, List<Styled> row) {
    var out = new Styled.Builder();
    for (var column = 0; column < row.size(); column++) {
      var cell = row.get(column);
      if (cell.length() == 0) {
        continue;
      }
      if (out.length() > 0) {
        out.append("\n");
      }
      if (head.get(column).length() > 0) {
        out.append(head.get(column)).append(": ");
      }
      out.append(column == 0 ? cell.within(Style.BOLD) : cell);
    }
    return out.styled();
  }

  private static Styled headLine(List<Styled> head) {
    var out = new Styled.Builder();
    for (var cell : head) {
      out.append(out.length() > 0 ? " · " : "").append(cell);
    }
    return out.styled();
  }

  private static boolean hasLinks(Table table) {
    return hasLink(table.head()) || table.rows().stream().anyMatch(TextTable::hasLink);
  }

  private static boolean hasLink(List<Styled> row) {
    return row.stream()
        .flatMap(cell -> cell.marks().stream())
        .anyMatch(mark -> mark.style() instanceof Style.Link);
  }

  private static int[] widthsOf(Table table) {
    var widths = new int[table.sides().size()];
    widen(widths, table.head());
    table.rows().forEach(row -> widen(widths, row));
    return widths;
  }

  private static void widen(int[] widths, List<Styled> row) {
    for (var column = 0; column < widths.length; column++) {
      widths[column] = Math.max(widths[column], Columns.of(row.get(column).text()));
    }
  }

  private static String row(List<Styled> cells, List<Side> sides, int[] widths) {
    var line = new StringBuilder();
    for (var column = 0; column < widths.length; column++) {
      var text = cells.get(column).text();
      var space = widths[column] - Columns.of(text);
      var left =
          switch (sides.get(column)) {
            case LEFT -> 0;
            case CENTRE -> space / 2;
            case RIGHT -> space;
          };
      line.append(column == 0 ? "" : BETWEEN);
      line.repeat(' ', left).append(text).repeat(' ', space - left);
    }
    return line.toString().stripTrailing();
  }

  private static String rule(int[] widths) {
    return String.join("─┼─", Arrays.stream(widths).mapToObj(width -> "─".repeat(width)).toList());
  }
}
