package dev.nightdesk.gateway.desk;

/// A session's state (STATE-1; the diagram is docs/session.md). Whether its process lives is
/// another question: see [Session#icon].
public enum State {
  QUEUED("Queued", "◷"),
  STARTING("Starting", "✻"),
  WORKING("Working", "✻"),
  NEEDS_INPUT("Needs input", "❓"),
  IDLE("Idle", "✻"),
  COMPLETED("Completed", "✅"),
  FAILED("Failed", "❌"),
  STOPPED("Stopped", "⏹");

  private final String word;
  private final String mark;

  State(String word, String mark) {
    this.word = word;
    this.mark = mark;
  }

  public String word() {
    return word;
  }

  /// A coloured sign for channels that show no colours.
  public String mark() {
    return mark;
  }

  /// The turn is over, one way or another.
  public boolean isOver() {
    return switch (this) {
      case COMPLETED, FAILED, STOPPED -> true;
      case QUEUED, STARTING, WORKING, NEEDS_INPUT, IDLE -> false;
    };
  }

  /// Coming into it makes the phone ring (NOTE-5); a question rings by its own card.
  public boolean rings() {
    return switch (this) {
      case COMPLETED, FAILED -> true;
      case QUEUED, STARTING, WORKING, NEEDS_INPUT, IDLE, STOPPED -> false;
    };
  }

  /// A process does, or is about to do, something for somebody.
  public boolean isBusy() {
    return switch (this) {
      case STARTING, WORKING, NEEDS_INPUT -> true;
      case QUEUED, IDLE, COMPLETED, FAILED, STOPPED -> false;
    };
  }
}
