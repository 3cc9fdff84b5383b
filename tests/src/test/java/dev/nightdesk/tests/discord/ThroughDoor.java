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

/// A door before one that remembers; what comes in between is each one's own.
abstract class ThroughDoor implements Door {
  final RecordingDoor door = new RecordingDoor();

  @Override
  public void accept(List<Inbound> together) throws InterruptedException {
    door.accept(together);
  }

  @Override
  public final void standing(ChannelId channel, Standing standing) {
    door.standing(channel, standing);
  }

  @Override
  public void lost(ChannelId channel) throws InterruptedException {
    door.lost(channel);
  }

  @Override
  public final List<MessageRef> unread(ChannelId channel) {
    return door.unread(channel);
  }

  @Override
  public final void caughtUp(Place place) {
    door.caughtUp(place);
  }

  @Override
  public final List<Suggestion> suggest(
      Sender from, CommandHint.Kind kind, String typed, int atMost) {
    return door.suggest(from, kind, typed, atMost);
  }
}
