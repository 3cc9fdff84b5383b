package dev.nightdesk.adapters.text;

import java.util.ArrayList;
import java.util.List;

/// A text and the styles over it.
///
/// Marks are properly nested and ordered: by where they begin, the outer before the inner. Every
/// method keeps that. The lists are not copied: they are handed on and never changed.
record Styled(String text, List<Mark> marks) {
  static final Styled EMPTY = new Styled("", List.of());

  static Styled plain(String text) {
    return new Styled(text, List.of());
  }

  static Styled of(String text, Style style) {
    return text.isEmpty() ? EMPTY : new Styled(text, List.of(new Mark(0, text.length(), style)));
  }

  int length() {
    return text.length();
  }

  /// Whether all of it has this style.
  boolean isWhole(Style style) {
    return marks.stream()
        .anyMatch(
            mark -> mark.style().equals(style) && mark.from() == 0 && mark.to() == text.length());
  }

  Styled slice(int from, int to) {
    if (from == 0 && to == text.length()) {
      return this;
    }
    var kept = new ArrayList<Mark>();
    for (var mark : marks) {
      var clipped = mark.clipped(from, to);
      if (!clipped.isEmpty()) {
        kept.add(clipped.shifted(-from));
      }
    }
    return new Styled(text.substring(from, to), kept);
  }

  /// Without the white space at both ends.
  Styled stripped() {
    var from = text.length() - text.stripLeading().length();
    var to = text.stripTrailing().length();
    return to <= from ? EMPTY : slice(from, to);
  }

  List<Styled> lines() {
    var lines = new ArrayList<Styled>();
    var from = 0;
    for (var end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
      lines.add(slice(from, end));
      from = end + 1;
    }
    lines.add(slice(from, text.length()));
    return lines;
  }

  /// With something put in at places of this text, which are in order. What is put in where a mark
  /// begins or ends stays outside of it.
  Styled inserting(List<Insertion> insertions) {
    if (insertions.isEmpty()) {
      return this;
    }
    var grown = new StringBuilder(text.length() + insertions.size() * 2);
    var copied = 0;
    for (var insertion : insertions) {
      grown.append(text, copied, insertion.at()).append(insertion.words());
      copied = insertion.at();
    }
    grown.append(text, copied, text.length());
    var grownBy = grownBy(insertions);
    var moved = new ArrayList<Mark>(marks.size());
    for (var mark : marks) {
      var from = mark.from() + grownBy[countBelow(insertions, mark.from() + 1)];
      moved.add(
          new Mark(from, mark.to() + grownBy[countBelow(insertions, mark.to())], mark.style()));
    }
    return new Styled(grown.toString(), moved);
  }

  /// By how much the text has grown after the first n insertions.
  private static int[] grownBy(List<Insertion> insertions) {
    var grownBy = new int[insertions.size() + 1];
    for (var index = 0; index < insertions.size(); index++) {
      grownBy[index + 1] = grownBy[index] + insertions.get(index).words().length();
    }
    return grownBy;
  }

  private static int countBelow(List<Insertion> insertions, int place) {
    var low = 0;
    var high = insertions.size();
    while (low < high) {
      var middle = (low + high) >>> 1;
      if (insertions.get(middle).at() < place) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  record Insertion(int at, String words) {}

  /// Everything once more within this style.
  Styled within(Style style) {
    return new Builder().append(this, style).styled();
  }

  /// The text in several marks at once is opened and closed while it is written.
  static final class Builder {
    private final StringBuilder text = new StringBuilder();
    private final List<Mark> marks = new ArrayList<>();

    int length() {
      return text.length();
    }

    /// Whether what was written since `from` is exactly that.
    boolean since(int from, String words) {
      return text.length() - from == words.length() && text.indexOf(words, from) == from;
    }

    boolean endsInBlankLine() {
      return text.substring(text.lastIndexOf("\n") + 1).isBlank();
    }

    Builder append(String more) {
      text.append(more);
      return this;
    }

    Builder append(Styled more) {
      var offset = text.length();
      text.append(more.text);
      for (var mark : more.marks) {
        marks.add(mark.shifted(offset));
      }
      return this;
    }

    Builder append(Styled more, Style around) {
      var opened = open(around);
      append(more);
      close(opened);
      return this;
    }

    Builder append(String more, Style style) {
      return append(Styled.plain(more), style);
    }

    /// Begins a mark here. The place in the list is taken now: that is what keeps the order.
    int open(Style style) {
      marks.add(new Mark(text.length(), text.length(), style));
      return marks.size() - 1;
    }

    void close(int opened) {
      var mark = marks.get(opened);
      marks.set(opened, new Mark(mark.from(), text.length(), mark.style()));
    }

    Styled styled() {
      marks.removeIf(Mark::isEmpty);
      return new Styled(text.toString(), List.copyOf(marks));
    }
  }
}
