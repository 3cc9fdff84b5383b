package dev.nightdesk.tests.bench;

import dev.nightdesk.tests.telegram.ShownMessage;
import dev.nightdesk.tests.telegram.TwinPerson;

/// Somebody in their private chat on Telegram. Answers go to a message.
final class TelegramHand implements Hand {
  private final TwinPerson person;

  TelegramHand(TwinPerson person) {
    this.person = person;
  }

  static Seen seen(ShownMessage message) {
    String id = Long.toString(message.id());
    return new Seen(id, id, message.text(), message.labels(), message.edits());
  }

  @Override
  public void say(String text) {
    person.say(text);
  }

  @Override
  public void reply(Seen to, String text) {
    person.reply(Long.parseLong(to.place()), text);
  }

  @Override
  public void press(Seen on, String label) {
    person.press(Long.parseLong(on.id()), label);
  }
}
