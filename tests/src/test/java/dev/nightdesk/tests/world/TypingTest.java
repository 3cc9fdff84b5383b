package dev.nightdesk.tests.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.adapters.Posting;
import dev.nightdesk.gateway.desk.Happening;
import dev.nightdesk.gateway.desk.State;
import dev.nightdesk.gateway.flow.Typing;
import dev.nightdesk.sessions.SessionId;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// "Is typing…", for as long as somebody works.
@Timeout(60)
class TypingTest {
  @TempDir Path directory;
  private World world;
  private TestChannel channel;

  @BeforeEach
  void open() throws InterruptedException {
    world = World.open(directory);
    channel = world.channel();
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void whereAnAgentWorksItIsShownAgainAndAgain() throws InterruptedException {
    channel.says("ana", "fix the tests");
    channel.await("Working");
    assertThat(shown("ana")).as("time stands still").isZero();

    passUntilShown("ana", 3);
  }

  @Test
  void whereNobodyWorksAnyMoreItIsNot() throws InterruptedException {
    channel.says("ana", "fix the tests");
    channel.await("Working");
    SessionId done = world.onlySession();
    var prompt = world.host().appended(done).getFirst().line().id();
    Echo.answers(world.host(), done, prompt, "all green");
    World.await("its end", () -> world.sessions().getFirst().state() == State.COMPLETED);
    channel.says("ben", "write the docs");
    World.await("the other", this::benIsServed);

    passUntilShown("ben", 3);

    assertThat(shown("ana")).isZero();
  }

  @Test
  void whereWeMayNotSpeakItIsNotEither() throws InterruptedException {
    channel.says("ana", "fix the tests");
    channel.await("Working");
    channel.says("ben", "write the docs");
    World.await("the other", this::benIsServed);
    world.flow().steps().take(new Happening.PlaceLost(channel.chat("ana"), "blocked"));

    passUntilShown("ben", 3);

    assertThat(shown("ana")).isZero();
  }

  private boolean benIsServed() {
    return channel.messages(channel.chat("ben")).stream().anyMatch(TypingTest::works);
  }

  private static boolean works(TestChannel.Message message) {
    return message.text().contains("Working");
  }

  private void passUntilShown(String person, int times) throws InterruptedException {
    world.passUntil("typing, " + times + " times", Typing.EVERY, () -> shown(person) >= times);
  }

  private long shown(String person) {
    return channel.postings().stream()
        .filter(Posting.Typing.class::isInstance)
        .map(Posting.Typing.class::cast)
        .filter(typing -> typing.at().equals(channel.chat(person)))
        .count();
  }
}
