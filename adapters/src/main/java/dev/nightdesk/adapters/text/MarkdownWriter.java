package dev.nightdesk.adapters.text;

import dev.nightdesk.adapters.text.Flow.Item;
import dev.nightdesk.adapters.text.Flow.Task;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes a document as Markdown that is read back as the same document.
final class MarkdownWriter {
  /// CommonMark reads no longer numbers before an item.
  private static final int HIGHEST_NUMBER = 999_999_999;

  private static final int SHORTEST_FENCE = 3;

  /// Unlike `---` and `***` it is never taken for an underline or a list.
  private static final String RULE = "___";

  private MarkdownWriter() {}

  static String write(List<Flow> flows) {
    var out = new StringBuilder();
    @Nullable Flow above = null;
    var otherMarker = false;
    for (var flow : flows) {
      if (above != null) {
        out.append("\n\n");
      }
      // Two lists of one kind would be read as one.
      otherMarker = !otherMarker && areListsOfOneKind(above, flow);
      out.append(one(flow, otherMarker));
      above = flow;
    }
    return out.toString();
  }

  static int lengthOf(List<Flow> flows) {
    return write(flows).length();
  }

  private static boolean areListsOfOneKind(@Nullable Flow above, Flow flow) {
    return above instanceof Flow.Listing first
        && flow instanceof Flow.Listing second
        && first.isOrdered() == second.isOrdered();
  }

  private static String one(Flow flow, boolean otherMarker) {
    return switch (flow) {
      case Flow.Paragraph(var words) -> InlineWriter.write(words);
      case Flow.Literal(var words) -> InlineWriter.write(words);
      case Flow.Heading(var level, var words) ->
          "#".repeat(level) + " " + InlineWriter.write(words);
      case Flow.Fence(var language, var text) -> fence(language, text);
      case Flow.Quotation(var flows) -> prefixed(write(flows), "> ", "> ");
      case Flow.Listing listing -> listing(listing, otherMarker);
      case Flow.Table table -> table(table);
      case Flow.Rule _ -> RULE;
    };
  }

  private static String fence(String language, String text) {
    var fence = "`".repeat(Math.max(SHORTEST_FENCE, InlineWriter.longestRun(text, '`') + 1));
    return fence + language + "\n" + (text.isEmpty() ? "" : text + "\n") + fence;
  }

  private static String listing(Flow.Listing listing, boolean otherMarker) {
    var items = new ArrayList<String>();
    var tight = listing.isTight();
    var number = listing.start();
    for (var item : listing.items()) {
      var bullet = otherMarker ? "* " : "- ";
      var ordinal = Math.min(number, HIGHEST_NUMBER) + (otherMarker ? ") " : ". ");
      items.add(item(item, listing.isOrdered() ? ordinal : bullet, tight));
      number++;
    }
    return String.join(tight ? "\n" : "\n\n", items);
  }

  private static String item(Item item, String marker, boolean tight) {
    var body = new StringBuilder(task(item.task()));
    @Nullable Flow above = null;
    for (var flow : item.flows()) {
      if (above != null) {
        body.append(tight && canFollowDirectly(above, flow) ? "\n" : "\n\n");
      }
      body.append(one(flow, areListsOfOneKind(above, flow)));
      above = flow;
    }
    return body.isEmpty()
        ? marker.stripTrailing()
        : prefixed(body.toString(), marker, " ".repeat(marker.length()));
  }

  private static String task(Task task) {
    return switch (task) {
      case NONE -> "";
      case OPEN -> "[ ] ";
      case DONE -> "[x] ";
    };
  }

  /// Whether it ends the paragraph above it by itself. Elsewhere a blank line does, at the price of
  /// a list that is set wider.
  private static boolean canFollowDirectly(Flow above, Flow flow) {
    return above instanceof Flow.Paragraph
        && (flow instanceof Flow.Fence
            || (flow instanceof Flow.Listing list
                && list.start() <= 1
                && list.start() != 0
                && !list.items().getFirst().flows().isEmpty()));
  }

  private static String prefixed(String lines, String first, String others) {
    var out = new StringBuilder(lines.length() + lines.length() / 8).append(first);
    var from = 0;
    for (var end = lines.indexOf('\n'); end >= 0; end = lines.indexOf('\n', from)) {
      out.append(lines, from, end + 1);
      from = end + 1;
      var isBlank = from < lines.length() && lines.charAt(from) == '\n';
      out.append(isBlank ? others.stripTrailing() : others);
    }
    return out.append(lines, from, lines.length()).toString();
  }

  private static String table(Flow.Table table) {
    var lines = new ArrayList<String>();
    lines.add(row(table.head()));
    lines.add(sides(table.sides()));
    table.rows().forEach(row -> lines.add(row(row)));
    return String.join("\n", lines);
  }

  private static String row(List<Styled> cells) {
    var line = new StringBuilder("|");
    for (var cell : cells) {
      line.append(' ').append(InlineWriter.write(cell).replace("|", "\\|")).append(" |");
    }
    return line.toString();
  }

  private static String sides(List<Flow.Side> sides) {
    var line = new StringBuilder("|");
    for (var side : sides) {
      line.append(
          switch (side) {
            case LEFT -> "---|";
            case CENTRE -> ":-:|";
            case RIGHT -> "--:|";
          });
    }
    return line.toString();
  }
}
