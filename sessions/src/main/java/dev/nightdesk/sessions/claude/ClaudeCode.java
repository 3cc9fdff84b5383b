package dev.nightdesk.sessions.claude;

import dev.nightdesk.sessions.AgentBackend;
import dev.nightdesk.sessions.AgentEvent;
import dev.nightdesk.sessions.AgentInput;
import dev.nightdesk.sessions.AgentKind;
import dev.nightdesk.sessions.InputId;
import dev.nightdesk.sessions.InputLine;
import dev.nightdesk.sessions.SessionSpec;
import dev.nightdesk.sessions.SessionSpec.Start;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Claude Code in its host mode: one `claude -p` process a session, stream-json both ways, prompts
/// for permission on the same stream (HOST-1, HOST-6). Without state, safe for any thread.
///
/// Every flag is one word, `--flag=value`, so that a value that begins with `-` cannot become a
/// flag (HOST-9); prompts travel by the journal, never here.
public final class ClaudeCode implements AgentBackend {
  /// What a variable that switches something on is set to.
  private static final String ON = "1";

  private final AgentKind kind;
  private final List<String> command;
  private final Path home;
  private final Fence fence;
  private final Map<String, String> environment;

  /// @param command the program and its own first arguments: `claude`, or a path to it
  /// @param home our state: the agent's file tools are kept out of it
  /// @param denied further files and folders to keep it out of: the configuration
  /// @param environment where `CLAUDE_CONFIG_DIR` and `HOME` are looked up, unless a session's own
  ///   environment says otherwise: the environment the child inherits from
  public ClaudeCode(
      AgentKind kind,
      List<String> command,
      Path home,
      List<Path> denied,
      Map<String, String> environment) {
    this.kind = kind;
    this.command = List.copyOf(command);
    this.home = home;
    this.fence = new Fence(home, denied);
    this.environment = Map.copyOf(environment);
  }

  @Override
  public AgentKind kind() {
    return kind;
  }

  /// Looks at the disk for the conversation, and starts so that the process comes up: an existing
  /// conversation is always resumed, even when a fresh start is asked for (the id is ours alone, so
  /// what it names is this session, and taking it twice would end the process); a conversation that
  /// is not there yet is begun under its id; and where the id is spoilt by a file without a
  /// message, the agent takes an id of its own and tells it ([AgentEvent.Started]).
  @Override
  public Launch launch(SessionSpec spec) {
    var line = new ArrayList<>(command);
    line.addAll(
        List.of(
            "-p",
            "--input-format=stream-json",
            "--output-format=stream-json",
            "--verbose", // stream-json output refuses to start without it
            "--permission-prompt-tool=stdio", // without it every prompt is denied unasked
            "--permission-mode=" + spec.permissionMode()));
    if (spec.model() != null) {
      line.add("--model=" + spec.model());
    }
    if (spec.maxTurns() > 0) {
      line.add("--max-turns=" + spec.maxTurns());
    }
    if (spec.maxBudgetUsd() != null) {
      line.add("--max-budget-usd=" + spec.maxBudgetUsd());
    }
    line.add("--settings=" + fence.settings(spec.id()));
    var variables = new HashMap<String, String>();
    variables.put("CLAUDE_CODE_EMIT_SESSION_STATE_EVENTS", ON);
    variables.put("DISABLE_AUTOUPDATER", ON);
    Path configuration = configuration(spec.environment());
    switch (Transcripts.kept(configuration, spec.conversation())) {
      case CONVERSATION -> {
        line.add("--resume=" + spec.conversation());
        if (spec.start() == Start.CONTINUE && !isOver(spec, configuration)) {
          variables.put("CLAUDE_CODE_RESUME_INTERRUPTED_TURN", ON);
        }
      }
      case NOTHING -> line.add("--session-id=" + spec.conversation());
      case HUSK -> {}
    }
    return new Launch(line, variables);
  }

  /// Whether the turn that the program would take up again is over. Left without its end in the
  /// transcript, it still looks cut off: one whose call failed, one that was killed when a person
  /// stopped it, or one whose end was not written in time. The prompt behind it would join it.
  private static boolean isOver(SessionSpec spec, Path configuration) {
    return Transcripts.lastPrompt(configuration, spec.conversation())
        .filter(spec.finished()::contains)
        .isPresent();
  }

  /// Its version (VER-1): older ones know neither half of the flags above nor the lines we read.
  @Override
  public Optional<Trial> trial() {
    var question = new ArrayList<>(command);
    question.add("--version");
    return Optional.of(new Trial(question, ClaudeVersion::refusal));
  }

  /// The CLI's own registry. Only files of the user whom our home belongs to count.
  @Override
  public List<Registered> registered(Map<String, String> configured) {
    return Registry.read(configuration(configured), home);
  }

  private Path configuration(Map<String, String> configured) {
    var seen = new HashMap<>(environment);
    seen.putAll(configured);
    return Transcripts.configuration(seen);
  }

  @Override
  public InputLine encode(InputId id, AgentInput input) {
    return Encoding.line(id, input);
  }

  @Override
  public List<AgentEvent> decode(String line) {
    return Decoding.events(line);
  }

  @Override
  public AgentEvent.Exited exited(@Nullable Integer code, boolean hadResult, String standardError) {
    return Endings.of(code, hadResult, standardError);
  }
}
