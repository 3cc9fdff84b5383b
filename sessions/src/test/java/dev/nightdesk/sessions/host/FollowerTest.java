package dev.nightdesk.sessions.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.sessions.AgentEvent;
import dev.nightdesk.sessions.AgentListener;
import dev.nightdesk.sessions.Cursor;
import dev.nightdesk.sessions.SessionId;
import dev.nightdesk.sessions.journal.DirectoryWatch;
import dev.nightdesk.sessions.journal.SessionDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What of an output that stands there already is told together.
class FollowerTest {
  private static final SessionId SESSION = new SessionId(new UUID(1, 2));

  @TempDir Path home;

  /// How many lines were told each time; the end comes alone.
  private static final class Goes implements AgentListener {
    final List<Integer> sizes = new ArrayList<>();
    final List<String> raws = new ArrayList<>();
    Cursor last = Cursor.startOf(1);

    @Override
    public void line(Cursor after, List<AgentEvent> events, String raw) {
      lines(List.of(new Line(after, events, raw)));
    }

    @Override
    public void lines(List<Line> together) {
      sizes.add(together.size());
      together.forEach(line -> raws.add(line.raw()));
      last = together.getLast().after();
    }
  }

  @Test
  void linesAreToldTogetherUpToTheirBound() throws Exception {
    var goes = told(Collections.nCopies(Follower.MAX_LINES_TOGETHER + 1, "line"), "");
    assertThat(goes.sizes).containsExactly(Follower.MAX_LINES_TOGETHER, 1, 1);
    assertThat(goes.last).isEqualTo(Cursor.startOf(2));
  }

  @Test
  void longLinesAreToldBeforeTheyFillTheMemory() throws Exception {
    String half = "x".repeat(Follower.MAX_CHARACTERS_TOGETHER / 2);
    var goes = told(List.of(half, half.substring(1), half, half), "");
    assertThat(goes.sizes).as("one short of the bound goes on").containsExactly(3, 1, 1);
  }

  @Test
  void anUnfinishedLineIsToldBeforeTheEnd() throws Exception {
    var goes = told(List.of("whole"), "cut o");
    assertThat(goes.sizes).containsExactly(1, 1, 1);
    assertThat(goes.raws).containsExactly("whole", "cut o", "");
  }

  @Test
  void theEndIsToldAlsoWhenItsStandardErrorWasTidiedAway() throws Exception {
    var session = SessionDirectory.of(home, SESSION);
    write(session, "line\n");
    Files.delete(session.incarnation(1).errors());
    assertThat(told(session).last).isEqualTo(Cursor.startOf(2));
  }

  /// What is told of a process that is over.
  private Goes told(List<String> lines, String rest) throws IOException, InterruptedException {
    var session = SessionDirectory.of(home, SESSION);
    write(session, String.join("\n", lines) + "\n" + rest);
    return told(session);
  }

  private static void write(SessionDirectory session, String output) throws IOException {
    var files = session.incarnation(1);
    files.prepare();
    Files.createDirectory(files.claim());
    Files.writeString(files.output(), output);
    Files.writeString(files.exit(), "0\n");
  }

  private Goes told(SessionDirectory session) throws InterruptedException {
    var goes = new Goes();
    var incarnation = new Incarnation(home.toString(), session, 1, new PsCommand(List.of("axeww")));
    new Follower(
            incarnation,
            new PortableHostTest.Cat(),
            goes,
            HostSettings.standard(),
            System::nanoTime)
        .follow(0, DirectoryWatch.best("Mac OS X"), () -> false);
    return goes;
  }
}
