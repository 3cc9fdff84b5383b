package dev.nightdesk.tests.channels;

import dev.nightdesk.adapters.Attachment;
import dev.nightdesk.adapters.ChannelAdapter;
import dev.nightdesk.adapters.Delivery;
import dev.nightdesk.adapters.Door;
import dev.nightdesk.adapters.Inbound;
import dev.nightdesk.adapters.Inbound.Mark;
import dev.nightdesk.adapters.MessageRef;
import dev.nightdesk.adapters.Place;
import dev.nightdesk.adapters.Posting;
import dev.nightdesk.adapters.Sender;
import dev.nightdesk.tests.world.TestChannel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The channel in memory, and one person on it.
final class TestChannelRig extends LocalRig {
  private static final String PERSON = "ana";

  private final TestChannel channel = new TestChannel();
  private int brought;

  @Override
  public ChannelAdapter adapter() {
    return channel;
  }

  @Override
  public Place place() {
    return channel.chat(PERSON);
  }

  @Override
  public void say(String text) {
    bring(said(text, List.of(), Set.of()));
  }

  private Inbound.Said said(String text, List<Attachment> files, Set<Mark> marks) {
    return new Inbound.Said(
        "rig-" + ++brought,
        new Sender(TestChannel.ID, PERSON, PERSON),
        new MessageRef(place(), "in-rig-" + brought),
        null,
        text,
        files,
        Inbound.Reach.PRIVATE,
        marks,
        Duration.ZERO);
  }

  /// As platforms do: what was not taken comes again.
  private void bring(Inbound inbound) {
    boolean taken = false;
    while (!taken) {
      taken = tryToBring(inbound);
    }
  }

  private boolean tryToBring(Inbound inbound) {
    try {
      channel.bring(inbound);
      return true;
    } catch (Door.NotTaken again) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Override
  public boolean editLast(String text) {
    bring(
        new Inbound.Edited(
            "rig-edit-" + brought,
            new Sender(TestChannel.ID, PERSON, PERSON),
            new MessageRef(place(), "in-rig-" + brought),
            Inbound.Reach.PRIVATE));
    return true;
  }

  @Override
  public boolean press(MessageRef message, String label) {
    try {
      channel.presses(PERSON, message(message).orElseThrow(), label);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private Optional<TestChannel.Message> message(MessageRef at) {
    return channel.messages().stream().filter(message -> message.at().equals(at)).findFirst();
  }

  @Override
  public boolean carriesFiles() {
    return true;
  }

  @Override
  public boolean sendFile(String name, byte[] bytes) {
    var file = channel.offer(name, bytes);
    bring(said("see this", List.of(file), Set.of()));
    return true;
  }

  @Override
  public boolean sayMarked(Mark mark, String text) {
    bring(said(text, List.of(), Set.of(mark)));
    return true;
  }

  @Override
  public List<String> shown() {
    return channel.shown();
  }

  @Override
  public Optional<String> shown(MessageRef message) {
    return message(message).map(TestChannel.Message::text);
  }

  @Override
  public Optional<byte[]> lastFile() {
    return channel.lastFile();
  }

  @Override
  public Optional<String> lastWhisper() {
    return channel.postings().stream()
        .filter(Posting.Whisper.class::isInstance)
        .map(posting -> ((Posting.Whisper) posting).text())
        .reduce((_, last) -> last);
  }

  @Override
  public boolean delete(MessageRef message) {
    message(message).ifPresent(channel::delete);
    return true;
  }

  @Override
  public boolean shutOut() {
    channel.behave(_ -> new Delivery.PlaceGone("shut out"));
    return true;
  }

  @Override
  public void close() {
    channel.close();
    super.close();
  }
}
