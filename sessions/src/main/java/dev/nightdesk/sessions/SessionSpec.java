package dev.nightdesk.sessions;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Everything needed to start one incarnation of a session. Flags are all given again at every
/// start: a resumed agent restores neither permission mode nor effort.
///
/// @param incarnation from 1; the next may start only after the one before is dead
/// @param directory the working directory, absolute; it exists
/// @param conversation the agent's own conversation id
/// @param start how to begin
/// @param permissionMode one of PERM-1's words, always passed (PERM-2)
/// @param maxTurns bound of turns for the run (HOST-17), 0 for none
/// @param maxBudgetUsd bound of spending in dollars as the CLI takes it, `null` for none
/// @param environment added to the allow-listed environment, from the config
/// @param finished prompts whose turns are over, by what the agent told us: none of them is taken
///   up again, whatever the kept conversation says of it
public record SessionSpec(
    SessionId id,
    int incarnation,
    AgentKind agent,
    Path directory,
    String conversation,
    Start start,
    @Nullable String model,
    String permissionMode,
    int maxTurns,
    @Nullable String maxBudgetUsd,
    Map<String, String> environment,
    Set<InputId> finished) {
  public SessionSpec {
    environment = Map.copyOf(environment);
    finished = Set.copyOf(finished);
  }

  /// One of a session in which nothing is over yet.
  public SessionSpec(
      SessionId id,
      int incarnation,
      AgentKind agent,
      Path directory,
      String conversation,
      Start start,
      @Nullable String model,
      String permissionMode,
      int maxTurns,
      @Nullable String maxBudgetUsd,
      Map<String, String> environment) {
    this(
        id,
        incarnation,
        agent,
        directory,
        conversation,
        start,
        model,
        permissionMode,
        maxTurns,
        maxBudgetUsd,
        environment,
        Set.of());
  }

  /// How an incarnation begins.
  public enum Start {
    /// A new conversation with the id `conversation`.
    FRESH,
    /// The kept conversation, waiting for input. Becomes [#FRESH] by itself when there is none yet.
    RESUME,
    /// The kept conversation, and a turn that was cut off runs again. Becomes [#RESUME] by itself
    /// when that turn is of a prompt that is finished.
    CONTINUE
  }
}
