package dev.nightdesk.adapters.text;

/// A style over a range of a text, `from` included and `to` not, in UTF-16 units.
record Mark(int from, int to, Style style) {
  Mark shifted(int by) {
    return by == 0 ? this : new Mark(from + by, to + by, style);
  }

  boolean isEmpty() {
    return from >= to;
  }

  /// The part of it between those two places; empty when it lies outside.
  Mark clipped(int lowest, int highest) {
    return new Mark(Math.max(from, lowest), Math.min(to, highest), style);
  }
}
