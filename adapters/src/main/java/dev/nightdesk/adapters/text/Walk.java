package dev.nightdesk.adapters.text;

import java.util.ArrayDeque;
import java.util.List;

/// Goes through a text and the marks over it in reading order: what every dialect with delimiters
/// is written from.
final class Walk {
  private final Steps steps;
  private final ArrayDeque<Mark> open = new ArrayDeque<>();
  private int told;

  private Walk(Steps steps) {
    this.steps = steps;
  }

  /// What happens on the way. Marks are opened and closed like brackets.
  interface Steps {
    /// The words from one place up to another, never none.
    void words(int from, int to);

    void open(Mark mark);

    void close(Mark mark);
  }

  /// @param marks nested and ordered as [Styled] says
  static void over(int length, List<Mark> marks, Steps steps) {
    var walk = new Walk(steps);
    for (var mark : marks) {
      walk.closeUpTo(mark.from());
      walk.tell(mark.from());
      steps.open(mark);
      walk.open.push(mark);
    }
    walk.closeUpTo(length);
    walk.tell(length);
  }

  private void closeUpTo(int place) {
    while (!open.isEmpty() && open.getFirst().to() <= place) {
      var ended = open.pop();
      tell(ended.to());
      steps.close(ended);
    }
  }

  private void tell(int to) {
    if (to > told) {
      steps.words(told, to);
      told = to;
    }
  }
}
