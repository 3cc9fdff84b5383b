package dev.nightdesk.gateway.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Collects what is wrong while a file is read, so that all of it can be said at once.
final class Findings {
  private static final Comparator<Problem> BY_PLACE =
      Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column);

  private final List<Problem> problems = new ArrayList<>();
  private final List<Problem> warnings = new ArrayList<>();

  void error(Spot spot, String what, String hint) {
    problems.add(new Problem(spot.key(), spot.line(), spot.column(), what, hint));
  }

  void warn(Spot spot, String what, String hint) {
    warnings.add(new Problem(spot.key(), spot.line(), spot.column(), what, hint));
  }

  boolean clean() {
    return problems.isEmpty();
  }

  List<Problem> problems() {
    return problems.stream().sorted(BY_PLACE).toList();
  }

  List<Problem> warnings() {
    return warnings.stream().sorted(BY_PLACE).toList();
  }
}
