package dev.nightdesk.tests.bench;

import java.util.ArrayList;
import java.util.List;

/// Durations of one kind. For one thread.
final class Samples {
  private static final double NANOS_PER_MILLI = 1e6;

  private final List<Long> nanos = new ArrayList<>();

  void add(long duration) {
    nanos.add(duration);
  }

  void addMillis(double duration) {
    nanos.add((long) (duration * NANOS_PER_MILLI));
  }

  /// In milliseconds, by the nearest rank.
  ///
  /// @param share of the samples that were no slower, over 0 and at most 1
  double millis(double share) {
    if (nanos.isEmpty()) {
      return Double.NaN;
    }
    var sorted = nanos.stream().sorted().toList();
    int rank = (int) Math.ceil(share * sorted.size()) - 1;
    return sorted.get(Math.clamp(rank, 0, sorted.size() - 1)) / NANOS_PER_MILLI;
  }
}
