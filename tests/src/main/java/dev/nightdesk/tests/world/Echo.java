package dev.nightdesk.tests.world;

import dev.nightdesk.sessions.AgentEvent;
import dev.nightdesk.sessions.AgentInput;
import dev.nightdesk.sessions.InputId;
import dev.nightdesk.sessions.SessionId;
import dev.nightdesk.tests.host.FakeHost;
import java.time.Duration;
import java.util.List;

/// What agents without processes do by themselves: they answer a prompt with its own words.
public final class Echo {
  private Echo() {}

  /// Every agent of this host answers every prompt at once.
  public static void on(FakeHost host) {
    host.onSend((session, _, input, what) -> {
      if (what instanceof AgentInput.Prompt prompt) {
        begins(host, session, input);
        answers(host, session, input, "echo: " + prompt.text());
      }
    });
  }

  /// The agent takes up a prompt.
  public static void begins(FakeHost host, SessionId session, InputId input) {
    host.emit(session, new AgentEvent.InputMoved(input, AgentEvent.Lifecycle.STARTED));
    host.emit(session, new AgentEvent.StateIs(AgentEvent.State.RUNNING));
  }

  /// The agent is done with it, and waits for the next.
  public static void answers(FakeHost host, SessionId session, InputId input, String words) {
    host.emit(session, new AgentEvent.Spoke(words, false, false));
    host.emit(
        session,
        new AgentEvent.TurnEnded(
            AgentEvent.Ending.COMPLETED,
            null,
            words,
            List.of(input),
            1,
            Duration.ofSeconds(1),
            0.01,
            0,
            false));
    host.emit(session, new AgentEvent.InputMoved(input, AgentEvent.Lifecycle.COMPLETED));
    host.emit(session, new AgentEvent.StateIs(AgentEvent.State.IDLE));
  }

  /// The agent asks for leave to run a command.
  public static void asks(FakeHost host, SessionId session, String request, String command) {
    host.emit(
        session,
        new AgentEvent.AskedPermission(
            request,
            "tool-" + request,
            "Bash",
            "{\"command\":\"" + command + "\"}",
            "hash-" + command,
            command,
            null,
            null,
            List.of()),
        new AgentEvent.StateIs(AgentEvent.State.REQUIRES_ACTION));
  }
}
