package dev.nightdesk.tests.host;

import dev.nightdesk.sessions.AgentInput;
import dev.nightdesk.sessions.SessionHost;
import java.nio.file.Path;

class FakeHostTest implements SessionHostContract {
  private final FakeHost host = new FakeHost();

  FakeHostTest() {
    host.onStart(spec -> host.emit(spec.id(), EchoBackend.said("started 1")));
    host.onSend((session, incarnation, input, what) -> {
      if (what instanceof AgentInput.Prompt(String text, boolean _)) {
        if (text.startsWith("exit ")) {
          host.die(session, Integer.valueOf(text.substring(5)));
        } else {
          host.emit(session, EchoBackend.said(text));
        }
      }
    });
  }

  @Override
  public SessionHost host() {
    return host;
  }

  @Override
  public SessionHost another() {
    return host;
  }

  @Override
  public Path directory() {
    return Path.of("/");
  }
}
