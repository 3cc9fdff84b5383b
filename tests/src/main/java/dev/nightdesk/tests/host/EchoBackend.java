package dev.nightdesk.tests.host;

import dev.nightdesk.sessions.AgentBackend;
import dev.nightdesk.sessions.AgentEvent;
import dev.nightdesk.sessions.AgentEvent.Death;
import dev.nightdesk.sessions.AgentInput;
import dev.nightdesk.sessions.AgentKind;
import dev.nightdesk.sessions.InputId;
import dev.nightdesk.sessions.InputLine;
import dev.nightdesk.sessions.SessionSpec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The smallest agent there is, in 40 lines of shell: it says what it is told, and does what a few
/// words ask of it. Its lines are plain text, so that a test reads what stands in the journal.
///
/// `exit 3` ends it with that code, `kill KILL` by that signal, `big 2000000` says a line of that
/// length, `env` its environment, `error words` writes to its standard error, `half` leaves a line
/// unfinished and dies, `garbage` prints bytes that are no text, `deaf` ignores SIGTERM and SIGINT
/// from then on, `child` leaves behind a process that ignores them too, in a session of its own and
/// `orphan` one whose parents are gone as well; `turn` ends a turn.
public final class EchoBackend implements AgentBackend {
  /// Needs no name in any config.
  public static final AgentKind KIND = new AgentKind("echo");

  private static final String AGENT =
      """
      trap 'echo interrupted; exit 0' INT
      echo "started $$"
      while IFS= read -r line || [ -n "$line" ]; do
        case $line in
          'exit '*) exit ${line#exit } ;;
          'kill '*) kill -s ${line#kill } $$ ;;
          'big '*) head -c ${line#big } /dev/zero | tr '\\0' x; echo ;;
          env) env; echo end of env ;;
          'error '*) echo "${line#error }" >&2 ;;
          half) printf 'half a li'; kill -s KILL $$ ;;
          garbage) printf '\\377\\376\\000{"\\n' ;;
          deaf) trap '' TERM INT; echo deaf ;;
          child) setsid sh -c 'trap "" TERM INT HUP; echo "child $$"; while :; do sleep 60; done' & ;;
          orphan) (setsid sh -c 'trap "" TERM INT HUP; echo "orphan $$"; while :; do sleep 60; done' &) ;;
          *) printf '%s\\n' "$line" ;;
        esac
      done
      echo "end of input"
      """;

  private final List<String> command;
  private final Map<String, String> environment;
  private final Optional<Trial> trial;

  public EchoBackend() {
    this(List.of("sh", "-c", AGENT), Map.of());
  }

  private EchoBackend(
      List<String> command, Map<String, String> environment, Optional<Trial> trial) {
    this.command = List.copyOf(command);
    this.environment = Map.copyOf(environment);
    this.trial = trial;
  }

  /// Another program, or variables of the backend's own.
  public EchoBackend(List<String> command, Map<String, String> environment) {
    this(command, environment, Optional.empty());
  }

  /// The same agent with variables.
  public EchoBackend with(Map<String, String> variables) {
    return new EchoBackend(command, variables, trial);
  }

  /// The same agent, which has to prove itself first.
  public EchoBackend tried(Trial by) {
    return new EchoBackend(command, environment, Optional.of(by));
  }

  @Override
  public Optional<Trial> trial() {
    return trial;
  }

  @Override
  public AgentKind kind() {
    return KIND;
  }

  @Override
  public Launch launch(SessionSpec spec) {
    return new Launch(command, environment);
  }

  @Override
  public InputLine encode(InputId id, AgentInput input) {
    var text = input instanceof AgentInput.Prompt(String words, boolean _) ? words : "" + input;
    return new InputLine(id, (text.replace('\n', ' ') + "\n").getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public List<AgentEvent> decode(String line) {
    if (line.indexOf('\0') >= 0) {
      return List.of(new AgentEvent.Noise("not a text"));
    }
    if (line.equals("trip")) {
      throw new IllegalStateException("a decoder with a bug");
    }
    return line.equals("turn") ? List.of(turnEnded()) : List.of(said(line));
  }

  /// What decode makes of a plain line.
  public static AgentEvent said(String line) {
    return new AgentEvent.Spoke(line, false, false);
  }

  private static AgentEvent turnEnded() {
    return new AgentEvent.TurnEnded(
        AgentEvent.Ending.COMPLETED, null, "", List.of(), 1, Duration.ZERO, 0, 0, false);
  }

  @Override
  public AgentEvent.Exited exited(@Nullable Integer code, boolean hadResult, String standardError) {
    var clean = code != null && (code == 0 || code == 143);
    var death = clean ? Death.CLEAN : hadResult ? Death.CRASHED : Death.FAILED_START;
    var words = standardError.lines().reduce("", (before, last) -> last);
    return new AgentEvent.Exited(code, death, words);
  }
}
