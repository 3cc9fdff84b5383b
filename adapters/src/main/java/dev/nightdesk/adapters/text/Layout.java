package dev.nightdesk.adapters.text;

import dev.nightdesk.adapters.text.Flow.Item;
import dev.nightdesk.adapters.text.Styled.Insertion;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Lays a document out as one text with styles over it, for chats that have bold and code but no
/// lists and no tables (Telegram). Lines are not wrapped: the chat does that.
final class Layout {
  static final String RULE = "──────────";

  static final String BAR = "│ ";
  private static final String INDENT = "   ";

  /// Breaks an `@name` so that nobody's phone rings; invisible, and no white space.
  static final String WORD_JOINER = "\u2060";

  private Layout() {}

  /// Without mentions: Telegram finds an `@name` by itself.
  static Styled of(List<Flow> flows) {
    return unmentioning(plain(flows));
  }

  /// As [#of], with every `@` as it is.
  static Styled plain(List<Flow> flows) {
    return stack(flows, false).stripped();
  }

  /// What stands within a quote or an item, where nothing else can stand.
  static Styled within(List<Flow> flows) {
    return stack(flows, true).stripped();
  }

  static int lengthOf(List<Flow> flows) {
    return of(flows).length();
  }

  private static Styled stack(List<Flow> flows, boolean nested) {
    var out = new Styled.Builder();
    @Nullable Flow above = null;
    for (var flow : flows) {
      if (above != null) {
        out.append(nested || areClose(above, flow) ? "\n" : "\n\n");
      }
      out.append(one(flow, nested));
      above = flow;
    }
    return out.styled();
  }

  private static boolean areClose(Flow above, Flow below) {
    return areClose(above, below, TextTable.MAX_WIDTH);
  }

  /// Whether no blank line stands between the two.
  ///
  /// @param columns how wide a table is drawn at the most
  static boolean areClose(Flow above, Flow below, int columns) {
    return above instanceof Flow.Heading
        || (above instanceof Flow.Literal && below instanceof Flow.Literal)
        || (above instanceof Flow.Paragraph && below instanceof Flow.Listing)
        || isBox(above, columns) != isBox(below, columns);
  }

  /// Drawn with a border or a background, which sets it apart already.
  private static boolean isBox(Flow flow, int columns) {
    return flow instanceof Flow.Fence
        || flow instanceof Flow.Quotation
        || (flow instanceof Flow.Table table && TextTable.isDrawn(table, columns));
  }

  private static Styled one(Flow flow, boolean nested) {
    return switch (flow) {
      case Flow.Paragraph(var words) -> words;
      case Flow.Literal(var words) -> words;
      case Flow.Heading(var _, var words) -> words.within(Style.BOLD);
      case Flow.Fence(var language, var text) -> Styled.of(text, new Style.Pre(language));
      case Flow.Quotation(var flows) -> quotation(stack(flows, true), nested);
      case Flow.Listing listing -> listing(listing);
      case Flow.Table table -> table(table, nested);
      case Flow.Rule _ -> Styled.plain(RULE);
    };
  }

  /// Telegram's quotes cannot stand within one another, nor within a list.
  private static Styled quotation(Styled words, boolean nested) {
    return nested ? indented(words, BAR, BAR) : words.within(Style.QUOTED);
  }

  private static Styled table(Flow.Table table, boolean nested) {
    return TextTable.isNarrow(table)
        ? Styled.of(TextTable.aligned(table), new Style.Pre(""))
        : one(TextTable.asListing(table), nested);
  }

  private static Styled listing(Flow.Listing listing) {
    var out = new Styled.Builder();
    var between = listing.isTight() ? "\n" : "\n\n";
    var number = listing.start();
    for (var item : listing.items()) {
      if (out.length() > 0) {
        out.append(between);
      }
      out.append(item(item, marker(listing, item, number)));
      number++;
    }
    return out.styled();
  }

  /// What stands before an item.
  static String marker(Flow.Listing listing, Item item, int number) {
    var bullet = listing.isOrdered() ? number + ". " : "• ";
    return switch (item.task()) {
      case NONE -> bullet;
      case OPEN -> listing.isOrdered() ? bullet + "☐ " : "☐ ";
      case DONE -> listing.isOrdered() ? bullet + "☑ " : "☑ ";
    };
  }

  private static Styled item(Item item, String marker) {
    var body = stack(item.flows(), true);
    return codeOf(body).covers(0)
        ? new Styled.Builder().append(marker + "\n").append(indented(body, INDENT, INDENT)).styled()
        : indented(body, marker, INDENT);
  }

  private static Coverage codeOf(Styled words) {
    return new Coverage(words.marks(), style -> style instanceof Style.Pre);
  }

  /// Puts something before every line but those of code, which people copy.
  private static Styled indented(Styled words, String first, String others) {
    var code = codeOf(words);
    var insertions = new ArrayList<Insertion>();
    if (!code.covers(0)) {
      insertions.add(new Insertion(0, first));
    }
    var text = words.text();
    for (var end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) {
      if (!code.covers(end + 1)) {
        var isBlank = end + 1 < text.length() && text.charAt(end + 1) == '\n';
        insertions.add(new Insertion(end + 1, isBlank ? others.stripTrailing() : others));
      }
    }
    return words.inserting(insertions);
  }

  private static Styled unmentioning(Styled words) {
    var text = words.text();
    var fixed =
        new Coverage(
            words.marks(),
            style ->
                style instanceof Style.Verbatim
                    || style instanceof Style.Link
                    || style instanceof Style.Pre);
    var insertions = new ArrayList<Insertion>();
    for (var at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
      if (!fixed.covers(at) && isMention(text, at)) {
        insertions.add(new Insertion(at + 1, WORD_JOINER));
      }
    }
    return words.inserting(insertions);
  }

  private static boolean isMention(String text, int at) {
    var follows = at + 1 < text.length() && isNameCharacter(text.charAt(at + 1));
    return follows && (at == 0 || !isNameCharacter(text.charAt(at - 1)));
  }

  private static boolean isNameCharacter(char unit) {
    return unit == '_' || Character.isLetterOrDigit(unit);
  }
}
