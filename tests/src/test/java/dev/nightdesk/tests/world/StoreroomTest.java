package dev.nightdesk.tests.world;

import static dev.nightdesk.gateway.flow.SessionFiles.MOST_SENT;
import static dev.nightdesk.gateway.flow.SessionFiles.SENT_KEPT;
import static dev.nightdesk.gateway.flow.Storeroom.COMPRESS_AFTER;
import static dev.nightdesk.gateway.flow.Storeroom.DROP_AFTER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.gateway.flow.Storeroom;
import dev.nightdesk.gateway.flow.Time;
import dev.nightdesk.sessions.SessionId;
import dev.nightdesk.sessions.journal.IncarnationDirectory;
import dev.nightdesk.sessions.journal.SessionDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Old journals are put away, and only those nobody reads any more.
@Timeout(60)
class StoreroomTest {
  private static final Duration A_SECOND = Duration.ofSeconds(1);

  @TempDir Path home;
  private World world;
  private Storeroom storeroom;
  private SessionId session;

  /// A session whose first process died and whose second is at work.
  @BeforeEach
  void open() throws Exception {
    world = World.open(home);
    storeroom = new Storeroom(world.store(), home, new Time(world.time(), world.time()::nanoTime));
    world.channel().says("ana", "fix the tests");
    session = world.onlySession();
    World.await("the first", () -> world.host().started().size() == 1);
    world.passUntilQuiet();
    world.host().die(session, 1);
    World.await("the second", () -> world.host().started().size() == 2);
    world.passUntilQuiet();
  }

  @AfterEach
  void close() {
    world.close();
  }

  private IncarnationDirectory ended(SessionId id, int number, Instant at) throws IOException {
    var files = SessionDirectory.of(home, id).incarnation(number);
    files.prepare();
    Files.createDirectory(files.claim());
    Files.writeString(files.output(), "a line\n");
    Files.writeString(files.exit(), "1\n");
    Files.setLastModifiedTime(files.exit(), FileTime.from(at));
    return files;
  }

  private IncarnationDirectory ended(int number) throws IOException {
    return ended(session, number, world.time().instant());
  }

  private static Path compressed(IncarnationDirectory files) {
    return Path.of(files.output() + ".gz");
  }

  private void tidyAfter(Duration more) throws InterruptedException {
    world.time().pass(more);
    storeroom.tidy();
  }

  @Test
  void afterADayItIsCompressed() throws Exception {
    var first = ended(1);
    tidyAfter(COMPRESS_AFTER.minus(A_SECOND));
    assertThat(first.output()).exists();
    assertThat(compressed(first)).doesNotExist();

    tidyAfter(Storeroom.REST);
    assertThat(first.output()).doesNotExist();
    assertThat(compressed(first)).exists();
  }

  @Test
  void atADayToTheSecondToo() throws Exception {
    var first = ended(1);
    tidyAfter(COMPRESS_AFTER);
    assertThat(compressed(first)).exists();
  }

  @Test
  void afterThirtyDaysItIsDropped() throws Exception {
    var first = ended(1);
    ended(2);
    tidyAfter(DROP_AFTER.minus(A_SECOND));
    assertThat(compressed(first)).exists();

    tidyAfter(Storeroom.REST);
    assertThat(first.path()).doesNotExist();
  }

  @Test
  void atThirtyDaysToTheSecondToo() throws Exception {
    var first = ended(1);
    ended(2);
    tidyAfter(DROP_AFTER);
    assertThat(first.path()).doesNotExist();
  }

  @Test
  void ofTheNewestOneItStaysKnownThatItLived() throws Exception {
    var first = ended(1);
    tidyAfter(DROP_AFTER);

    assertThat(first.output()).doesNotExist();
    assertThat(compressed(first)).doesNotExist();
    assertThat(first.claim()).exists();
    assertThat(first.exit()).exists();
    tidyAfter(DROP_AFTER);
    assertThat(first.claim()).exists();
  }

  @Test
  void whatIsStillReadIsLeftAlone() throws Exception {
    var second = ended(2);
    tidyAfter(DROP_AFTER);
    assertThat(second.output()).hasContent("a line");

    diesAnHourLater(3);
    tidyAfter(Storeroom.REST);
    assertThat(second.output()).as("now its end is known").doesNotExist();
  }

  @Test
  void whatNobodyKnowsIsLeftAlone() throws Exception {
    var foreign = ended(new SessionId(UUID.randomUUID()), 1, world.time().instant());
    tidyAfter(DROP_AFTER);
    assertThat(foreign.output()).exists();
  }

  @Test
  void oneRoundDoesNotDoTooMuchAndTheNextGoesOn() throws Exception {
    for (int lives = 3; lives <= 10; lives++) {
      diesAnHourLater(lives);
    }
    var finished = new ArrayList<IncarnationDirectory>();
    for (int number = 1; number <= 9; number++) {
      finished.add(ended(number));
    }

    tidyAfter(COMPRESS_AFTER);
    assertThat(finished.stream().filter(files -> Files.exists(compressed(files)))).hasSize(8);
    storeroom.tidy();
    assertThat(finished).allMatch(files -> Files.exists(compressed(files)));
  }

  /// It is resumed only a few times an hour.
  private void diesAnHourLater(int lives) throws Exception {
    world.pass(Duration.ofHours(1));
    world.host().die(session, 1);
    World.await("life " + lives, () -> world.host().started().size() == lives);
    world.passUntilQuiet();
  }

  private Path sent(SessionId id, String name, Instant at) throws IOException {
    Path folder = Files.createDirectories(SessionDirectory.of(home, id).path().resolve("sent"));
    Path file = Files.writeString(folder.resolve(name), "a diff");
    Files.setLastModifiedTime(file, FileTime.from(at));
    return file;
  }

  @Test
  void whatWasSentIsDroppedAfterAWeek() throws Exception {
    Path file = sent(session, "changes-1.diff", world.time().instant());
    tidyAfter(SENT_KEPT.minus(A_SECOND));
    assertThat(file).exists();

    tidyAfter(Storeroom.REST);
    assertThat(file).doesNotExist();
  }

  @Test
  void atAWeekToTheSecondToo() throws Exception {
    Path file = sent(session, "changes-1.diff", world.time().instant());
    tidyAfter(SENT_KEPT);
    assertThat(file).doesNotExist();
  }

  @Test
  void ofWhatWasSentOnlyTheNewestAreKept() throws Exception {
    var files = new ArrayList<Path>();
    for (int i = 0; i <= MOST_SENT; i++) {
      files.add(sent(session, i + ".txt", world.time().instant().plusSeconds(i)));
    }
    tidyAfter(A_SECOND);
    assertThat(files.removeFirst()).doesNotExist();
    assertThat(files).hasSize(MOST_SENT).allMatch(file -> Files.exists(file));
  }

  @Test
  void betweenTwoLooksItRests() throws Exception {
    var first = ended(1);
    tidyAfter(COMPRESS_AFTER.minus(A_SECOND));
    tidyAfter(A_SECOND);
    assertThat(compressed(first)).as("due, and not looked at yet").doesNotExist();

    tidyAfter(Storeroom.REST.minus(A_SECOND));
    assertThat(compressed(first)).exists();
  }

  @Test
  void aTickOfTheGatewayDoesIt() throws Exception {
    var first = ended(1);
    world.time().pass(COMPRESS_AFTER);
    world.flow().tick();
    World.await("the compressed file", () -> Files.exists(compressed(first)));
  }
}
