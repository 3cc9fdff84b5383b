package dev.nightdesk.gateway.desk;

import dev.nightdesk.adapters.MessageRef;
import dev.nightdesk.adapters.Place;
import dev.nightdesk.sessions.AgentEvent.Trouble;
import dev.nightdesk.sessions.AgentKind;
import dev.nightdesk.sessions.Cursor;
import dev.nightdesk.sessions.InputId;
import dev.nightdesk.sessions.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One piece of work for an agent, from its dispatch on, over any number of processes.
///
/// @param since when it came into this state
/// @param restedIn while it waits for its process or starts: the state of rest it was called from,
///   `null` when it was at work or has just been dispatched
public record Session(
    SessionId id,
    Origin origin,
    Workplace workplace,
    State state,
    Instant since,
    Run run,
    Turn turn,
    Tally tally,
    @Nullable State restedIn) {

  /// Who asked for what, where (DISP-21). Never changes but for the place, when a chat moves or a
  /// thread is opened for it.
  public record Origin(
      String name,
      String prompt,
      AgentKind agent,
      String person,
      Place place,
      @Nullable MessageRef message,
      Instant at) {
    public Origin at(Place where) {
      return new Origin(name, prompt, agent, person, where, message, at);
    }
  }

  /// Where the agent works.
  ///
  /// @param repo the configured name
  /// @param directory absolute, `null` until prepared
  /// @param branch of its worktree, empty without one
  /// @param base what the branch began from, empty without one
  /// @param note what people should know about it, may be empty
  public record Workplace(
      String repo, @Nullable String directory, String branch, String base, String note) {}

  /// The newest incarnation.
  ///
  /// @param number 0 before the first
  /// @param live it was started and its end was not seen
  /// @param idle it can take a prompt now: the agent said so, or has had none yet
  /// @param leaving its end was asked for: it gets nothing more, and what waits goes to the next
  /// @param conversation what a resume is given
  /// @param restarts when it was resumed without a person asking, newest last
  public record Run(
      int number,
      boolean live,
      boolean idle,
      boolean leaving,
      Cursor cursor,
      String conversation,
      List<Instant> restarts) {
    public Run {
      restarts = List.copyOf(restarts);
    }

    /// One whose end nobody asked for.
    public Run(
        int number,
        boolean live,
        boolean idle,
        Cursor cursor,
        String conversation,
        List<Instant> restarts) {
      this(number, live, idle, false, cursor, conversation, restarts);
    }

    /// The same, read up to a later place.
    public Run at(Cursor next) {
      return new Run(number, live, idle, leaving, next, conversation, restarts);
    }

    /// Whether the end of its output was read already.
    boolean endWasRead() {
      return cursor.incarnation() > number;
    }

    Run idle(boolean now) {
      return new Run(number, live, now, leaving, cursor, conversation, restarts);
    }

    Run live(boolean now) {
      return new Run(number, now, now && idle, now && leaving, cursor, conversation, restarts);
    }

    Run leaving(boolean now) {
      return new Run(number, live, idle, now && live, cursor, conversation, restarts);
    }

    Run talking(String id) {
      return new Run(number, live, idle, leaving, cursor, id, restarts);
    }

    Run restartedAt(List<Instant> times) {
      return new Run(number, live, idle, leaving, cursor, conversation, times);
    }

    /// The next incarnation, not started yet.
    Run next(List<Instant> withRestarts) {
      return new Run(
          number + 1, false, false, Cursor.startOf(number + 1), conversation, withRestarts);
    }
  }

  /// What is going on, or what came of it.
  ///
  /// @param activity one line
  /// @param said the agent's last words, Markdown
  /// @param result the last turn's answer, Markdown
  /// @param trouble why it failed or waits, `null` when well
  /// @param troubleWords the agent's own words for it
  /// @param background tasks that run beside
  /// @param startedAt of the running or last turn
  /// @param instead the waiting prompt that a person wants in place of this turn, `null` for none
  public record Turn(
      String activity,
      String said,
      String result,
      @Nullable Trouble trouble,
      String troubleWords,
      List<String> background,
      Instant startedAt,
      @Nullable InputId instead) {
    public Turn {
      background = List.copyOf(background);
    }

    static Turn fresh(Instant at) {
      return new Turn("", "", "", null, "", List.of(), at, null);
    }

    Turn doing(String line) {
      return new Turn(line, said, result, trouble, troubleWords, background, startedAt, instead);
    }

    Turn saying(String markdown, String line) {
      return new Turn(
          line, markdown, result, trouble, troubleWords, background, startedAt, instead);
    }

    /// Its process is on the way up. What came of the last turn stands until the next has begun.
    Turn starting(Instant at) {
      return new Turn(activity, said, result, null, "", background, at, instead);
    }

    /// What was to make way still is to, when it is begun again after a death.
    Turn began(Instant at) {
      return new Turn(activity, said, "", null, "", background, at, instead);
    }

    Turn ended(String answer, @Nullable Trouble why, String whyWords) {
      return new Turn("", said, answer, why, whyWords, background, startedAt, null);
    }

    Turn troubled(@Nullable Trouble why, String whyWords) {
      return new Turn(activity, said, result, why, whyWords, background, startedAt, instead);
    }

    Turn beside(List<String> tasks) {
      return new Turn(activity, said, result, trouble, troubleWords, tasks, startedAt, instead);
    }

    Turn makesWayFor(@Nullable InputId prompt) {
      return new Turn(activity, said, result, trouble, troubleWords, background, startedAt, prompt);
    }
  }

  /// Sums over all turns. Money is the agent's own estimate (HOST-4).
  ///
  /// @param lastTotal the newest running total of the agent, to tell a counter that began anew
  public record Tally(int turns, double costUsd, double lastTotal, Duration worked) {
    static final Tally NONE = new Tally(0, 0, 0, Duration.ZERO);

    Tally plus(int moreTurns, double total, Duration took) {
      // The running total starts again at 0 after `/clear`, and goes on over a resume.
      double more = total >= lastTotal ? total - lastTotal : total;
      return new Tally(turns + moreTurns, costUsd + more, total, worked.plus(took));
    }
  }

  public String shortId() {
    return id.shortId();
  }

  /// STATE-4: the shape tells whether the process lives.
  public String icon() {
    return switch (state) {
      case STARTING, WORKING, IDLE -> run.live() || state == State.STARTING ? "✻" : "∙";
      case QUEUED, NEEDS_INPUT, COMPLETED, FAILED, STOPPED -> state.mark();
    };
  }

  /// It was ended from outside, by a person or by us: what its process still says is only written
  /// down (MAN-15).
  boolean isEnded() {
    return state == State.STOPPED || (state == State.FAILED && run.leaving());
  }

  /// The same, gone on behind a line that nobody could decide about. When that was the end of its
  /// process there is nothing of it left to read: it is gone, and the session waits for a person.
  public Session passed(Cursor line, Instant at) {
    var next = with(run.at(line));
    return next.run.endWasRead() ? next.with(next.run.live(false)).in(State.FAILED, at) : next;
  }

  Session in(State next, Instant at) {
    return next == state
        ? this
        : new Session(id, origin, workplace, next, at, run, turn, tally, restBefore(next));
  }

  private @Nullable State restBefore(State next) {
    return switch (next) {
      case QUEUED, STARTING ->
          switch (state) {
            case IDLE, COMPLETED, FAILED, STOPPED -> state;
            case QUEUED, STARTING -> restedIn;
            case WORKING, NEEDS_INPUT -> null;
          };
      case WORKING, NEEDS_INPUT, IDLE, COMPLETED, FAILED, STOPPED -> null;
    };
  }

  /// In its state as if it had just come into it.
  Session anew(Instant at) {
    return new Session(id, origin, workplace, state, at, run, turn, tally, restedIn);
  }

  Session with(Origin next) {
    return new Session(id, next, workplace, state, since, run, turn, tally, restedIn);
  }

  Session with(Workplace next) {
    return new Session(id, origin, next, state, since, run, turn, tally, restedIn);
  }

  public Session with(Run next) {
    return new Session(id, origin, workplace, state, since, next, turn, tally, restedIn);
  }

  Session with(Turn next) {
    return new Session(id, origin, workplace, state, since, run, next, tally, restedIn);
  }

  Session with(Tally next) {
    return new Session(id, origin, workplace, state, since, run, turn, next, restedIn);
  }
}
