package dev.nightdesk.adapters.text;

import dev.nightdesk.adapters.text.Flow.Item;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Lays a document out in Discord's Markdown, which has headings, lists and quotes, but only at the
/// beginning of a line, and no tables.
final class DiscordLayout {
  private static final String QUOTE = "> ";
  private static final String SMALL = "-# ";
  private static final String TICKS = "```";

  /// Breaks a row of backticks; invisible.
  private static final String ZERO_WIDTH_SPACE = "\u200B";

  private final boolean quoted;

  private DiscordLayout(boolean quoted) {
    this.quoted = quoted;
  }

  /// A line.
  ///
  /// @param code of a fence, which is copied as it is and therefore not indented
  private record Line(String text, boolean code) {
    static Line of(String text) {
      return new Line(text, false);
    }
  }

  static String write(List<Flow> flows) {
    var lines = new DiscordLayout(false).stack(flows, false);
    return String.join("\n", lines.stream().map(Line::text).toList()).strip();
  }

  static int lengthOf(List<Flow> flows) {
    return write(flows).length();
  }

  private List<Line> stack(List<Flow> flows, boolean nested) {
    var lines = new ArrayList<Line>();
    @Nullable Flow above = null;
    for (var flow : flows) {
      if (above != null && !nested && !areClose(above, flow)) {
        lines.add(Line.of(""));
      }
      lines.addAll(one(flow, nested));
      above = flow;
    }
    return lines;
  }

  /// Headings bring their own space; a list or a quote would swallow what follows it directly.
  private static boolean areClose(Flow above, Flow below) {
    return Layout.areClose(above, below, TextTable.PHONE_WIDTH)
        || (isLarge(above) && !(below instanceof Flow.Literal))
        || (isLarge(below) && !(above instanceof Flow.Listing || above instanceof Flow.Quotation));
  }

  private static boolean isLarge(Flow flow) {
    return switch (flow) {
      case Flow.Heading(var level, var _) -> level <= 2;
      case Flow.Literal(var words) -> words.isWhole(Style.BOLD);
      case Flow.Paragraph _,
          Flow.Fence _,
          Flow.Quotation _,
          Flow.Listing _,
          Flow.Table _,
          Flow.Rule _ ->
          false;
    };
  }

  private List<Line> one(Flow flow, boolean nested) {
    return switch (flow) {
      case Flow.Paragraph(var words) -> lines("", words);
      case Flow.Literal(var words) -> literal(words);
      case Flow.Heading(var level, var words) -> heading(nested ? 6 : level, words);
      case Flow.Fence(var language, var text) -> fence(language, text);
      case Flow.Quotation(var flows) -> quotation(flows, nested);
      case Flow.Listing listing -> listing(listing);
      case Flow.Table table ->
          TextTable.isDrawn(table, TextTable.PHONE_WIDTH)
              ? fence("", TextTable.aligned(table))
              : listing(TextTable.asListing(table));
      case Flow.Rule _ -> List.of(Line.of(Layout.RULE));
    };
  }

  private static List<Line> literal(Styled words) {
    if (words.isWhole(Style.FAINT)) {
      return lines(SMALL, new Styled(words.text(), List.of()));
    }
    return words.isWhole(Style.BOLD)
        ? lines("### ", new Styled(words.text(), List.of()))
        : lines("", words);
  }

  /// The largest size of Discord would shout in a chat.
  private static List<Line> heading(int level, Styled words) {
    return switch (level) {
      case 1 -> lines("## ", words);
      case 2 -> lines("### ", words);
      default -> lines("", words.within(Style.BOLD));
    };
  }

  private static List<Line> lines(String prefix, Styled words) {
    return words.lines().stream()
        .map(line -> line.text().isBlank() ? Line.of("") : line(prefix, line))
        .toList();
  }

  private static Line line(String prefix, Styled line) {
    if (prefix.isEmpty()) {
      return Line.of(DiscordWords.write(line));
    }
    var words = DiscordWords.write(line.stripped());
    // What ends a heading belongs to its mark, escaped or not.
    return Line.of(prefix + words + (words.endsWith("#") ? Layout.WORD_JOINER : ""));
  }

  private static List<Line> fence(String language, String text) {
    var lines = new ArrayList<Line>();
    lines.add(new Line(TICKS + language, true));
    // Nothing between the ticks would make them words.
    for (var line : text.isBlank() ? List.of(" ") : List.of(text.split("\n", -1))) {
      lines.add(new Line(line.replace("``", "``" + ZERO_WIDTH_SPACE), true));
    }
    lines.add(new Line(TICKS, true));
    return lines;
  }

  /// Quotes cannot stand within one another, nor within a list.
  private List<Line> quotation(List<Flow> flows, boolean nested) {
    if (quoted || nested) {
      return indented(stack(flows, true), Layout.BAR, Layout.BAR);
    }
    return new DiscordLayout(true)
        .stack(flows, false).stream().map(line -> Line.of(QUOTE + line.text())).toList();
  }

  private List<Line> listing(Flow.Listing listing) {
    var lines = new ArrayList<Line>();
    var number = listing.start();
    for (var item : listing.items()) {
      lines.addAll(item(item, listing.isOrdered() ? number + ". " : "- "));
      number++;
    }
    return lines;
  }

  private List<Line> item(Item item, String bullet) {
    var marker =
        switch (item.task()) {
          case NONE -> bullet;
          case OPEN -> bullet + "☐ ";
          case DONE -> bullet + "☑ ";
        };
    var body = stack(item.flows(), true);
    if (body.isEmpty() || body.getFirst().code()) {
      var lines = new ArrayList<Line>();
      lines.add(Line.of(marker + ZERO_WIDTH_SPACE));
      lines.addAll(indented(body, "", " ".repeat(bullet.length())));
      return lines;
    }
    return indented(body, marker, " ".repeat(bullet.length()));
  }

  /// Code stays at the beginning of the line: there a fence is a fence whatever stands around it.
  private static List<Line> indented(List<Line> body, String first, String others) {
    var lines = new ArrayList<Line>();
    for (var line : body) {
      var prefix = lines.isEmpty() ? first : others;
      lines.add(line.code() ? line : Line.of((prefix + line.text()).stripTrailing()));
    }
    return lines;
  }
}
