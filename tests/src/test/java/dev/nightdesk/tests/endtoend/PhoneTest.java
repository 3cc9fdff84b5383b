package dev.nightdesk.tests.endtoend;

import dev.nightdesk.tests.telegram.ChatPage;
import dev.nightdesk.tests.telegram.TwinChat;
import dev.nightdesk.tests.world.Machine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// One gateway for all tests of a class, with the scripted agent. Each test takes people of its
/// own, so that nothing but its own story stands in their chats.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class PhoneTest {
  /// People of each role in the config.
  private static final int PEOPLE = 30;

  private static final long FIRST_OWNER = 1_000;
  private static final long FIRST_OPERATOR = 2_000;
  private static final long FIRST_VIEWER = 3_000;
  private static final long FIRST_STRANGER = 6_000;
  private static final int PLENTY = 64;

  private final List<TwinChat> chats = new ArrayList<>();
  private Machine machine;
  private int owners;
  private int operators;
  private int viewers;
  private int strangers;

  @BeforeAll
  void start(@TempDir Path folder) {
    machine = Machine.withPeople(folder, people(), maxLive()).start();
  }

  /// With `-Dnightdesk.pages=<folder>` every chat is left there as a page to look at.
  @AfterAll
  void close() {
    var pages = System.getProperty("nightdesk.pages");
    if (pages != null) {
      chats.forEach(chat ->
          ChatPage.write(
              chat, Path.of(pages, getClass().getSimpleName() + "-" + chat.id() + ".html")));
    }
    machine.close();
  }

  /// How many processes may live at once.
  int maxLive() {
    return PLENTY;
  }

  /// The config's value of `people`.
  String people() {
    var people = new StringJoiner(",\n    ", "[\n    ", " ]");
    for (int i = 1; i <= PEOPLE; i++) {
      people.add(person("ana" + i, "owner", FIRST_OWNER + i));
      people.add(person("ben" + i, "operator", FIRST_OPERATOR + i));
      people.add(person("eve" + i, "viewer", FIRST_VIEWER + i));
    }
    return people.toString();
  }

  private static String person(String name, String role, long id) {
    return "{ name: %s, role: %s, telegram: \"%d\" }".formatted(name, role, id);
  }

  Machine machine() {
    return machine;
  }

  Handset owner() {
    owners++;
    return handset("ana" + owners, FIRST_OWNER + owners);
  }

  Handset operator() {
    operators++;
    return handset("ben" + operators, FIRST_OPERATOR + operators);
  }

  Handset viewer() {
    viewers++;
    return handset("eve" + viewers, FIRST_VIEWER + viewers);
  }

  /// Somebody who is on no list.
  Handset stranger() {
    strangers++;
    return handset("mallory" + strangers, FIRST_STRANGER + strangers);
  }

  private Handset handset(String name, long id) {
    return new Handset(machine, seen(machine.telegram().person(id, name).chat()), name, id);
  }

  /// Keeps the chat for the pages.
  TwinChat seen(TwinChat chat) {
    chats.add(chat);
    return chat;
  }
}
