package dev.nightdesk.sessions.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.sessions.SessionId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionDirectoryTest {
  @TempDir Path home;
  private final SessionId session = new SessionId(UUID.randomUUID());

  @Test
  void theNewestIsTheHighestThatWasClaimed() throws Exception {
    var directory = SessionDirectory.of(home, session);
    assertThat(directory.newestClaimed()).isZero();

    for (int number : new int[] {2, 10, 9, 11}) {
      directory.incarnation(number).prepare();
    }
    assertThat(directory.newestClaimed()).isZero();
    Files.createDirectory(directory.incarnation(2).claim());
    Files.createDirectory(directory.incarnation(10).claim());
    Files.createDirectories(directory.path().resolve("0012/claim"));
    Files.createDirectories(directory.path().resolve("99999999999/claim"));

    assertThat(directory.newestClaimed()).isEqualTo(10);
  }

  @Test
  void onlySessionsAreListed() throws Exception {
    assertThat(SessionDirectory.all(home)).isEmpty();

    var directory = SessionDirectory.of(home, session);
    directory.incarnation(1).prepare();
    Files.createDirectories(home.resolve("sessions/notes"));
    Files.createDirectories(home.resolve("sessions/" + "x".repeat(36)));
    Files.createFile(home.resolve("sessions/.DS_Store"));

    assertThat(SessionDirectory.all(home)).containsExactly(directory);
  }

  @Test
  void preparingAgainChangesNothing() throws Exception {
    var files = SessionDirectory.of(home, session).incarnation(1);
    files.prepare();
    Files.writeString(files.input(), "a line\n");

    files.prepare();

    assertThat(files.input()).hasContent("a line\n");
  }
}
