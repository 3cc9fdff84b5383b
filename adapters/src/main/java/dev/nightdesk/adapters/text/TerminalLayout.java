package dev.nightdesk.adapters.text;

import dev.nightdesk.adapters.text.Flow.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// Lays a document out in lines of a fixed width.
final class TerminalLayout {
  /// What is nested deeper than fits is no longer indented.
  private static final int LEAST_COLUMNS = 12;

  private static final int LONGEST_RULE = 40;
  private static final Styled BAR = Styled.of("│ ", Style.FAINT);
  private static final Styled CODE_INDENT = Styled.plain("  ");

  private TerminalLayout() {}

  static List<Styled> of(List<Flow> flows, int columns) {
    return stack(flows, columns, false);
  }

  private static List<Styled> stack(List<Flow> flows, int columns, boolean nested) {
    var lines = new ArrayList<Styled>();
    @Nullable Flow above = null;
    for (var flow : flows) {
      if (above != null && !nested && !areClose(above, flow)) {
        lines.add(Styled.EMPTY);
      }
      lines.addAll(one(flow, columns));
      above = flow;
    }
    return lines;
  }

  private static boolean areClose(Flow above, Flow below) {
    return above instanceof Flow.Heading
        || (above instanceof Flow.Literal && below instanceof Flow.Literal)
        || (above instanceof Flow.Literal && below instanceof Flow.Quotation)
        || (above instanceof Flow.Paragraph && below instanceof Flow.Listing);
  }

  private static List<Styled> one(Flow flow, int columns) {
    return switch (flow) {
      case Flow.Paragraph(var words) -> wrapped(words, columns);
      case Flow.Literal(var words) -> wrapped(words, columns);
      case Flow.Heading(var _, var words) -> wrapped(words.within(Style.BOLD), columns);
      case Flow.Fence(var language, var text) -> code(text, language, columns);
      case Flow.Quotation(var flows) -> quotation(flows, columns);
      case Flow.Listing listing -> listing(listing, columns);
      case Flow.Table table -> table(table, columns);
      case Flow.Rule _ ->
          List.of(Styled.of("─".repeat(Math.min(columns, LONGEST_RULE)), Style.FAINT));
    };
  }

  private static List<Styled> wrapped(Styled words, int columns) {
    return Wrapping.atWords(spaced(Addresses.inWords(words)), columns);
  }

  /// A tab is as wide as the terminal likes; a space is not. Of equal length, so marks stay.
  private static Styled spaced(Styled words) {
    return new Styled(words.text().replace('\t', ' '), words.marks());
  }

  private static List<Styled> code(String text, String language, int columns) {
    var style = new Style.Pre(language);
    return indented(
        CODE_INDENT,
        CODE_INDENT,
        columns,
        left ->
            Wrapping.anywhere(text.replace("\t", "    "), left).stream()
                .map(line -> Styled.of(line, style))
                .toList());
  }

  private static List<Styled> quotation(List<Flow> flows, int columns) {
    return indented(BAR, BAR, columns, left -> stack(flows, left, true));
  }

  private static List<Styled> listing(Flow.Listing listing, int columns) {
    var lines = new ArrayList<Styled>();
    var tight = listing.isTight();
    var number = listing.start();
    for (var item : listing.items()) {
      if (!tight && !lines.isEmpty()) {
        lines.add(Styled.EMPTY);
      }
      lines.addAll(item(item, Styled.plain(Layout.marker(listing, item, number)), columns));
      number++;
    }
    return lines;
  }

  private static List<Styled> item(Item item, Styled marker, int columns) {
    var indent = Styled.plain(" ".repeat(Columns.of(marker.text())));
    return indented(marker, indent, columns, left -> stack(item.flows(), left, true));
  }

  private static List<Styled> table(Flow.Table table, int columns) {
    var worded = Addresses.inWords(table);
    return TextTable.isNarrow(worded, columns)
        ? TextTable.aligned(worded).lines().map(Styled::plain).toList()
        : listing(TextTable.asListing(table), columns);
  }

  /// Where too little would be left for the words, only the marker is said, on a line of its own.
  private static List<Styled> indented(
      Styled first, Styled others, int columns, IntFunction<List<Styled>> body) {
    var left = columns - Columns.of(first.text());
    var lines = new ArrayList<Styled>();
    if (left < LEAST_COLUMNS) {
      lines.add(first);
      lines.addAll(body.apply(columns));
      return lines;
    }
    for (var line : body.apply(left)) {
      var prefix = lines.isEmpty() ? first : others;
      lines.add(new Styled.Builder().append(prefix).append(line).styled());
    }
    return lines.isEmpty() ? List.of(first) : lines;
  }
}
