package dev.nightdesk.adapters.text;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightdesk.adapters.text.Flow.Item;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Lays a document out in Slack's rich text. There lists and code stand below one another and never
/// within one another: an item that holds code ends its list, which goes on below with its number.
final class SlackLayout {
  /// Slack indents no further.
  static final int MAX_INDENT = 8;

  /// Of one element in small print, and how many stand in one block.
  static final int MAX_NOTE = 3_000;

  static final int MAX_NOTES = 10;

  private final ArrayNode blocks = JsonNodeFactory.instance.arrayNode();
  private final boolean smallPrint;

  /// Words that stand together and are not yet written.
  private final List<Styled> paragraph = new ArrayList<>();

  private @Nullable ArrayNode rich;
  private @Nullable ArrayNode notes;
  private @Nullable Flow above;

  private SlackLayout(boolean smallPrint) {
    this.smallPrint = smallPrint;
  }

  /// Where small print would part a card into more than `maxBlocks`, it is written in italics.
  static ArrayNode write(List<Flow> flows, int maxBlocks) {
    var blocks = new SlackLayout(true).written(flows);
    return blocks.size() <= maxBlocks ? blocks : new SlackLayout(false).written(flows);
  }

  /// Words, addresses, and one for every element: no shorter than [WordCount] says.
  static int lengthOf(List<Flow> flows) {
    return SlackWords.lengthOf(new SlackLayout(true).written(flows));
  }

  private ArrayNode written(List<Flow> flows) {
    for (var flow : flows) {
      add(flow);
      above = flow;
    }
    endParagraph();
    return blocks;
  }

  private void add(Flow flow) {
    switch (flow) {
      case Flow.Paragraph(var words) -> addWords(flow, words);
      case Flow.Heading(var _, var words) -> addWords(flow, words.within(Style.BOLD));
      case Flow.Literal(var words) -> {
        if (smallPrint && words.isWhole(Style.FAINT)) {
          addNote(words.text());
        } else {
          addWords(flow, words);
        }
      }
      case Flow.Rule _ -> addWords(flow, Styled.plain(Layout.RULE));
      case Flow.Fence(var _, var text) -> addCode(text);
      case Flow.Quotation(var flows) -> addQuote(flows);
      case Flow.Listing listing -> {
        endParagraphBefore(flow);
        addListing(listing, 0);
      }
      case Flow.Table table -> {
        if (TextTable.isDrawn(table, TextTable.PHONE_WIDTH)) {
          addCode(TextTable.aligned(table));
        } else {
          endParagraphBefore(flow);
          addListing(TextTable.asListing(table), 0);
        }
      }
    }
  }

  /// Sections stand close: blank lines between them are line ends in them.
  private void addWords(Flow flow, Styled words) {
    notes = null;
    if (above != null && (rich != null || !paragraph.isEmpty())) {
      paragraph.add(Styled.plain(areClose(above, flow) ? separator(1) : separator(2)));
    }
    paragraph.add(words);
  }

  /// After a box or a list one line ends already.
  private String separator(int lines) {
    return "\n".repeat(paragraph.isEmpty() ? lines - 1 : lines);
  }

  private static boolean areClose(Flow above, Flow below) {
    return Layout.areClose(above, below, TextTable.PHONE_WIDTH);
  }

  private void endParagraphBefore(Flow flow) {
    notes = null;
    if (!paragraph.isEmpty() && above != null && !areClose(above, flow)) {
      paragraph.add(Styled.plain("\n"));
    }
    endParagraph();
  }

  private void endParagraph() {
    if (paragraph.isEmpty()) {
      return;
    }
    var words = new Styled.Builder();
    paragraph.forEach(words::append);
    paragraph.clear();
    var elements = SlackWords.elements(words.styled());
    if (!elements.isEmpty()) {
      addElement("rich_text_section").set("elements", elements);
    }
  }

  private void addCode(String text) {
    notes = null;
    endParagraph();
    addElement("rich_text_preformatted")
        .set("elements", SlackWords.elements(Styled.plain(text.isEmpty() ? " " : text)));
  }

