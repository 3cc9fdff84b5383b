package dev.nightdesk.tests.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.gateway.desk.Session;
import dev.nightdesk.gateway.store.Dead;
import dev.nightdesk.sessions.SessionId;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Rows whose text cannot be read any more: damaged, or written by another version.
@Timeout(60)
class UnreadableTest {
  /// Longer than what is kept of a journal line.
  private static final String SPOILT = "{\"is\":\"FromAnotherVersion\"," + "x".repeat(5_000);

  @TempDir Path directory;
  private World world;
  private TestChannel channel;
  private Books books;

  @BeforeEach
  void open() throws InterruptedException {
    world = World.open(directory);
    channel = world.channel();
    books = new Books(directory.resolve("db").resolve("nightdesk.db"));
    channel.says("ana", "/help");
    channel.await("/agents");
    world.awaitQuiet();
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void aSpoiltMessageIsPutAsideAndTheNextOneIsAnswered() throws InterruptedException {
    books.change(
        "INSERT INTO inbox (source, source_id, lane, body, received_at) SELECT source, 's', lane, '%s', 0 FROM inbox LIMIT 1"
            .formatted(SPOILT));
    channel.says("ana", "/agents");
    channel.await("No sessions yet");
    assertThat(onlyDead().raw()).isEqualTo(SPOILT);
    assertThat(onlyDead().stack()).contains("cannot be read: a stored Inbound");
    assertThat(onlyDead().what())
        .isEqualTo(new Dead.What.Unread("a message that waited (" + channel.chat("ana") + ")"));
  }

  @Test
  void theOwnersAreToldOfAllTogetherAndOnce() throws InterruptedException {
    for (int number = 1; number <= 3; number++) {
      books.change(
          "INSERT INTO inbox (source, source_id, lane, body, received_at) SELECT source, 's%d', lane, '%d%s', 0 FROM inbox LIMIT 1"
              .formatted(number, number, SPOILT));
    }
    channel.says("ana", "/agents");
    channel.await("No sessions yet");
    world.flow().tick();
    world.flow().tick();
    String told = channel.await("cannot read any more").text();
    assertThat(told).contains("dead letter 1:", "dead letter 3:", "nightdesk dead retry 1");
    world.awaitQuiet();
    assertThat(channel.messages())
        .filteredOn(it -> it.text().contains("cannot read any more"))
        .hasSize(1);
  }

  @Test
  void aSpoiltEffectIsPutAsideAndItsSessionGoesOn() throws InterruptedException {
    SessionId session = dispatched("fix the tests");
    books.change(
        "INSERT INTO outbox (lane, session, overtakes, body, at) VALUES ('%s', '%s', 1, '%s', 0)"
            .formatted(session, session, SPOILT));
    var prompt = world.host().appended(session).getFirst().line().id();
    Echo.answers(world.host(), session, prompt, "all green");
    channel.await("all green");
    channel.says("ana", "another task");
    World.await("another", () -> world.sessions().size() == 2);
    world.pass(Duration.ofSeconds(1));
    world.awaitQuiet();
    assertThat(onlyDead().what())
        .isEqualTo(new Dead.What.Unread("something to be done (" + session + ")"));
  }

  @Test
  void aSpoiltCardIsPutAsideAndItsPlaceGoesOn() throws InterruptedException {
    SessionId session = dispatched("fix the tests");
    world.awaitQuiet();
    books.change(
        "UPDATE cards SET body = '%s', wanted = wanted + 1 WHERE session IS NOT NULL"
            .formatted(SPOILT));
    channel.says("ana", "/help");
    World.await(
        "a second help",
        () -> channel.messages().stream().filter(it -> it.text().contains("/agents")).count() == 2);
    var prompt = world.host().appended(session).getFirst().line().id();
    Echo.answers(world.host(), session, prompt, "all green");
    channel.await("all green");
    assertThat(onlyDead().raw()).isEqualTo(SPOILT);
  }

  @Test
  void aSpoiltSessionIsPutAsideWithItsAgentEndedAndTheOthersGoOn() throws InterruptedException {
    SessionId spoilt = dispatched("fix the tests");
    spoil(spoilt);
    channel.says("ana", "another task");
    World.await("another", () -> world.sessions().size() == 1);
    world.pass(Duration.ofSeconds(1));
    World.await(
        "the end of its agent",
        () -> world.host().living().stream().noneMatch(it -> it.id().equals(spoilt)));
    assertThat(onlyDead().what())
        .isEqualTo(new Dead.What.Unread("a session (" + spoilt.shortId() + ")"));
    var other = world.sessions().getFirst().id();
    World.await("the other's prompt", () -> !world.host().appended(other).isEmpty());
  }

  @Test
  void aStartGetsOverEverythingThatIsSpoilt() throws InterruptedException {
    SessionId spoilt = dispatched("fix the tests");
    spoil(spoilt);
    books.change("UPDATE cards SET body = '%s'".formatted(SPOILT));
    books.change("UPDATE requests SET body = '%s'".formatted(SPOILT));
    books.change("UPDATE actions SET body = '%s'".formatted(SPOILT));
    books.change("INSERT INTO pairing (one, body) VALUES (1, '%s')".formatted(SPOILT));
    world.restart();
    channel.says("ana", "/agents");
    channel.await("No sessions yet");
  }

  @Test
  void whatCanStillNotBeReadStaysOnTheList() throws InterruptedException {
    SessionId session = dispatched("fix the tests");
    spoil(session);
    assertThat(world.sessions()).isEmpty();
    long number = onlyDead().id();
    assertThat(world.flow().steps().retry(number)).isEqualTo(new Dead.Retry.StillUnreadable());
    assertThat(onlyDead().id()).isEqualTo(number);
  }

  /// As a newer version would that knows the word.
  @Test
  void whatCanBeReadAgainIsBackWhereItWas() throws InterruptedException {
    SessionId session = dispatched("fix the tests");
    world.awaitQuiet();
    Session before = world.sessions().getFirst();
    books.change("UPDATE sessions SET body = '?' || body");
    assertThat(world.sessions()).isEmpty();
    books.change("UPDATE dead SET raw = substr(raw, 2), body = replace(body, '''?{', '''{')");
    assertThat(world.flow().steps().retry(onlyDead().id())).isEqualTo(new Dead.Retry.Restored());
    assertThat(world.sessions()).containsExactly(before);
    assertThat(books.column("SELECT session FROM prompts")).containsExactly(session.toString());
    assertThat(world.dead()).isEmpty();
  }

  @Test
  void aMessageThatCanBeReadAgainIsAnswered() throws InterruptedException {
    books.change(
        "INSERT INTO inbox (source, source_id, lane, body, received_at) SELECT source, 's', lane, '?' || replace(body, '/help', '/agents'), 0 FROM inbox LIMIT 1");
    world.flow().wakeAll();
    World.await("the dead letter", () -> world.dead().size() == 1);
    books.change("UPDATE dead SET raw = substr(raw, 2), body = replace(body, '''?{', '''{')");
    world.flow().steps().retry(onlyDead().id());
    world.flow().wakeAll();
    channel.await("No sessions yet");
  }

  private SessionId dispatched(String task) throws InterruptedException {
    channel.says("ana", task);
    SessionId session = world.onlySession();
    World.await("the prompt", () -> !world.host().appended(session).isEmpty());
    return session;
  }

  private void spoil(SessionId session) {
    books.change("UPDATE sessions SET body = '%s' WHERE id = '%s'".formatted(SPOILT, session));
  }

  private Dead onlyDead() {
    assertThat(world.dead()).hasSize(1);
    return world.dead().getFirst();
  }
}
