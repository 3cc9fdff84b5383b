package dev.nightdesk.tests.host;

import dev.nightdesk.sessions.SessionHost;
import dev.nightdesk.sessions.StopReason;
import dev.nightdesk.sessions.host.HostSettings;
import dev.nightdesk.sessions.host.LocalHost;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class LocalHostTest implements SessionHostContract {
  @TempDir Path home;
  private LocalHost host;
  private LocalHost another;

  @BeforeEach
  void open() {
    host = openHost();
    another = openHost();
  }

  @AfterEach
  void endAll() throws Exception {
    for (var living : host.living()) {
      host.stop(living.id(), StopReason.TAMPERED);
    }
    host.close();
    another.close();
  }

  private LocalHost openHost() {
    return LocalHost.open(
        home,
        Map.of(EchoBackend.KIND, new EchoBackend()),
        HostSettings.standard(),
        System.getenv(),
        System::nanoTime);
  }

  @Override
  public SessionHost host() {
    return host;
  }

  @Override
  public SessionHost another() {
    return another;
  }

  @Override
  public Path directory() {
    return home;
  }
}
