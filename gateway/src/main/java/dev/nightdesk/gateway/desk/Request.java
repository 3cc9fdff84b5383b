package dev.nightdesk.gateway.desk;

import dev.nightdesk.sessions.AgentEvent;
import dev.nightdesk.sessions.SessionId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Something an agent waits for.
///
/// @param id ours; buttons name it
/// @param ask what it asked: a permission, questions or a plan
/// @param picks for questions: one for each, in their order; empty otherwise
/// @param partAt when the question that is open now came to be, `null` while it is the first
/// @param settled how it ended, `null` while it is open
public record Request(
    UUID id,
    SessionId session,
    int incarnation,
    AgentEvent.Ask ask,
    Instant at,
    List<Pick> picks,
    @Nullable Instant partAt,
    @Nullable Settled settled) {
  public Request {
    picks = List.copyOf(picks);
  }

  /// What was chosen for one question so far.
  public record Pick(List<String> chosen, boolean done) {
    public static final Pick NOTHING = new Pick(List.of(), false);

    public Pick {
      chosen = List.copyOf(chosen);
    }
  }

  /// How a request ended.
  ///
  /// @param by a person's name, or empty when nobody settled it
  /// @param words what was decided, for people: `Allowed once`
  /// @param verdict what the agent is told; `null` when nothing was told
  /// @param seen the verdict was seen to act, or needs no watching. While it was not, and the agent
  ///   died, it is given once more to the same ask
  public record Settled(
      How how, String by, Instant at, String words, @Nullable Verdict verdict, boolean seen) {
    Settled nowSeen() {
      return new Settled(how, by, at, words, verdict, true);
    }
  }

  public enum How {
    ANSWERED,
    /// The agent took it back.
    WITHDRAWN,
    /// The agent died; it will ask again.
    LOST
  }

  /// A decision without the request it belongs to.
  public sealed interface Verdict {
    record Allow(List<String> rules) implements Verdict {
      public Allow {
        rules = List.copyOf(rules);
      }
    }

    record Deny(String message) implements Verdict {}

    /// The questions' answers.
    ///
    /// @param chosen labels or own words, one list a question, in their order
    record Answers(List<List<String>> chosen) implements Verdict {
      public Answers {
        chosen = List.copyOf(chosen);
      }
    }
  }

  public boolean isOpen() {
    return settled == null;
  }

  /// Answered, and the answer was not seen to act yet.
  public boolean isUnseen() {
    return settled != null && settled.how() == How.ANSWERED && !settled.seen();
  }

  /// Equal asks have equal keys, over restarts: the tool and the canonical arguments.
  public String key() {
    return switch (ask) {
      case AgentEvent.AskedPermission asked -> asked.tool() + " " + asked.inputHash();
      case AgentEvent.AskedQuestion asked -> "AskUserQuestion " + asked.inputHash();
      case AgentEvent.AskedPlan asked -> "ExitPlanMode " + asked.inputHash();
    };
  }

  /// The first question that has no final answer yet; the number of questions when all have.
  public int openQuestion() {
    for (int i = 0; i < picks.size(); i++) {
      if (!picks.get(i).done()) {
        return i;
      }
    }
    return picks.size();
  }

  /// When what it asks for now could be read first.
  Instant askedAt() {
    return partAt == null ? at : partAt;
  }

  Request picking(int question, Pick pick, Instant now) {
    var next = new ArrayList<>(picks);
    next.set(question, pick);
    return new Request(
        id, session, incarnation, ask, at, next, pick.done() ? now : partAt, settled);
  }

  Request settled(Settled how) {
    return new Request(id, session, incarnation, ask, at, picks, partAt, how);
  }
}
