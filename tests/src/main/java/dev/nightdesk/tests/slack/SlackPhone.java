package dev.nightdesk.tests.slack;

import dev.nightdesk.tests.channels.Phone;
import dev.nightdesk.tests.channels.ShownThere;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import okio.ByteString;

/// Somebody's direct messages with the bot, or a channel it is in, and the threads there.
public final class SlackPhone implements Phone {
  private static final String SOMEBODY = "U0SOMEBODY";

  private final SlackPerson person;
  private final SlackChannel channel;

  /// @param person where they talk with the bot
  public SlackPhone(SlackPerson person) {
    this.person = person;
    this.channel = person.channel();
  }

  private ShownThere seen(ShownMessage message) {
    var file = message.files().isEmpty() ? null : message.files().getFirst();
    return new ShownThere(
        message.ts(),
        Long.parseLong(message.ts().replace(".", "")),
        message.thread(),
        message.text(),
        message.labels(),
        message.pinged().contains(person.user().id()),
        file == null ? null : new ShownThere.ShownFile(file.name(), file.bytes()));
  }

  /// What begins with a slash is a command and no message, and has the one name that we own.
  @Override
  public void say(String text) {
    if (text.startsWith("/")) {
      person.command("/nightdesk " + text.substring(1));
    } else {
      sayHere(text);
    }
  }

  /// In a channel only what names the bot is for it.
  private void sayHere(String text) {
    if (isDirect()) {
      person.say(text);
    } else {
      person.mention(text);
    }
  }

  private boolean isDirect() {
    return channel.kind() == SlackChannel.Kind.DIRECT;
  }

  /// There are no commands in threads: a blank before it makes one a message.
  @Override
  public void reply(ShownThere to, String text) {
    person.reply(rootOf(to), text.startsWith("/") ? " " + text : text);
  }

  private static String rootOf(ShownThere message) {
    return message.thread().isEmpty() ? message.id() : message.thread();
  }

  @Override
  public void press(ShownThere message, String label) {
    person.press(message.id(), label);
  }

  @Override
  public void pick(ShownThere message, String label) {
    press(message, label);
  }

  @Override
  public void fill(ShownThere message, String label, String words) {
    press(message, label);
    person.awaitModal("the form of " + label, _ -> true);
    person.submit(words);
    person.awaitNoModal();
  }

  @Override
  public void forward(String words) {
    var somebody = SlackUser.person(SOMEBODY, "Somebody");
    if (isDirect()) {
      person.forward(somebody, words, "");
    } else {
      person.forwardMentioning(somebody, words);
    }
  }

  @Override
  public void sendFile(String name, ByteString bytes, String words) {
    person.sendFile(name, bytes, words);
  }

  @Override
  public List<ShownThere> fromBot() {
    return channel.fromBot().stream().map(this::seen).toList();
  }

  @Override
  public ShownThere await(String what, Duration patience, Predicate<ShownThere> wanted) {
    return channel
        .world()
        .await(what, patience, () -> all().map(this::seen).filter(wanted).findFirst());
  }

  /// What is for this person's eyes alone stands in the same conversation.
  private Stream<ShownMessage> all() {
    return Stream.concat(channel.all().stream(), channel.whispered().stream())
        .map(SlackMessage::shown)
        .filter(ShownMessage::fromBot)
        .filter(it -> it.onlyFor().isEmpty() || it.onlyFor().equals(person.user().id()));
  }

  @Override
  public void awaitTold(String words) {
    channel.awaitWhisper(
        "to be told “" + words + "”",
        it -> it.onlyFor().equals(person.user().id()) && it.text().contains(words));
  }

  /// Direct messages always ring.
  @Override
  public boolean canBeQuiet() {
    return !isDirect();
  }

  @Override
  public boolean keepsPresses() {
    return false;
  }
}
