package dev.nightdesk.sessions;

import java.util.Comparator;

/// A place in a session's output: everything before `offset` bytes of incarnation `incarnation` has
/// been handled.
public record Cursor(int incarnation, long offset) implements Comparable<Cursor> {
  private static final Comparator<Cursor> ORDER =
      Comparator.comparingInt(Cursor::incarnation).thenComparingLong(Cursor::offset);

  public static Cursor startOf(int incarnation) {
    return new Cursor(incarnation, 0);
  }

  /// The incarnation whose output ends here. Behind the end of one stands the start of the next.
  public int writtenBy() {
    return offset == 0 ? incarnation - 1 : incarnation;
  }

  @Override
  public int compareTo(Cursor other) {
    return ORDER.compare(this, other);
  }
}
