package dev.nightdesk.sessions;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// A place in the program where a test may end the process at once, as a power cut would: each
/// module has one enum of its points, and writes `Point.SPEC_WRITTEN.reach()` there.
///
/// Free when the environment variable [#VARIABLE] is not set. Set to a point's name, the process
/// halts with code 137 the first time that point is reached; set to `NAME@3`, the third time. For
/// tests only: nothing else sets it.
public interface FailPoint {
  String VARIABLE = "NIGHTDESK_FAIL_POINT";

  /// The point as the variable spells it; an enum's own name.
  String name();

  /// Whether the process was told to end at this point, now or at a later visit: for a step that
  /// must be cut in two first.
  default boolean isArmed() {
    var armed = Armed.BY_ENVIRONMENT;
    return armed != null && armed.name.equals(name());
  }

  /// Halts the process when it was told to end here; any thread, any number of times.
  default void reach() {
    var armed = Armed.BY_ENVIRONMENT;
    if (armed != null && armed.ends(name())) {
      Runtime.getRuntime().halt(Armed.HALT_CODE);
    }
  }

  /// Where the process is to end.
  final class Armed {
    /// What a shell reports for a process killed by signal 9.
    static final int HALT_CODE = 137;

    private static final @Nullable Armed BY_ENVIRONMENT = parse(System.getenv(VARIABLE));

    private final String name;
    private final AtomicInteger visitsLeft;

    private Armed(String name, int visits) {
      this.name = name;
      this.visitsLeft = new AtomicInteger(visits);
    }

    /// @param text `NAME` or `NAME@nth`; nothing for none
    static @Nullable Armed parse(@Nullable String text) {
      if (text == null || text.isBlank()) {
        return null;
      }
      int at = text.indexOf('@');
      return at < 0
          ? new Armed(text, 1)
          : new Armed(text.substring(0, at), Integer.parseInt(text.substring(at + 1)));
    }

    boolean ends(String point) {
      return name.equals(point) && visitsLeft.decrementAndGet() == 0;
    }
  }
}
