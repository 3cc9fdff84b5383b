package dev.nightdesk.adapters.text;

import java.util.List;

/// What a document says, without its form: every character that is not white space, in order.
final class Words {
  private final StringBuilder out = new StringBuilder();

  /// How tables are told, which may be drawn, taken apart or given another head.
  private enum Tables {
    WHOLE,
    AS_SHOWN,
    ON_A_PHONE,
    WITHOUT_HEADS
  }

  private final Tables tables;

  private Words(Tables tables) {
    this.tables = tables;
  }

  static String of(List<Flow> flows) {
    return new Words(Tables.WHOLE).written(flows);
  }

  /// As [#of], with tables that cannot be drawn in the order in which they are shown.
  static String shown(List<Flow> flows) {
    return new Words(Tables.AS_SHOWN).written(flows);
  }

  /// As [#shown], where rows are narrower.
  static String onPhone(List<Flow> flows) {
    return new Words(Tables.ON_A_PHONE).written(flows);
  }

  /// As [#of], without the heads of tables: these are said again, before or between the cells.
  static String withoutHeads(List<Flow> flows) {
    return new Words(Tables.WITHOUT_HEADS).written(flows);
  }

  private String written(List<Flow> flows) {
    flows.forEach(this::add);
    return withoutSpace(out.toString());
  }

  static String withoutSpace(String text) {
    var out = new StringBuilder(text.length());
    text.codePoints()
        .filter(
            codePoint -> !Character.isWhitespace(codePoint) && !Character.isSpaceChar(codePoint))
        .forEach(out::appendCodePoint);
    return out.toString();
  }

  /// Whether everything of `all` stands in `others`, in order, possibly with more between it.
  static boolean standWithin(String all, String others) {
    var next = 0;
    for (var index = 0; index < others.length() && next < all.length(); index++) {
      if (others.charAt(index) == all.charAt(next)) {
        next++;
      }
    }
    return next == all.length();
  }

  private void add(Flow flow) {
    switch (flow) {
      case Flow.Paragraph(var words) -> out.append(words.text());
      case Flow.Literal(var words) -> out.append(words.text());
      case Flow.Heading(var _, var words) -> out.append(words.text());
      case Flow.Fence(var _, var text) -> out.append(text);
      case Flow.Quotation(var flows) -> flows.forEach(this::add);
      case Flow.Listing listing -> addItems(listing);
      case Flow.Table table -> addTable(table);
      case Flow.Rule _ -> {}
    }
    out.append(' ');
  }

  private void addItems(Flow.Listing listing) {
    var number = listing.start();
    for (var item : listing.items()) {
      out.append(listing.isOrdered() ? number + "." : "");
      item.flows().forEach(this::add);
      number++;
    }
  }

  private void addTable(Flow.Table table) {
    if (!isDrawn(table)) {
      addItems(TextTable.asListing(table));
      return;
    }
    if (tables != Tables.WITHOUT_HEADS) {
      addRow(table.head());
    }
    table.rows().forEach(this::addRow);
  }

  private boolean isDrawn(Flow.Table table) {
    return switch (tables) {
      case WHOLE, WITHOUT_HEADS -> true;
      case AS_SHOWN -> TextTable.isNarrow(table);
      case ON_A_PHONE -> TextTable.isDrawn(table, TextTable.PHONE_WIDTH);
    };
  }

  private void addRow(List<Styled> cells) {
    cells.forEach(cell -> out.append(cell.text()).append(' '));
  }
}
