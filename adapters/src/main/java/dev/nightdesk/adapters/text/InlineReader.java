package dev.nightdesk.adapters.text;

import org.commonmark.ext.gfm.strikethrough.Strikethrough;
import org.commonmark.node.Code;
import org.commonmark.node.Emphasis;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;

/// Reads what stands within a paragraph, a heading or a table's cell.
final class InlineReader {
  private final Styled.Builder out = new Styled.Builder();
  private boolean withinLink;

  private InlineReader() {}

  static Styled words(Node parent) {
    var reader = new InlineReader();
    reader.readChildren(parent);
    return reader.out.styled();
  }

  /// As [#words], on one line.
  static Styled line(Node parent) {
    var words = words(parent).stripped();
    if (words.text().indexOf('\n') < 0) {
      return words;
    }
    // Same length, so that the marks stay where they are.
    return new Styled(words.text().replace('\n', ' '), words.marks());
  }

  private void readChildren(Node parent) {
    for (var child = parent.getFirstChild(); child != null; child = child.getNext()) {
      read(child);
    }
  }

  private void read(Node node) {
    switch (node) {
      // A line end that was written as a number reference ends no line.
      case Text text -> out.append(Visible.controls(text.getLiteral()).replace('\n', ' '));
      case Code code -> out.append(Visible.controls(code.getLiteral()), Style.VERBATIM);
      case HtmlInline html -> out.append(Visible.controls(html.getLiteral()));
      case SoftLineBreak _, HardLineBreak _ -> {
        // A break after a break would be a blank line, which parts paragraphs.
        if (!out.endsInBlankLine()) {
          out.append("\n");
        }
      }
      case StrongEmphasis strong -> readWithin(Style.BOLD, strong);
      case Emphasis emphasis -> readWithin(Style.ITALIC, emphasis);
      case Strikethrough struck -> readWithin(Style.STRUCK, struck);
      case Link link -> readLink(link.getDestination(), link, "");
      case Image image -> readLink(image.getDestination(), image, "image");
      default -> readChildren(node);
    }
  }

  private void readWithin(Style style, Node node) {
    var opened = out.open(style);
    readChildren(node);
    out.close(opened);
  }

  /// A link in a link (a badge) keeps the outer address; an address that may not be a link follows
  /// its label in words.
  private void readLink(String address, Node node, String labelWhenEmpty) {
    if (withinLink) {
      readChildren(node);
      return;
    }
    var url = Visible.controls(address);
    withinLink = true;
    var allowed = Links.isAllowed(url);
    var from = out.length();
    var opened = allowed ? out.open(new Style.Link(url)) : -1;
    readChildren(node);
    if (out.length() == from) {
      out.append(allowed && !labelWhenEmpty.isEmpty() ? labelWhenEmpty : url);
    } else if (!allowed && !url.isBlank() && !out.since(from, url)) {
      out.append(" (" + url.replace('\n', ' ') + ")");
    }
    if (allowed) {
      out.close(opened);
    }
    withinLink = false;
  }
}
