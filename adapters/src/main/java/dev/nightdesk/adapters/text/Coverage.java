package dev.nightdesk.adapters.text;

import java.util.List;
import java.util.function.Predicate;

/// Tells for places in ascending order whether a mark of some style lies over them, in one walk.
final class Coverage {
  private final List<Mark> marks;
  private final Predicate<Style> wanted;
  private int next;
  private int coveredTo;

  Coverage(List<Mark> marks, Predicate<Style> wanted) {
    this.marks = marks;
    this.wanted = wanted;
  }

  boolean covers(int place) {
    while (next < marks.size() && marks.get(next).from() <= place) {
      var mark = marks.get(next);
      if (wanted.test(mark.style())) {
        coveredTo = Math.max(coveredTo, mark.to());
      }
      next++;
    }
    return place < coveredTo;
  }
}
