package dev.nightdesk.adapters.text;

import java.util.List;

/// A piece of a document, one below the other. Made by [MarkdownReader] and, for the literal blocks
/// of a card, by [Cards]; every dialect is written from it.
sealed interface Flow {
  /// Words; a line break in the source is a line break here.
  record Paragraph(Styled words) implements Flow {}

  /// A headline within the text.
  ///
  /// @param level 1 to 6
  record Heading(int level, Styled words) implements Flow {}

  /// Code.
  ///
  /// @param language one word, may be empty
  /// @param text without the last line's end
  record Fence(String language, String text) implements Flow {}

  record Quotation(List<Flow> flows) implements Flow {}

  /// A list, numbered or not.
  ///
  /// @param start the first item's number, or -1 for bullets
  record Listing(int start, List<Item> items) implements Flow {
    boolean isOrdered() {
      return start >= 0;
    }

    /// Whether the items stand without blank lines between them: by what they hold and not by how
    /// the source was spaced, so that a list is as long in every dialect as it was measured.
    boolean isTight() {
      return items.stream().allMatch(Item::isShort);
    }
  }

  /// Every row has as many cells as the head.
  record Table(List<Side> sides, List<Styled> head, List<List<Styled>> rows) implements Flow {}

  record Rule() implements Flow {}

  /// Words of a card that stay as they are, and close to what is above and below.
  record Literal(Styled words) implements Flow {}

  record Item(Task task, List<Flow> flows) {
    boolean isShort() {
      return flows.stream().filter(Paragraph.class::isInstance).count() < 2;
    }
  }

  enum Task {
    NONE,
    OPEN,
    DONE
  }

  enum Side {
    LEFT,
    CENTRE,
    RIGHT
  }
}
