package dev.nightdesk.gateway.desk;

import dev.nightdesk.adapters.Inbound;
import dev.nightdesk.adapters.Place;
import dev.nightdesk.sessions.AgentEvent;
import dev.nightdesk.sessions.Cursor;
import dev.nightdesk.sessions.Outcome;
import dev.nightdesk.sessions.SessionId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One thing to decide about. Chat, agents, effects and time all come through here.
public sealed interface Happening {
  /// A channel brought something.
  record Came(Inbound inbound) implements Happening {}

  /// An agent wrote a line.
  ///
  /// @param after the place behind it; refused when not after the stored one
  record Line(SessionId session, Cursor after, List<AgentEvent> events) implements Happening {
    public Line {
      events = List.copyOf(events);
    }
  }

  /// An agent wrote several lines before they were read: what they say is decided about in their
  /// order, at once.
  record Lines(SessionId session, List<Line> lines) implements Happening {
    public Lines {
      lines = List.copyOf(lines);
    }
  }

  /// A line that was put aside is decided about after all. Its session has gone on behind it.
  record Overdue(Line line) implements Happening {}

  /// An effect came to its end.
  record Ended(Effect effect, Result result) implements Happening {}

  /// Time passed. Comes about every [#EVERY_SECONDS] seconds.
  ///
  /// @param awakeSince the clock's time when the machine last woke from a sleep; `null` when it did
  ///   not sleep: what lies before is nobody's idle time (LIFE-7)
  record Tick(@Nullable Instant awakeSince) implements Happening {
    public static final int EVERY_SECONDS = 15;
  }

  /// The gateway started; comes once, before anything else. Sessions whose process ended meanwhile
  /// tell so themselves, by the [AgentEvent.Exited] at the end of their output.
  record Opened() implements Happening {}

  /// The machine was started anew while we were away, and no agent outlives that. Comes behind
  /// [Opened], before the ends of the agents are read.
  record Rebooted() implements Happening {}

  /// By its own word an agent has waited for a person for a while, and we know of no open request.
  ///
  /// @param what it waits for, in its own words
  /// @param again it came to this a short while ago as well
  record LostQuestion(SessionId session, int incarnation, String what, boolean again)
      implements Happening {}

  /// A process runs that nobody here knows as living.
  record Stray(String what) implements Happening {}

  /// A channel can say nothing in a place any more.
  record PlaceLost(Place place, String why) implements Happening {}

  /// A session's card was refused, also in its plainest form, and stands nowhere.
  ///
  /// @param kind what it was for: [WantedCard.Kind#REQUEST] or [WantedCard.Kind#RESULT]
  record Unshown(SessionId session, WantedCard.Kind kind, Place place, String why)
      implements Happening {}

  /// How an effect ended.
  sealed interface Result {
    record Done() implements Result {}

    /// A launch succeeded there.
    record Launched(String directory, String branch, String base, String note) implements Result {}

    /// Files were fetched; their absolute paths, in order. A file that could not be fetched is
    /// named with the reason.
    record Fetched(List<String> paths, List<String> failures) implements Result {}

    /// What it changed.
    ///
    /// @param named files of the workplace that the answer names and a person may want, by their
    ///   paths in it
    record Surveyed(int files, int added, int removed, boolean uncommitted, List<String> named)
        implements Result {
      public Surveyed {
        named = List.copyOf(named);
      }

      public Surveyed(int files, int added, int removed, boolean uncommitted) {
        this(files, added, removed, uncommitted, List.of());
      }
    }

    record Transcribed(String text) implements Result {}

    record Opened(Place thread) implements Result {}

    record Refused(Outcome.Reason reason, String why) implements Result {}

    record Unknown(String why) implements Result {}
  }
}
