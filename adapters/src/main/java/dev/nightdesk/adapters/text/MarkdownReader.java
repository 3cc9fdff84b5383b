package dev.nightdesk.adapters.text;

import dev.nightdesk.adapters.text.Flow.Item;
import dev.nightdesk.adapters.text.Flow.Side;
import dev.nightdesk.adapters.text.Flow.Task;
import java.util.ArrayList;
import java.util.List;
import org.commonmark.ext.gfm.strikethrough.StrikethroughExtension;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.LinkReferenceDefinition;
import org.commonmark.node.ListBlock;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.node.ThematicBreak;
import org.commonmark.parser.Parser;
import org.jspecify.annotations.Nullable;

/// Reads CommonMark with tables, strike-through and task lists into our own tree. Any text is
/// Markdown: nothing is refused and no words are lost.
final class MarkdownReader {
  /// Lists and quotes open within one another; the parser takes what is deeper as words. A list
  /// counts twice (the list and its item).
  static final int MAX_OPEN_BLOCKS = 16;

  /// Emphasis and links within one another; what is deeper stays as its source.
  static final int MAX_INLINE_NESTING = 24;

  private static final int LONGEST_LANGUAGE = 32;
  private static final int TASK_MARKER = "[x] ".length();

  private static final Parser PARSER =
      Parser.builder()
          .extensions(
              List.of(
                  TablesExtension.create(),
                  // A single tilde means "about" in what agents write.
                  StrikethroughExtension.builder().requireTwoTildes(true).build()))
          .maxOpenBlockParsers(MAX_OPEN_BLOCKS)
          .maxInlineNesting(MAX_INLINE_NESTING)
          .build();

  private MarkdownReader() {}

  static List<Flow> read(String source) {
    return flowsOf(PARSER.parse(Visible.controls(source)));
  }

  private static List<Flow> flowsOf(Node parent) {
    var flows = new ArrayList<Flow>();
    for (var node : childrenOf(parent)) {
      addFlow(flows, node);
    }
    return List.copyOf(flows);
  }

  private static void addFlow(List<Flow> flows, Node node) {
    switch (node) {
      case Paragraph paragraph -> addParagraph(flows, InlineReader.words(paragraph));
      case Heading heading ->
          flows.add(new Flow.Heading(heading.getLevel(), InlineReader.line(heading)));
      case FencedCodeBlock code ->
          flows.add(new Flow.Fence(languageOf(code.getInfo()), withoutLastEnd(code.getLiteral())));
      case IndentedCodeBlock code ->
          flows.add(new Flow.Fence("", withoutLastEnd(code.getLiteral())));
      case HtmlBlock html -> addHtml(flows, html.getLiteral());
      case BlockQuote quote -> flows.add(new Flow.Quotation(flowsOf(quote)));
      case ListBlock list -> flows.add(listing(list));
      case TableBlock table -> flows.add(table(table));
      case ThematicBreak _ -> flows.add(new Flow.Rule());
      // Its links carry the address themselves.
      case LinkReferenceDefinition _ -> {}
      default -> addParagraph(flows, InlineReader.words(node));
    }
  }

  private static void addParagraph(List<Flow> flows, Styled words) {
    var stripped = words.stripped();
    if (stripped.length() > 0) {
      flows.add(new Flow.Paragraph(stripped));
    }
  }

  /// Tags are shown as they were written; their blank lines part paragraphs.
  private static void addHtml(List<Flow> flows, String html) {
    for (var part : html.split("\n\\s*\n", -1)) {
      addParagraph(flows, Styled.plain(part));
    }
  }

  private static Flow listing(ListBlock list) {
    var items = new ArrayList<Item>();
    for (var node : childrenOf(list)) {
      if (node instanceof ListItem item) {
        items.add(item(item));
      }
    }
    return new Flow.Listing(startOf(list), List.copyOf(items));
  }

  private static int startOf(ListBlock list) {
    if (list instanceof OrderedList ordered) {
      var start = ordered.getMarkerStartNumber();
      return start == null ? 1 : Math.max(0, start);
    }
    return -1;
  }

  private static Item item(ListItem item) {
    var flows = flowsOf(item);
    if (!flows.isEmpty() && flows.getFirst() instanceof Flow.Paragraph(var words)) {
      var task = taskOf(words.text());
      if (task != Task.NONE) {
        var rest = new ArrayList<>(flows);
        var label = words.slice(TASK_MARKER, words.length()).stripped();
        rest.set(0, new Flow.Paragraph(label));
        return new Item(task, List.copyOf(rest));
      }
    }
    return new Item(Task.NONE, flows);
  }

  private static Task taskOf(String words) {
    if (words.startsWith("[ ] ")) {
      return Task.OPEN;
    }
    return words.startsWith("[x] ") || words.startsWith("[X] ") ? Task.DONE : Task.NONE;
  }

  private static Flow table(TableBlock table) {
    var rows = new ArrayList<List<Styled>>();
    var sides = new ArrayList<Side>();
    for (var part : childrenOf(table)) {
      for (var row : childrenOf(part)) {
        if (row instanceof TableRow) {
          rows.add(cellsOf(row, rows.isEmpty() ? sides : null));
        }
      }
    }
    var width = sides.size();
    var body = rows.stream().skip(1).map(row -> padded(row, width)).toList();
    return new Flow.Table(List.copyOf(sides), rows.getFirst(), body);
  }

  private static List<Styled> cellsOf(Node row, @Nullable List<Side> sides) {
    var cells = new ArrayList<Styled>();
    for (var node : childrenOf(row)) {
      cells.add(InlineReader.line(node));
      if (sides != null && node instanceof TableCell cell) {
        sides.add(sideOf(cell));
      }
    }
    return List.copyOf(cells);
  }

  private static Side sideOf(TableCell cell) {
    var alignment = cell.getAlignment();
    if (alignment == null) {
      return Side.LEFT;
    }
    return switch (alignment) {
      case LEFT -> Side.LEFT;
      case CENTER -> Side.CENTRE;
      case RIGHT -> Side.RIGHT;
    };
  }

  private static List<Styled> padded(List<Styled> row, int width) {
    var cells = new ArrayList<>(row);
    while (cells.size() < width) {
      cells.add(Styled.EMPTY);
    }
    return List.copyOf(cells);
  }

  /// The first word of what follows the fence, where it can be the name of a language.
  static String languageOf(@Nullable String fenceLine) {
    var words = fenceLine == null ? "" : fenceLine.strip();
    var end = 0;
    while (end < words.length() && isLanguageCharacter(words.charAt(end))) {
      end++;
    }
    return end > LONGEST_LANGUAGE ? "" : words.substring(0, end);
  }

  private static boolean isLanguageCharacter(char unit) {
    return unit < 0x80 && (Character.isLetterOrDigit(unit) || "+-#._".indexOf(unit) >= 0);
  }

  private static String withoutLastEnd(String literal) {
    return literal.endsWith("\n") ? literal.substring(0, literal.length() - 1) : literal;
  }

  static List<Node> childrenOf(Node parent) {
    var children = new ArrayList<Node>();
    for (var child = parent.getFirstChild(); child != null; child = child.getNext()) {
      children.add(child);
    }
    return children;
  }
}
