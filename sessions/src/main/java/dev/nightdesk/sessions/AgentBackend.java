package dev.nightdesk.sessions;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// How one kind of agent is started and what its lines mean. Free of state and safe for any thread;
/// only [#launch] and [#registered] may look at the disk.
public interface AgentBackend {
  AgentKind kind();

  /// The program and what it adds to the allow-listed environment.
  Launch launch(SessionSpec spec);

  /// What its program has to prove before its first start; empty when nothing.
  default Optional<Trial> trial() {
    return Optional.empty();
  }

  /// The line for an input; the same arguments give the same bytes.
  InputLine encode(InputId id, AgentInput input);

  /// What an output line says: never throws, never waits.
  ///
  /// @param line without its newline
  List<AgentEvent> decode(String line);

  /// What an end means.
  ///
  /// @param code the exit code, or `null` when the process left none
  /// @param hadResult whether it ever ended a turn
  /// @param standardError the last 4,096 characters of it
  AgentEvent.Exited exited(@Nullable Integer code, boolean hadResult, String standardError);

  /// A short question to the program, which it answers on standard output and ends.
  ///
  /// @param command the program and its arguments, no shell in between
  /// @param refusal why an answer makes the program unfit, in words for people; empty when it is
  ///   fit
  record Trial(List<String> command, Function<String, Optional<String>> refusal) {
    public Trial {
      command = List.copyOf(command);
    }
  }

  /// What processes of this kind wrote down about themselves outside any journal, ours and those in
  /// people's terminals; empty where they do not. An entry may be stale: it counts only while a
  /// process with its pid and its start lives. What cannot be read is left out.
  ///
  /// @param environment what the config adds to the environment
  default List<Registered> registered(Map<String, String> environment) {
    return List.of();
  }

  /// A process by its own word.
  ///
  /// @param started when it was started, as the system's process table says it; `null` when it does
  ///   not tell
  /// @param conversation the agent's own conversation id
  /// @param inTerminal a person has it on a screen
  /// @param waitsFor what it waits for from a person, `null` when for nothing
  /// @param changed another number for another state; no time to reckon with
  record Registered(
      long pid,
      @Nullable String started,
      String conversation,
      String directory,
      boolean inTerminal,
      @Nullable String waitsFor,
      long changed) {}

  /// How to start the program.
  ///
  /// @param command the program and its arguments, no shell in between
  record Launch(List<String> command, Map<String, String> environment) {
    public Launch {
      command = List.copyOf(command);
      environment = Map.copyOf(environment);
    }
  }
}
