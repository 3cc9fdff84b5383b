package dev.nightdesk.sessions.scripted;

/// A turn ends before its steps do.
final class TurnOver extends Exception {
  enum Why {
    INTERRUPTED,
    FAILED,
    TOO_MANY_TURNS
  }

  private static final long serialVersionUID = 1;

  final Why why;
  final transient Step.Failure failure;

  TurnOver(Why why) {
    this(why, Step.Failure.ERROR);
  }

  TurnOver(Why why, Step.Failure failure) {
    super(why.name(), null, false, false);
    this.why = why;
    this.failure = failure;
  }
}
