package dev.nightdesk.tests.slack;

import java.util.List;
import org.commonmark.ext.gfm.strikethrough.StrikethroughExtension;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.CustomNode;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.ListItem;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.node.ThematicBreak;
import org.commonmark.parser.Parser;

/// A `markdown` block as a client shows it, without the markup. Pure.
final class MarkdownWords extends AbstractVisitor {
  private static final Parser PARSER =
      Parser.builder()
          .extensions(List.of(TablesExtension.create(), StrikethroughExtension.create()))
          .build();

  private final StringBuilder shown = new StringBuilder();

  private MarkdownWords() {}

  static String of(String markdown) {
    var words = new MarkdownWords();
    PARSER.parse(markdown).accept(words);
    return words.shown.toString().strip();
  }

  @Override
  public void visit(Text text) {
    shown.append(text.getLiteral());
  }

  @Override
  public void visit(Code code) {
    shown.append(code.getLiteral());
  }

  @Override
  public void visit(HtmlInline html) {
    shown.append(html.getLiteral());
  }

  @Override
  public void visit(HtmlBlock html) {
    shown.append(html.getLiteral()).append('\n');
  }

  @Override
  public void visit(FencedCodeBlock code) {
    shown.append(code.getLiteral());
  }

  @Override
  public void visit(IndentedCodeBlock code) {
    shown.append(code.getLiteral());
  }

  @Override
  public void visit(SoftLineBreak line) {
    shown.append('\n');
  }

  @Override
  public void visit(HardLineBreak line) {
    shown.append('\n');
  }

  @Override
  public void visit(ThematicBreak line) {
    shown.append("────\n");
  }

  @Override
  public void visit(Heading heading) {
    visitChildren(heading);
    shown.append('\n');
  }

  @Override
  public void visit(Paragraph paragraph) {
    visitChildren(paragraph);
    shown.append('\n');
  }

  @Override
  public void visit(ListItem item) {
    if (item.getParent() instanceof OrderedList list) {
      int number = list.getMarkerStartNumber() == null ? 1 : list.getMarkerStartNumber();
      for (var before = item.getPrevious(); before != null; before = before.getPrevious()) {
        number++;
      }
      shown.append(number).append(". ");
    } else {
      shown.append("• ");
    }
    visitChildren(item);
  }

  @Override
  public void visit(CustomNode node) {
    visitChildren(node);
    if (node instanceof TableCell && node.getNext() != null) {
      shown.append(" | ");
    } else if (node instanceof TableRow) {
      shown.append('\n');
    }
  }
}
