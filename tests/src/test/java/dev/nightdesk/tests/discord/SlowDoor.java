package dev.nightdesk.tests.discord;

import dev.nightdesk.adapters.ChannelId;
import dev.nightdesk.adapters.CommandHint;
import dev.nightdesk.adapters.Door;
import dev.nightdesk.adapters.Inbound;
import dev.nightdesk.adapters.MessageRef;
import dev.nightdesk.adapters.Place;
import dev.nightdesk.adapters.Sender;
import dev.nightdesk.tests.channels.RecordingDoor;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/// A door that takes nothing until it is let, and refuses nothing.
final class SlowDoor implements Door {
  final RecordingDoor door = new RecordingDoor();
  final CountDownLatch open = new CountDownLatch(1);

  @Override
  public void accept(List<Inbound> together) throws InterruptedException {
    open.await();
    door.accept(together);
  }

  @Override
  public void standing(ChannelId channel, Standing standing) {
    door.standing(channel, standing);
  }

  @Override
  public void lost(ChannelId channel) {
    door.lost(channel);
  }

  @Override
  public List<MessageRef> unread(ChannelId channel) {
    return door.unread(channel);
  }

  @Override
  public void caughtUp(Place place) {
    door.caughtUp(place);
  }

  @Override
  public List<Suggestion> suggest(Sender from, CommandHint.Kind kind, String typed, int atMost) {
    return door.suggest(from, kind, typed, atMost);
  }
}
