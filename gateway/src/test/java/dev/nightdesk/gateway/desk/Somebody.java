package dev.nightdesk.gateway.desk;

import dev.nightdesk.adapters.Attachment;
import dev.nightdesk.adapters.Inbound;
import dev.nightdesk.adapters.Inbound.Mark;
import dev.nightdesk.adapters.Inbound.Reach;
import dev.nightdesk.adapters.MessageRef;
import dev.nightdesk.adapters.Place;
import dev.nightdesk.adapters.Quoted;
import dev.nightdesk.adapters.Sender;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Somebody with a phone, in one chat. The methods named `with…` and `in…` give the same person in
/// other circumstances.
///
/// @param age how long their words are under way
record Somebody(
    World world,
    Sender sender,
    Place place,
    Reach reach,
    Set<Mark> marks,
    Duration age,
    List<Attachment> files) {

  Somebody in(Place other, Reach how) {
    return new Somebody(world, sender, other, how, marks, age, files);
  }

  Somebody withMark(Mark mark) {
    return new Somebody(world, sender, place, reach, Set.of(mark), age, files);
  }

  Somebody withDelay(Duration delay) {
    return new Somebody(world, sender, place, reach, marks, delay, files);
  }

  Somebody withFiles(String... names) {
    var sent =
        Stream.of(names).map(name -> new Attachment(name, name, "image/png", 1_000)).toList();
    return new Somebody(world, sender, place, reach, marks, age, sent);
  }

  /// Writes; the message is what the platform calls it.
  MessageRef says(String text) {
    return say(text, null);
  }

  /// Answers a message of ours by quoting it.
  MessageRef replies(Shown to, String text) {
    return say(text, new Quoted(to.at(), true, List.of(), to.text()));
  }

  /// Quotes a message of ours that the desk has no record of.
  MessageRef repliesToTwin(List<String> tokens, String itsText, String text) {
    return say(text, new Quoted(new MessageRef(place, world.nextMessage()), true, tokens, itsText));
  }

  MessageRef say(String text, @Nullable Quoted quoted) {
    var message = new MessageRef(place, world.nextMessage());
    world.step(
        new Happening.Came(
            new Inbound.Said(
                world.nextMessage(), sender, message, quoted, text, files, reach, marks, age)));
    return message;
  }

  void edits(MessageRef message) {
    world.step(new Happening.Came(new Inbound.Edited(world.nextMessage(), sender, message, reach)));
  }

  /// Presses the button whose label begins so, and gives what is whispered back.
  String presses(Shown card, String label) {
    return pressesToken(card.token(label), card.at());
  }

  String pressesToken(String token, MessageRef message) {
    world.whispers.clear();
    world.step(
        new Happening.Came(
            new Inbound.Pressed(world.nextMessage(), sender, message, token, "press", age)));
    return world.whispers.isEmpty() ? "(silence)" : world.whispers.getLast().text();
  }
}
