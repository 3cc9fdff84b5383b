package dev.nightdesk.tests.endtoend;

import dev.nightdesk.tests.telegram.PressAnswer;
import dev.nightdesk.tests.telegram.ShownMessage;
import dev.nightdesk.tests.telegram.TwinChat;
import dev.nightdesk.tests.telegram.TwinPerson;
import dev.nightdesk.tests.world.Machine;
import dev.nightdesk.tests.world.World;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// One person's phone, with one chat open. What it "sees" it waits for.
///
/// @param thread the forum topic that is open, or 0
record Handset(Machine machine, TwinChat chat, String name, long id, long thread) {
  private static final Pattern SHORT_ID = Pattern.compile("\\b[0-9a-f]{8}\\b");

  Handset(Machine machine, TwinChat chat, String name, long id) {
    this(machine, chat, name, id, 0);
  }

  TwinPerson person() {
    var person = machine.telegram().person(id, name);
    var here = person.chat().equals(chat) ? person : person.in(chat);
    return thread == 0 ? here : here.inThread(thread);
  }

  /// The same person with another chat open.
  Handset in(TwinChat other) {
    return new Handset(machine, other, name, id, 0);
  }

  Handset inTopic(long topic) {
    return new Handset(machine, chat, name, id, topic);
  }

  long say(String text) {
    return person().say(text);
  }

  long reply(ShownMessage to, String text) {
    return person().reply(to.id(), text);
  }

  /// Presses, and reads what only the presser is told.
  String press(ShownMessage message, String label) {
    return told(person().press(message.id(), label));
  }

  /// Presses what stood there before, as a phone that has not seen the edit yet.
  String pressOld(ShownMessage message, String label) {
    return told(person().pressToken(message.id(), message.button(label).token()));
  }

  private String told(String press) {
    PressAnswer answer = machine.telegram().awaitAnswer(press);
    return answer.text();
  }

  ShownMessage sees(String what, Predicate<ShownMessage> wanted) {
    return chat.await(
        name + " to see " + what,
        Machine.PATIENCE,
        message -> message.fromBot() && message.thread() == thread && wanted.test(message));
  }

  /// The first message of the bot with these words.
  ShownMessage sees(String words) {
    return sees("“" + words + "”", message -> message.text().contains(words));
  }

  /// Waits until this very message says so.
  ShownMessage becomes(ShownMessage message, String words) {
    return sees(
        "message " + message.id() + " become “" + words + "”",
        now -> now.id() == message.id() && now.text().contains(words));
  }

  /// The first message with these words and this button.
  ShownMessage asked(String button, String words) {
    return sees(
        "[" + button + "] under “" + words + "”",
        message -> message.labels().contains(button) && message.text().contains(words));
  }

  /// The result with this line in it; titles may name the same words.
  ShownMessage answer(String line) {
    return sees(
        "the answer “" + line + "”", message -> message.text().lines().anyMatch(line::equals));
  }

  List<ShownMessage> rings() {
    return chat.fromBot().stream().filter(message -> !message.silent()).toList();
  }

  long count(String words) {
    return chat.fromBot().stream().filter(message -> message.text().contains(words)).count();
  }

  /// Waits until everything that anybody sent so far was decided on and nothing is left to show.
  static void awaitDecided(Machine machine) throws InterruptedException {
    machine.telegram().awaitConfirmed();
    World.await(
        "everything to be decided",
        () -> {
          var books = machine.books();
          return books.column("SELECT id FROM inbox WHERE finished_at IS NULL").isEmpty()
              && books.cardsBehind().isEmpty();
        });
  }

  /// The session that a message names.
  static String shortId(ShownMessage message) {
    return SHORT_ID
        .matcher(message.text())
        .results()
        .map(MatchResult::group)
        .findFirst()
        .orElseThrow(() -> new AssertionError("no session in: " + message.text()));
  }
}
