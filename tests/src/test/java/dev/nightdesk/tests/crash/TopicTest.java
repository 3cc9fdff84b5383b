package dev.nightdesk.tests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.gateway.flow.Point;
import dev.nightdesk.tests.telegram.ShownMessage;
import dev.nightdesk.tests.twin.Create;
import dev.nightdesk.tests.world.Keeper;
import dev.nightdesk.tests.world.Machine;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A forum's topic exists, and the gateway dies before it knows of it. Nobody can ask Telegram for
/// a topic, so the next gateway opens another one.
@Timeout(120)
final class TopicTest {
  private static final long TEAM = -1_000_000_000_700L;

  /// What a shell reports for a process killed by signal 9.
  private static final int KILLED = 137;

  @Test
  void theSessionLivesInOneTopicAndOneMoreStaysEmpty(@TempDir Path folder) {
    try (var machine = Machine.withRoom(folder, "").trapped().start()) {
      var team = machine.telegram().forum(TEAM, "Team");
      var ana = machine.owner().in(team);
      ana.say("/enable@desk_bot");
      team.await("its yes", Machine.PATIENCE, it -> it.text().contains("I listen in this group"));
      var keeper = Keeper.ofGateway(machine, () -> {});
      machine.trap().halt(Point.THREAD_OPENED);

      ana.say("@desk_bot permission Bash go; result from the topic");

      assertThat(keeper.await()).isEqualTo(KILLED);
      var asked =
          team.await(
              "the question in a topic",
              Machine.PATIENCE,
              it -> it.thread() != 0 && it.labels().contains("Allow once"));
      var there = ana.inThread(asked.thread());
      there.press(asked.id(), "Allow once");
      team.await("the answer", Machine.PATIENCE, it -> isAnswer(it, "from the topic"));
      there.say("result without a mention");
      var answer =
          team.await("the next", Machine.PATIENCE, it -> isAnswer(it, "without a mention"));

      assertThat(answer.thread()).isEqualTo(asked.thread());
      assertThat(machine.books().column("SELECT id FROM sessions")).hasSize(1);
      assertThat(team.fromBot())
          .filteredOn(it -> it.thread() != 0)
          .as("all of it in the one topic that the session knows")
          .allMatch(it -> it.thread() == asked.thread());
      assertThat(machine.telegram().creates())
          .filteredOn(it -> it.method().equalsIgnoreCase("createForumTopic"))
          .extracting(Create::id)
          .as("topics: the session's, and the one nobody knows")
          .hasSize(2)
          .contains(String.valueOf(asked.thread()));
    }
  }

  private static boolean isAnswer(ShownMessage message, String words) {
    return message.fromBot() && message.text().lines().anyMatch(words::equals);
  }
}
