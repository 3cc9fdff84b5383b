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

  @Override
  public int compareTo(Cursor other) {
    return ORDER.compare(this, other);
  }
}
