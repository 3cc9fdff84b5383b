package dev.nightdesk.sessions.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.nightdesk.sessions.AgentBackend;
import dev.nightdesk.sessions.AgentEvent;
import dev.nightdesk.sessions.AgentInput;
import dev.nightdesk.sessions.AgentKind;
import dev.nightdesk.sessions.InputId;
import dev.nightdesk.sessions.InputLine;
import dev.nightdesk.sessions.SessionSpec;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Stands for an agent that was taken out of the config while a process of it lives. It can be seen
/// to end, and be ended; nobody here speaks its language, so nothing is started, and no line of
/// this one's is ever written ([LocalHost#send]).
///
/// @param kind the agent that is meant
record Unserved(AgentKind kind) implements AgentBackend {
  private static final int ENDED = 0;
  private static final int TERMINATED = 143;

  /// An empty line, in no agent's language.
  private static final byte[] NOTHING = "\n".getBytes(UTF_8);

  /// Whether the line was put into no language; the agent may be set up by now.
  static boolean encoded(InputLine line) {
    return Arrays.equals(line.bytes(), NOTHING);
  }

  static String why(AgentKind kind) {
    return "the agent %s is not set up here any more; put it back into the config and start again"
        .formatted(kind);
  }

  @Override
  public Launch launch(SessionSpec spec) {
    throw new IllegalStateException(why(kind));
  }

  @Override
  public InputLine encode(InputId id, AgentInput input) {
    return new InputLine(id, NOTHING);
  }

  @Override
  public List<AgentEvent> decode(String line) {
    return List.of(new AgentEvent.Noise(why(kind)));
  }

  @Override
  public AgentEvent.Exited exited(@Nullable Integer code, boolean hadResult, String standardError) {
    boolean clean = code != null && (code == ENDED || code == TERMINATED);
    return new AgentEvent.Exited(
        code, clean ? AgentEvent.Death.CLEAN : AgentEvent.Death.CRASHED, why(kind));
  }
}
