package dev.nightdesk.tests.world;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.adapters.Delivery;
import dev.nightdesk.adapters.Place;
import dev.nightdesk.adapters.Posting;
import dev.nightdesk.sessions.SessionId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What a session sends as a file: a diff, or an answer that is too long for messages.
@Timeout(60)
class FileFlowTest {
  private static final Duration STEP = Duration.ofSeconds(1);
  private static final String BOOK = "All work and no play. ".repeat(2_000);

  @TempDir Path directory;
  private World world;
  private TestChannel channel;
  private SessionId session;
  private TestChannel.Message card;

  @BeforeEach
  void open() throws Exception {
    world = World.open(directory);
    channel = world.channel();
    channel.says("ana", "write a book");
    session = world.onlySession();
    World.await("the prompt", () -> !world.host().appended(session).isEmpty());
    Echo.begins(world.host(), session, world.host().appended(session).getFirst().line().id());
    card = channel.await("Working");
    world.awaitQuiet();
    Files.writeString(world.changes(), "first");
  }

  @AfterEach
  void close() {
    world.close();
  }

  private void answersWithABook() {
    Echo.answers(
        world.host(), session, world.host().appended(session).getFirst().line().id(), BOOK);
  }

  private void asksForADiff() throws InterruptedException {
    channel.replies("ana", card, "/diff");
  }

  private void uploadsMeet(Delivery answer) {
    channel.behave(posting -> posting instanceof Posting.Upload ? answer : null);
  }

  private List<Posting.Upload> uploads() {
    return channel.postings().stream()
        .filter(Posting.Upload.class::isInstance)
        .map(Posting.Upload.class::cast)
        .toList();
  }

  private void tries(int many) throws InterruptedException {
    world.passUntil(many + " tries", STEP, () -> uploads().size() >= many);
  }

  private List<Path> sent() throws IOException {
    Path folder = directory.resolve("sessions").resolve(session.toString()).resolve("sent");
    try (var files = Files.list(folder)) {
      return files.toList();
    }
  }

  private String lastFile() {
    return new String(channel.lastFile().orElseThrow(), UTF_8);
  }

  private void isSentAfterAll() throws InterruptedException {
    channel.behave(_ -> null);
    world.passUntil("quiet", STEP, () -> world.counts().outbox() == 0);
  }

  @Test
  void aDiffIsMadeOnceHoweverOftenItIsTriedAndIsNotKept() throws Exception {
    uploadsMeet(new Delivery.Later(STEP, "in trouble"));
    asksForADiff();
    tries(1);
    Files.writeString(world.changes(), "second");
    tries(3);
    assertThat(sent()).hasSize(1);

    isSentAfterAll();
    assertThat(lastFile()).isEqualTo("first");
    assertThat(uploads()).extracting(Posting.Upload::name).containsOnly("worktree-fix.diff");
    assertThat(sent()).isEmpty();
  }

  @Test
  void aFileThatCannotBeSentHoldsUpNothingTheAgentIsTold() throws Exception {
    uploadsMeet(new Delivery.Later(Duration.ofMinutes(1), "in trouble"));
    answersWithABook();
    World.await("the first try", () -> uploads().size() == 1);
    channel.replies("ana", card, "and the docs");
    World.await("the next prompt", () -> world.host().appended(session).size() == 2);
    World.await("only the file to be left", () -> world.counts().outbox() == 1);

    isSentAfterAll();
    assertThat(lastFile()).isEqualTo(BOOK);
  }

  @Test
  void filesForOnePlaceKeepTheirOrder() throws Exception {
    uploadsMeet(new Delivery.Later(STEP, "in trouble"));
    asksForADiff();
    tries(1);
    answersWithABook();
    World.await("both", () -> world.counts().outbox() == 2);
    tries(3);
    assertThat(uploads()).extracting(Posting.Upload::name).containsOnly("worktree-fix.diff");

    isSentAfterAll();
    assertThat(lastFile()).isEqualTo(BOOK);
  }

  @Test
  void aPlaceThatTakesNoFileHoldsUpNoOther() throws Exception {
    Place here = channel.chat("ana");
    channel.behave(posting ->
        posting instanceof Posting.Upload && posting.at().equals(here)
            ? new Delivery.Later(Duration.ofHours(1), "the channel is not configured")
            : null);
    asksForADiff();
    World.await("the first try", () -> uploads().size() == 1);
    channel.says("ben", "/diff " + session.shortId());
    World.await("the other's", () -> channel.lastFile().isPresent());
    assertThat(uploads().getLast().at()).isEqualTo(channel.chat("ben"));
  }

  /// An earlier version had files wait behind all else of their session.
  @Test
  void aFileFromBeforeInTheLaneOfItsSessionIsSent() throws Exception {
    uploadsMeet(new Delivery.Later(STEP, "in trouble"));
    asksForADiff();
    tries(1);
    new Books(directory.resolve("db").resolve("nightdesk.db"))
        .change("UPDATE outbox SET lane = '%s'".formatted(session));
    world.restart();
    channel.replies("ana", card, "and the docs");

    isSentAfterAll();
    assertThat(lastFile()).isEqualTo("first");
  }

  @Test
  void afterARestartItIsMadeAgainInTheSamePlace() throws Exception {
    uploadsMeet(new Delivery.Later(STEP, "in trouble"));
    asksForADiff();
    tries(1);
    world.restart();
    Files.writeString(world.changes(), "second");
    tries(3);
    assertThat(sent()).containsExactly(uploads().getFirst().file());

    isSentAfterAll();
    assertThat(lastFile()).isEqualTo("second");
    assertThat(sent()).isEmpty();
  }

  @Test
  void aDiffThatIsRefusedIsNotKeptEither() throws Exception {
    channel.pointToFiles();
    uploadsMeet(new Delivery.Refused("too big"));
    asksForADiff();
    channel.await("too big");
    world.awaitQuiet();
    assertThat(sent()).isEmpty();
  }

  @Test
  void whatPeopleAreOnlyPointedToStaysThere() throws Exception {
    channel.pointToFiles();
    asksForADiff();
    World.await("the diff", () -> uploads().size() == 1);
    answersWithABook();
    World.await("the answer", () -> uploads().size() == 2);
    world.awaitQuiet();
    assertThat(uploads().getFirst().file()).hasContent("first");
    assertThat(uploads().getLast().file()).hasContent(BOOK);
  }
}
