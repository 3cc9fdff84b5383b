package dev.nightdesk.tests.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nightdesk.adapters.Door.Standing;
import dev.nightdesk.adapters.Inbound;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What every channel with a line to lose promises the gateway about losing it.
interface LineContract {
  /// One rig for the test under way.
  ChannelRig rig();

  private void needsALine() {
    assumeTrue(rig().hasLine(), "this channel has no line to lose");
  }

  @Test
  default void aCutLineIsToldAndMendedAndNothingSaidMeanwhileIsMissed() {
    needsALine();
    var door = new RecordingDoor();
    try (var _ = rig().listen(rig().adapter(), door)) {
      door.awaitConnected();
      rig().say("before");
      door.awaitSaid("before");
      rig().awaitAcknowledged();
      int since = door.standings().size();
      rig().cutLine();
      door.awaitStanding(since, Standing.Down.class);
      rig().say("while it is down");
      rig().say("while it is still down");
      rig().mendLine();
      door.awaitStanding(since + 1, Standing.Connected.class);
      rig().say("afterwards");
      rig().say("long afterwards");
      door.awaitSaid("long afterwards");
      rig().awaitAcknowledged();

      assertThat(door.said())
          .containsExactly(
              "before",
              "while it is down",
              "while it is still down",
              "afterwards",
              "long afterwards");
      assertThat(door.taken()).extracting(Inbound::sourceId).doesNotHaveDuplicates();
    }
  }

  /// The platform may not have heard that it was taken, and bring it again: that is for the gateway
  /// to see, which it does by the name alone.
  @Test
  default void whatIsTakenWhileTheLineIsCutNeverComesUnderAnotherName() {
    needsALine();
    var door = new RecordingDoor();
    try (var _ = rig().listen(rig().adapter(), door)) {
      door.awaitConnected();
      int since = door.standings().size();
      door.whileTaking(rig()::cutLine);
      rig().say("taken while the line is cut");
      door.awaitSaid("taken while the line is cut");
      door.awaitStanding(since, Standing.Down.class);
      rig().say("while it is down");
      rig().mendLine();
      door.awaitSaid("while it is down");
      rig().say("afterwards");
      door.awaitSaid("afterwards");
      rig().awaitAcknowledged();

      assertThat(saidByName(door.taken()).values())
          .containsExactly("taken while the line is cut", "while it is down", "afterwards");
    }
  }

  /// As a gateway sees it: a name that it knows is nothing new.
  private static Map<String, String> saidByName(List<Inbound> taken) {
    var said = new LinkedHashMap<String, String>();
    taken.forEach(each -> said.putIfAbsent(each.sourceId(), ((Inbound.Said) each).text()));
    return said;
  }
}
