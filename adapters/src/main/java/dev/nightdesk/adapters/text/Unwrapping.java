package dev.nightdesk.adapters.text;

import java.util.ArrayList;
import java.util.List;

/// Gives up the form of a block that cannot be divided and does not fit either: a quote within a
/// quote within a list, a row as long as a page, a link longer than a message. The words stay.
final class Unwrapping {
  private Unwrapping() {}

  static List<Flow> of(Flow flow) {
    return switch (flow) {
      case Flow.Quotation(var flows) -> flows;
      case Flow.Listing listing -> firstItem(listing);
      case Flow.Table table -> List.of(TextTable.asListing(table));
      case Flow.Heading(var _, var words) -> List.of(new Flow.Paragraph(words));
      case Flow.Paragraph(var words) -> literal(withAddresses(words));
      case Flow.Literal(var words) -> literal(withAddresses(words));
      case Flow.Fence(var _, var text) -> literal(text);
      case Flow.Rule _ -> List.of();
    };
  }

  private static List<Flow> firstItem(Flow.Listing listing) {
    var flows = new ArrayList<Flow>();
    if (listing.isOrdered()) {
      flows.add(new Flow.Literal(Styled.plain(listing.start() + ".")));
    }
    flows.addAll(listing.items().getFirst().flows());
    flows.addAll(Items.from(listing, 1));
    return flows;
  }

  /// Without styles, and with the addresses in words.
  private static String withAddresses(Styled words) {
    var out = new StringBuilder();
    var copied = 0;
    for (var mark : words.marks()) {
      if (mark.style() instanceof Style.Link(var url) && mark.from() >= copied) {
        out.append(words.text(), copied, mark.to()).append(" (").append(url).append(')');
        copied = mark.to();
      }
    }
    return out.append(words.text(), copied, words.length()).toString();
  }

  private static List<Flow> literal(String text) {
    return text.isBlank() ? List.of() : List.of(new Flow.Literal(Styled.plain(text.strip())));
  }
}
