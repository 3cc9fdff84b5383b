package dev.nightdesk.sessions;

/// A place in the program where a test may end the process at once, as a power cut would: each
/// module has one enum of its points, and writes `Point.SPEC_WRITTEN.reach()` there.
///
/// Free when the environment variable [#VARIABLE] is not set. Set to a point's name, the process
/// halts with code 137 the first time that point is reached; set to `NAME@3`, the third time. Set
/// to `@` and a file's path, it does what the file says, whenever the file comes to be: `halt NAME`
/// ends the process there, `hold NAME` keeps the thread there until the test lets it go. For tests
/// only: nothing else sets it.
public interface FailPoint {
  String VARIABLE = "NIGHTDESK_FAIL_POINT";

  /// The point as the variable spells it; an enum's own name.
  String name();

  /// Whether the process was told to end at this point, now or at a later visit: for a step that
  /// must be cut in two first.
  default boolean isArmed() {
    var armed = Armed.BY_ENVIRONMENT;
    return armed != null && armed.concerns(name());
  }

  /// Halts or holds the process when it was told to do so here; any thread, any number of times.
  default void reach() {
    var armed = Armed.BY_ENVIRONMENT;
    if (armed == null) {
      return;
    }
    switch (armed.visit(name())) {
      case GO_ON -> {}
      case HALT -> Runtime.getRuntime().halt(Armed.HALT_CODE);
      case HOLD -> armed.hold();
    }
  }
}