  private void addQuote(List<Flow> flows) {
    notes = null;
    endParagraph();
    var elements = SlackWords.elements(Layout.within(flows));
    if (!elements.isEmpty()) {
      addElement("rich_text_quote").set("elements", elements);
    }
  }

  private void addListing(Flow.Listing listing, int indent) {
    @Nullable ArrayNode items = null;
    var number = listing.start();
    for (var item : listing.items()) {
      if (items == null) {
        items = beginList(listing, indent, number);
      }
      var count = inLine(item.flows());
      items.add(section(words(listing, item, number, item.flows().subList(0, count))));
      for (var flow : item.flows().subList(count, item.flows().size())) {
        addBelowItem(flow, indent);
        items = null;
      }
      number++;
    }
  }

  private ArrayNode beginList(Flow.Listing listing, int indent, int number) {
    var list = addElement("rich_text_list");
    var counted = isCounted(listing);
    list.put("style", counted ? "ordered" : "bullet");
    list.put("indent", Math.min(indent, MAX_INDENT));
    if (counted && number > 1) {
      list.put("offset", number - 1);
    }
    return list.putArray("elements");
  }

  /// Slack counts from one upward.
  private static boolean isCounted(Flow.Listing listing) {
    return listing.start() > 0;
  }

  /// How many of an item's parts are words, which stand in its own section.
  private static int inLine(List<Flow> flows) {
    var count = 0;
    while (count < flows.size() && isInLine(flows.get(count))) {
      count++;
    }
    return count;
  }

  private static boolean isInLine(Flow flow) {
    return switch (flow) {
      case Flow.Paragraph _, Flow.Heading _, Flow.Literal _, Flow.Rule _, Flow.Quotation _ -> true;
      case Flow.Fence _, Flow.Listing _, Flow.Table _ -> false;
    };
  }

  private void addBelowItem(Flow flow, int indent) {
    switch (flow) {
      case Flow.Listing listing -> addListing(listing, indent + 1);
      case Flow.Table table when !TextTable.isDrawn(table, TextTable.PHONE_WIDTH) ->
          addListing(TextTable.asListing(table), indent + 1);
      case Flow.Paragraph _,
          Flow.Heading _,
          Flow.Literal _,
          Flow.Rule _,
          Flow.Quotation _,
          Flow.Fence _,
          Flow.Table _ -> {
        above = null;
        add(flow);
        endParagraph();
      }
    }
  }

  private static Styled words(Flow.Listing listing, Item item, int number, List<Flow> flows) {
    var marker =
        switch (item.task()) {
          case NONE -> "";
          case OPEN -> "☐ ";
          case DONE -> "☑ ";
        };
    var isNumbered = listing.isOrdered() && !isCounted(listing);
    return new Styled.Builder()
        .append((isNumbered ? number + ". " : "") + marker)
        .append(Layout.within(flows))
        .styled();
  }

  private static ObjectNode section(Styled words) {
    var section = JsonNodeFactory.instance.objectNode().put("type", "rich_text_section");
    var elements = SlackWords.elements(words.length() == 0 ? Styled.plain(" ") : words);
    section.set("elements", elements);
    return section;
  }

  private ObjectNode addElement(String type) {
    if (rich == null) {
      rich = blocks.addObject().put("type", "rich_text").putArray("elements");
    }
    return rich.addObject().put("type", type);
  }

  private void addNote(String text) {
    endParagraph();
    rich = null;
    for (var from = 0; from < text.length(); ) {
      var to = from + Cut.nicely(text.substring(from), MAX_NOTE);
      addNotePart(text.substring(from, to));
      from = to;
    }
  }

  private void addNotePart(String text) {
    if (text.isBlank()) {
      return;
    }
    if (notes == null || notes.size() == MAX_NOTES) {
      notes = blocks.addObject().put("type", "context").putArray("elements");
    }
    notes.addObject().put("type", "plain_text").put("text", text.strip()).put("emoji", false);
  }
}
