package dev.nightdesk.tests.slack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.adapters.Button;
import dev.nightdesk.adapters.ChannelAdapter;
import dev.nightdesk.adapters.Delivery;
import dev.nightdesk.adapters.Inbound.Reach;
import dev.nightdesk.adapters.Posting;
import dev.nightdesk.tests.channels.Listening;
import dev.nightdesk.tests.channels.RecordingDoor;
import dev.nightdesk.tests.twin.Fault;
import dev.nightdesk.tests.twin.Gate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What somebody waits for is done at once or never, and holds up nobody else.
class SlackPromptTest {
  private final SlackRig rig = new SlackRig();
  private final SlackTwin twin = rig.twin;
  private final RecordingDoor door = new RecordingDoor();
  private final SlackPerson ana = rig.ana.in(twin.channel("C0OPS", "ops"));
  private final ChannelAdapter adapter = rig.adapter();

  @AfterEach
  void close() {
    rig.close();
  }

  private Listening listen() {
    var listening = Listening.start(adapter, door);
    door.awaitConnected();
    return listening;
  }

  @Test
  void whatTheDoorDoesNotTakeInTimeNeverRunsAndIsNeverAcknowledged() throws InterruptedException {
    try (var _ = listen()) {
      var card = Cards.card("may I?", new Button("yes", "Allow", Button.Style.GO));
      var create = new Posting.Create(rig.place(), card, Cards.NONCE, true, null);
      var at = ((Delivery.Shown) adapter.deliver(create)).at();
      door.refuseNext(Integer.MAX_VALUE);
      ana.say("before");
      var command = ana.command("/nightdesk peek 7c5d");
      var press = rig.ana.press(at.message(), "Allow");
      ana.say("after");
      assertThat(twin.awaitLost(2)).containsExactlyInAnyOrder(command, press);
      door.refuseNext(0);
      door.awaitSaid("after");
      ana.command("/nightdesk agents");
      door.awaitSaid("/agents");
      twin.awaitAcknowledged();

      assertThat(door.said()).containsExactly("before", "after", "/agents");
      assertThat(door.taken()).hasSize(3);
      assertThat(twin.acks())
          .extracting(SlackAck::happening)
          .isNotEmpty()
          .doesNotContain(command, press);
    }
  }

  @Test
  void aLookUpHoldsUpNobodyElse() {
    var gate = new Gate();
    twin.faults().next("conversations.info", new Fault.HoldBefore(gate));
    try (var _ = listen()) {
      var command = rig.ana.command("/nightdesk peek 7c5d");
      ana.say("meanwhile");
      door.awaitSaid("meanwhile");
      assertThat(twin.acks()).extracting(SlackAck::happening).doesNotContain(command);
      gate.open();

      assertThat(door.awaitSaid("/peek 7c5d").reach()).isEqualTo(Reach.PRIVATE);
      twin.awaitAck(command);
    }
  }

  @Test
  void aLookUpThatFailsIsSaidAndNothingIsDone() {
    twin.faults().next("conversations.info", new Fault.ProxyPage(500));
    try (var _ = listen()) {
      var failed = twin.awaitAck(rig.ana.command("/nightdesk peek 7c5d"));
      assertThat(failed.answer().path("text").asText()).contains("try again");
      assertThat(door.taken()).isEmpty();

      rig.ana.command("/nightdesk agents");
      door.awaitSaid("/agents");
      rig.ana.command("/nightdesk agents 2");
      door.awaitSaid("/agents 2");
      assertThat(twin.calls("conversations.info")).isEqualTo(2);
    }
  }
}
