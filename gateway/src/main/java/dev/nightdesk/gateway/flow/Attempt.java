package dev.nightdesk.gateway.flow;

import dev.nightdesk.adapters.MessageRef;
import dev.nightdesk.adapters.Place;
import dev.nightdesk.gateway.desk.Change;
import dev.nightdesk.gateway.desk.Happening.Result;
import dev.nightdesk.sessions.Outcome;
import dev.nightdesk.sessions.SessionId;
import java.time.Duration;
import java.util.List;

/// What came of one try at an effect.
sealed interface Attempt {
  /// It came to its end, good or bad.
  ///
  /// @param also changes learnt on the way, written with the end
  record Ended(Result result, List<Change> also) implements Attempt {
    public Ended {
      also = List.copyOf(also);
    }
  }

  /// Nothing came of it yet: the lane waits, then tries again.
  record Again(Duration after, String why) implements Attempt {}

  /// It may not be tried yet: the lane waits, and no try is counted.
  record NotYet(Duration after, String why) implements Attempt {}

  /// Where it was to be done is elsewhere by now: it is tried again there.
  record Elsewhere(Place from, Place to) implements Attempt {}

  static Attempt done() {
    return ended(new Result.Done());
  }

  static Attempt ended(Result result) {
    return new Ended(result, List.of());
  }

  static Attempt refused(Outcome.Reason reason, String why) {
    return ended(new Result.Refused(reason, why));
  }

  /// A message of a session was sent: a reply to it finds the session.
  static Attempt sent(MessageRef message, SessionId session) {
    return new Ended(new Result.Done(), List.of(new Change.LinkMessage(message, session)));
  }
}
