package dev.nightdesk.tests.world;

import dev.nightdesk.tests.telegram.ChatPage;
import dev.nightdesk.tests.telegram.ShownMessage;
import dev.nightdesk.tests.telegram.TwinChat;
import dev.nightdesk.tests.telegram.TwinPerson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Plays stories at the Telegram twin and leaves each chat as a page, for whoever changes wording
/// and wants to see it as people will:
///
/// ```
/// java -cp tests/target/classes:$(cat tests/target/classpath.txt) \
///   dev.nightdesk.tests.world.PhonePages tests/target/pages
/// ```
public final class PhonePages {
  private static final String PEOPLE =
      """
      [ { name: ana, role: owner, telegram: "111" }, { name: ben, role: operator, telegram: "222" },
            { name: eve, role: viewer, telegram: "333" } ]\
      """;

  private final Machine machine;
  private final Path pages;
  private final TwinPerson ana;
  private final TwinPerson ben;

  private PhonePages(Machine machine, Path pages) {
    this.machine = machine;
    this.pages = pages;
    this.ana = machine.owner();
    this.ben = machine.telegram().person(222, "Ben");
  }

  public static void main(String[] words) throws IOException {
    var folder = Files.createTempDirectory("pages");
    try (var machine = Machine.withPeople(folder, PEOPLE, 4).start()) {
      var story = new PhonePages(machine, Path.of(words[0]));
      story.asks();
      story.answered();
      story.refusals();
    }
  }

  /// Everything an agent can ask, still open, and what waits behind it.
  private void asks() {
    ana.say(
        "say I look at the login test first; permission Bash npm test -- --watch=false "
            + "--grep=login "
            + " \u202Egpj.sh; result **Fixed.** The test passes again.");
    var asked = see(ana.chat(), "Allow Bash?");
    ana.reply(asked.id() - 1, "and then bump the version to 2.1");
    see(ana.chat(), "queued 1");
    ana.say(
        "ask Which database should the cart use? SQLite|PostgreSQL & multi Which platforms? "
            + "linux|macos|windows; result **{answer}** it is.");
    see(ana.chat(), "1 of 2");
    ana.say("plan # Split the cart # First the prices, then the basket; result built");
    see(ana.chat(), "A plan to approve");
    ana.say("two-prompts; result both");
    see(ana.chat(), "make helper-2");
    ana.say("say I will wait in line; result done");
    var queued = see(ana.chat(), "Queued");
    ana.say("/agents");
    see(ana.chat(), "The board");
    ana.say("/peek " + queued.text().replaceAll("(?s).*?([0-9a-f]{8}).*", "$1"));
    see(ana.chat(), "dispatched by");
    write(ana.chat(), "1-asks");
  }

  private void answered() {
    press("Allow Bash?", "Allow once");
    press("Which database", "1 · SQLite");
    press("2 of 2", "☐ macos");
    press("☑ macos", "Done");
    var plan = see(ana.chat(), "A plan to approve");
    ana.press(plan.id(), "Keep planning");
    see(ana.chat(), "What should the plan do differently?");
    ana.say("prices can wait");
    ben.say("write src/cart.txt one; fail overloaded");
    see(ben.chat(), "Allow Write?");
    write(ben.chat(), "2-ben-asked");
    ben.press(see(ben.chat(), "Allow Write?").id(), "Allow once");
    see(ben.chat(), "overloaded. Nothing is lost");
    ben.reply(
        see(ben.chat(), "overloaded. Nothing is lost").id(),
        "write src/cart.txt two; result" + " ## Done | The cart is `split`.");
    ben.press(see(ben.chat(), "Allow Write?").id(), "Always in this session");
    see(ben.chat(), "in 1 file");
    ben.say("/diff");
    ben.chat().await("the diff", it -> it.file() != null);
    ben.say("say this takes a while; sleep 60s");
    var busy = see(ben.chat(), "this takes a while");
    ben.reply(busy.id(), "one more thing");
    ben.reply(busy.id(), "/stop");
    see(ben.chat(), "Its conversation is kept");
    ben.say("/attach");
    see(ben.chat(), "until /detach");
    ben.say("/agents");
    see(ben.chat(), "The board");
    write(ana.chat(), "3-answered");
    write(ben.chat(), "4-ben");
  }

  private void press(String words, String label) {
    var message =
        ana.chat()
            .await(
                words,
                it ->
                    it.fromBot()
                        && it.labels().contains(label)
                        && (it.text().contains(words) || it.labels().contains(words)));
    ana.press(message.id(), label);
  }

  private void refusals() {
    var eve = machine.telegram().person(333, "Eve");
    for (String words :
        new String[] {
          "/start",
          "fix it",
          "ok",
          "/agnets",
          "/deploy now",
          "/peek ffff",
          "/reply 12",
          "/pair",
          "/stop",
          "! ls"
        }) {
      eve.say(words);
      ben.say(words);
    }
    machine.telegram().awaitConfirmed();
    ana.say("/pair operator");
    see(ana.chat(), "One more operator");
    see(eve.chat(), "I know no session");
    write(eve.chat(), "5-eve");
    ben.say("/detach");
    see(ben.chat(), "Detached");
    write(ben.chat(), "6-ben-refused");
  }

  private static ShownMessage see(TwinChat chat, String words) {
    return chat.await(words, it -> it.fromBot() && it.text().contains(words));
  }

  private void write(TwinChat chat, String name) {
    ChatPage.write(chat, pages.resolve(name + ".html"));
  }
}
