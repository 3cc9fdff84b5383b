package dev.nightdesk.sessions;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Something an agent told. Unknown messages become no event at all; a line that is not JSON
/// becomes [Noise].
public sealed interface AgentEvent {
  /// A turn begins, or the process is up.
  ///
  /// @param conversation the newest conversation id: what a later resume needs
  record Started(String conversation, String model, String permissionMode, String version)
      implements AgentEvent {}

  /// The agent said something, in Markdown.
  ///
  /// @param subagent said by a helper of the agent: not part of the answer
  /// @param synthetic written by the CLI itself (an API error, a local command's output)
  record Spoke(String markdown, boolean subagent, boolean synthetic) implements AgentEvent {}

  /// A tool call begins.
  ///
  /// @param summary one line a person understands: the command, the file
  record UsedTool(String toolUse, String tool, String summary, boolean subagent)
      implements AgentEvent {}

  /// A tool call ended.
  record ToolEnded(String toolUse, boolean failed) implements AgentEvent {}

  /// The agent waits for a person. It may wait without limit; the request's id holds until the
  /// process ends.
  sealed interface Ask extends AgentEvent {
    String request();

    String toolUse();

    /// The arguments as JSON, as they came.
    String input();

    /// SHA-256 of the canonical arguments (sorted keys), hex: equal arguments, equal hash.
    String inputHash();
  }

  /// The agent waits for leave to use a tool.
  ///
  /// @param rules what could be allowed for the session; empty: offer no "always"
  record AskedPermission(
      String request,
      String toolUse,
      String tool,
      String input,
      String inputHash,
      String description,
      @Nullable String reason,
      @Nullable String subagent,
      List<Rule> rules)
      implements Ask {
    public AskedPermission {
      rules = List.copyOf(rules);
    }
  }

  /// A permission rule the agent offers.
  ///
  /// @param json as it came
  /// @param words for people: `Bash(npm run *)`, `accept edits`
  record Rule(String json, String words) {}

  /// The agent waits for answers.
  record AskedQuestion(
      String request, String toolUse, String input, String inputHash, List<Question> questions)
      implements Ask {
    public AskedQuestion {
      questions = List.copyOf(questions);
    }
  }

  record Question(String text, String header, boolean multiSelect, List<Option> options) {
    public Question {
      options = List.copyOf(options);
    }
  }

  record Option(String label, String description) {}

  /// The agent waits for a plan to be approved.
  ///
  /// @param plan Markdown; empty when it wrote none (the last words before it are the plan then)
  record AskedPlan(String request, String toolUse, String input, String inputHash, String plan)
      implements Ask {}

  /// An open request is no longer wanted.
  record Withdrew(String request) implements AgentEvent {}

  /// A prompt of ours moved.
  record InputMoved(InputId input, Lifecycle state) implements AgentEvent {}

  enum Lifecycle {
    QUEUED,
    STARTED,
    COMPLETED,
    CANCELLED,
    DISCARDED,
    REFUSED
  }

  /// A control request of ours was answered.
  ///
  /// @param error `null` when it was granted
  record Answered(InputId input, @Nullable String error) implements AgentEvent {}

  record StateIs(State state) implements AgentEvent {}

  enum State {
    RUNNING,
    REQUIRES_ACTION,
    IDLE
  }

  /// A running tool or task told how far it is, or the agent's own status changed (compacting).
  record Progress(String words) implements AgentEvent {}

  record ModeIs(String permissionMode) implements AgentEvent {}

  /// A call to the model failed and is tried again.
  record Retrying(Trouble trouble, int attempt, int maxAttempts, Duration after)
      implements AgentEvent {}

  /// The account's limits.
  ///
  /// @param rejected nothing runs until `resetsAt`
  record Limited(boolean rejected, @Nullable Instant resetsAt, String kind) implements AgentEvent {}

  /// The whole set of background tasks that run now.
  record BackgroundNow(List<String> tasks) implements AgentEvent {
    public BackgroundNow {
      tasks = List.copyOf(tasks);
    }
  }

  /// The conversation began anew under another id (`/clear`).
  record Restarted(String conversation) implements AgentEvent {}

  /// The session touched a pull request.
  record Linked(String url) implements AgentEvent {}

  /// A turn ended (HOST-3: read by `is_error`, explained by `terminal_reason`).
  ///
  /// @param text the answer, in Markdown, or what went wrong in the agent's words
  /// @param answered the prompts this turn answered; empty for a turn nobody asked for
  /// @param turns model turns of this result
  /// @param totalCostUsd running total of the process's conversation, not of this turn
  /// @param queuedTurns more turns follow without input
  /// @param localOnly a slash command that cost nothing and ran no model
  record TurnEnded(
      Ending ending,
      @Nullable Trouble trouble,
      String text,
      List<InputId> answered,
      int turns,
      Duration took,
      double totalCostUsd,
      int queuedTurns,
      boolean localOnly)
      implements AgentEvent {
    public TurnEnded {
      answered = List.copyOf(answered);
    }
  }

  enum Ending {
    COMPLETED,
    INTERRUPTED,
    FAILED
  }

  /// Why a call to the model or a turn failed, as far as it matters to people.
  enum Trouble {
    BAD_KEY,
    RATE_LIMIT,
    OVERLOADED,
    NETWORK,
    NO_SUCH_MODEL,
    REFUSED_BY_MODEL,
    TOO_MANY_TURNS,
    OVER_BUDGET,
    BAD_REQUEST,
    BILLING,
    SERVER,
    OTHER
  }

  /// A line nobody could read; kept in the journal.
  record Noise(String why) implements AgentEvent {}

  /// The process is gone; the last event of an incarnation.
  ///
  /// @param code the exit code, or `null` when it left none (killed, power loss)
  /// @param lastWords the last line of its standard error, at most 500 characters, may be empty
  record Exited(@Nullable Integer code, Death death, String lastWords) implements AgentEvent {}

  enum Death {
    /// It ended by itself, or by our asking, in good order.
    CLEAN,
    /// `--resume` found no conversation: start afresh under the same id.
    NO_CONVERSATION,
    /// The conversation is held by another process.
    IN_USE,
    /// It never came up: the last words say why.
    FAILED_START,
    /// It was running, and is gone.
    CRASHED
  }
}
