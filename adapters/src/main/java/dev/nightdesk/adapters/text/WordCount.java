package dev.nightdesk.adapters.text;

import java.util.List;

/// Counts the units of a document's words, whatever its form. Stops soon after a bound.
final class WordCount {
  private final int enough;
  private int counted;

  private WordCount(int enough) {
    this.enough = enough;
  }

  /// Exact up to `enough`, and some number above it otherwise.
  static int of(Flow flow, int enough) {
    var count = new WordCount(enough);
    count.add(flow);
    return count.counted;
  }

  static int ofRow(List<Styled> row) {
    return row.stream().mapToInt(Styled::length).sum();
  }

  private void add(Flow flow) {
    switch (flow) {
      case Flow.Paragraph(var words) -> counted += words.length();
      case Flow.Heading(var _, var words) -> counted += words.length();
      case Flow.Literal(var words) -> counted += words.length();
      case Flow.Fence(var _, var text) -> counted += text.length();
      case Flow.Quotation(var flows) -> addAll(flows);
      case Flow.Listing listing -> addItems(listing);
      case Flow.Table table -> addRows(table);
      case Flow.Rule _ -> {}
    }
  }

  private void addAll(List<Flow> flows) {
    for (var flow : flows) {
      if (counted > enough) {
        return;
      }
      add(flow);
    }
  }

  private void addItems(Flow.Listing listing) {
    for (var item : listing.items()) {
      if (counted > enough) {
        return;
      }
      counted++;
      addAll(item.flows());
    }
  }

  private void addRows(Flow.Table table) {
    counted += ofRow(table.head());
    for (var row : table.rows()) {
      if (counted > enough) {
        return;
      }
      counted += ofRow(row);
    }
  }
}
