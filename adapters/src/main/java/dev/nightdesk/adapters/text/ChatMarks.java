package dev.nightdesk.adapters.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Brings marks into the form every chat keeps: code holds no other style and stands in none, and
/// nothing is marked twice or empty.
final class ChatMarks {
  static final Comparator<Mark> READING_ORDER =
      Comparator.comparingInt(Mark::from)
          .thenComparingInt(mark -> -mark.to())
          // A quote of nothing but code: the quote is the outer one.
          .thenComparingInt(mark -> mark.style() instanceof Style.Quoted ? 0 : 1);

  private final String text;
  private final List<Mark> code = new ArrayList<>();
  private final List<Mark> kept = new ArrayList<>();
  private int linkEnd;
  private int boldEnd;
  private int italicEnd;
  private int struckEnd;

  private ChatMarks(String text) {
    this.text = text;
  }

  static List<Mark> of(Styled styled) {
    var marks = new ChatMarks(styled.text());
    marks.findCode(styled.marks());
    styled.marks().forEach(marks::keep);
    marks.kept.sort(READING_ORDER);
    return List.copyOf(marks.kept);
  }

  /// A link wins over code within it: an address that can be followed is worth more.
  private void findCode(List<Mark> marks) {
    var endOfLink = 0;
    for (var mark : marks) {
      switch (mark.style()) {
        case Style.Link _ -> endOfLink = Math.max(endOfLink, mark.to());
        case Style.Verbatim _ -> {
          if (mark.from() >= endOfLink) {
            addIfInked(code, mark);
          }
        }
        case Style.Pre _ -> addIfInked(code, mark);
        case Style.Bold _, Style.Italic _, Style.Struck _, Style.Faint _, Style.Quoted _ -> {}
      }
    }
    kept.addAll(code);
  }

  private void keep(Mark mark) {
    switch (mark.style()) {
      case Style.Verbatim _, Style.Pre _ -> {}
      case Style.Quoted _ -> addIfInked(kept, mark);
      case Style.Link _ -> {
        if (mark.from() >= linkEnd) {
          addIfInked(kept, trimmed(mark));
          linkEnd = mark.to();
        }
      }
      case Style.Bold _ -> boldEnd = keepAroundCode(mark, boldEnd);
      case Style.Italic _ -> italicEnd = keepAroundCode(mark, italicEnd);
      case Style.Faint _ -> italicEnd = keepAroundCode(mark, italicEnd);
      case Style.Struck _ -> struckEnd = keepAroundCode(mark, struckEnd);
    }
  }

  /// Keeps the parts outside of code, unless it stands within another of its kind.
  private int keepAroundCode(Mark mark, int endOfOuter) {
    if (mark.from() < endOfOuter) {
      return endOfOuter;
    }
    var from = mark.from();
    for (var index = firstCodeAfter(mark.from()); index < code.size(); index++) {
      var hole = code.get(index);
      if (hole.from() >= mark.to()) {
        break;
      }
      addIfInked(kept, trimmed(mark.clipped(from, hole.from())));
      from = hole.to();
    }
    addIfInked(kept, trimmed(mark.clipped(from, mark.to())));
    return mark.to();
  }

  private int firstCodeAfter(int place) {
    var low = 0;
    var high = code.size();
    while (low < high) {
      var middle = (low + high) >>> 1;
      if (code.get(middle).to() <= place) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private Mark trimmed(Mark mark) {
    var from = mark.from();
    var to = mark.to();
    while (from < to && Character.isWhitespace(text.charAt(from))) {
      from++;
    }
    while (to > from && Character.isWhitespace(text.charAt(to - 1))) {
      to--;
    }
    return new Mark(from, to, mark.style());
  }

  private void addIfInked(List<Mark> list, Mark mark) {
    if (!mark.isEmpty() && !text.substring(mark.from(), mark.to()).isBlank()) {
      list.add(mark);
    }
  }
}
