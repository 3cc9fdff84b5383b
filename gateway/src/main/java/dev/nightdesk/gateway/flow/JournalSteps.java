package dev.nightdesk.gateway.flow;

import dev.nightdesk.gateway.desk.Happening;
import dev.nightdesk.gateway.flow.Steps.Done;
import dev.nightdesk.sessions.AgentListener;
import dev.nightdesk.sessions.SessionId;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Steps from what agents write into their journals. Safe for any thread; the order of one session
/// is the caller's.
final class JournalSteps {
  private static final Logger LOG = LoggerFactory.getLogger(JournalSteps.class);

  private final Steps steps;
  private final Suspects suspects;

  JournalSteps(Steps steps, Suspects suspects) {
    this.steps = steps;
    this.suspects = suspects;
  }

  /// Takes what an agent wrote, in the order it was written. Returning means that the cursor is
  /// stored behind the last line. Lines that were read together are one step: one look, one commit,
  /// one change on the screen. When that cannot be decided each is tried alone, so that only the
  /// one at fault is buried.
  void heard(SessionId session, List<AgentListener.Line> read) throws InterruptedException {
    boolean careful = suspects.concernsLines(session);
    if (!careful && read.size() > 1 && decided(session, read)) {
      return;
    }
    for (AgentListener.Line line : read) {
      var what = happening(session, line);
      if (careful) {
        String name = "line of %s before %s".formatted(session, line.after());
        suspects.run(name, () -> line(what, line.raw()), () -> passed(what, line.raw()));
      } else {
        line(what, line.raw());
      }
    }
  }

  private boolean decided(SessionId session, List<AgentListener.Line> read)
      throws InterruptedException {
    var lines =
        new Happening.Lines(session, read.stream().map(line -> happening(session, line)).toList());
    Point.LINE_HEARD.reach();
    try {
      steps.tell(steps.committed(tx -> new Done<>(steps.decide(tx, lines), true)).decision());
    } catch (StackOverflowError | RuntimeException e) {
      LOG.warn("happening=Lines count={} event=step-failed", read.size(), e);
      return false;
    }
    Point.LINE_STEPPED.reach();
    return true;
  }

  private static Happening.Line happening(SessionId session, AgentListener.Line line) {
    return new Happening.Line(session, line.after(), line.events());
  }

  /// @param raw the line itself, for the record if it cannot be decided about
  private void line(Happening.Line line, String raw) throws InterruptedException {
    Point.LINE_HEARD.reach();
    steps.attempt(
        "Line",
        tx -> new Done<>(steps.decide(tx, line), true),
        (tx, stack) -> steps.bury(tx, line, raw, stack));
    Point.LINE_STEPPED.reach();
  }

  private void passed(Happening.Line line, String raw) throws InterruptedException {
    steps.putAside("Line", (tx, stack) -> steps.bury(tx, line, raw, stack), Suspects.WHY);
  }
}
