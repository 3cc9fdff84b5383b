package dev.nightdesk.sessions;

/// What came of asking the host for something.
public sealed interface Outcome {
  /// It is so now; also when it was so before.
  record Done() implements Outcome {}

  /// It is not so and will not become so by asking again.
  record Refused(Reason reason, String why) implements Outcome {}

  /// It may be so: ask again, or follow the session to learn.
  record Unknown(String why) implements Outcome {}

  enum Reason {
    /// The incarnation's process is gone; a new incarnation can take the input.
    NOT_ALIVE,
    /// Somebody else wrote into the journal: the session must end.
    TAMPERED,
    /// The disk is full or failing.
    NO_SPACE,
    /// The conversation or the incarnation is held by somebody else.
    TAKEN,
    /// The agent's program is missing, too old, or cannot be started.
    CANNOT_START,
    /// The request makes no sense (no such session, wrong incarnation).
    INVALID
  }
}
