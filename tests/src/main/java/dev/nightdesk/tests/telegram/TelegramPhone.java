package dev.nightdesk.tests.telegram;

import dev.nightdesk.tests.channels.Phone;
import dev.nightdesk.tests.channels.ShownThere;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/// Somebody's chat with the bot, without threads.
public final class TelegramPhone implements Phone {
  private static final TwinUser SOMEBODY = new TwinUser(999, "Somebody", "", false);

  private final TelegramTwin twin;
  private final TwinPerson person;
  private volatile @Nullable String lastPress;

  public TelegramPhone(TelegramTwin twin, TwinPerson person) {
    this.twin = twin;
    this.person = person;
  }

  /// What others see of a message as well.
  public static ShownThere seen(ShownMessage message) {
    var file = message.file();
    return new ShownThere(
        String.valueOf(message.id()),
        message.id(),
        message.thread() == 0 ? "" : String.valueOf(message.thread()),
        message.text(),
        message.labels(),
        !message.silent(),
        file == null ? null : new ShownThere.ShownFile(file.name(), file.bytes()));
  }

  @Override
  public void say(String text) {
    person.say(text);
  }

  @Override
  public void reply(ShownThere to, String text) {
    person.reply(to.order(), text);
  }

  @Override
  public void press(ShownThere message, String label) {
    lastPress = person.press(message.order(), label);
  }

  @Override
  public void pick(ShownThere message, String label) {
    press(message, label);
  }

  @Override
  public void fill(ShownThere message, String label, String words) {
    long newest = person.chat().messages().getLast().id();
    press(message, label);
    var form =
        person
            .chat()
            .await(
                "the question for words",
                it -> it.id() > newest && it.labels().contains("Never mind"));
    person.reply(form.id(), words);
  }

  @Override
  public void forward(String words) {
    person.forward(SOMEBODY, words);
  }

  @Override
  public void sendFile(String name, ByteString bytes, String words) {
    person.sendDocument(name, bytes, words);
  }

  @Override
  public List<ShownThere> fromBot() {
    return person.chat().fromBot().stream().map(TelegramPhone::seen).toList();
  }

  @Override
  public ShownThere await(String what, Duration patience, Predicate<ShownThere> wanted) {
    return seen(person.chat().await(what, patience, message -> wanted.test(seen(message))));
  }

  @Override
  public void awaitTold(String words) {
    var told = twin.awaitAnswer(Objects.requireNonNull(lastPress)).text();
    if (!told.contains(words)) {
      throw new AssertionError("told “" + told + "” instead of “" + words + "”");
    }
  }

  @Override
  public boolean canBeQuiet() {
    return true;
  }

  @Override
  public boolean keepsPresses() {
    return true;
  }
}
