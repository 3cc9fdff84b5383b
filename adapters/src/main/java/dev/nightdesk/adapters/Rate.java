package dev.nightdesk.adapters;

/// How fast a platform lets us speak, seeded from its published values.
///
/// @param perSecond sustained calls a second in one place; 0 means no limit
/// @param burst calls at once in one place before the sustained rate counts
/// @param globalPerSecond calls a second over all places; 0 means no limit
/// @param editsPerSecond edits a second over all places, where they are counted apart; 0 means no
///   limit of their own
/// @param threadsApart whether each thread has a budget of its own, beside its chat's
public record Rate(
    double perSecond,
    int burst,
    double globalPerSecond,
    double editsPerSecond,
    boolean threadsApart) {
  public static final Rate UNLIMITED = new Rate(0, 1, 0);

  public Rate {
    if (perSecond < 0 || globalPerSecond < 0 || editsPerSecond < 0 || burst < 1) {
      throw new IllegalArgumentException("a rate is not negative and its burst at least 1");
    }
  }

  public Rate(double perSecond, int burst, double globalPerSecond) {
    this(perSecond, burst, globalPerSecond, 0, false);
  }
}
