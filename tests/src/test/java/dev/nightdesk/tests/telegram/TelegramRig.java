package dev.nightdesk.tests.telegram;

import dev.nightdesk.adapters.ChannelAdapter;
import dev.nightdesk.adapters.ChannelId;
import dev.nightdesk.adapters.Inbound.Mark;
import dev.nightdesk.adapters.MessageRef;
import dev.nightdesk.adapters.Place;
import dev.nightdesk.adapters.Rate;
import dev.nightdesk.adapters.Secret;
import dev.nightdesk.adapters.telegram.TelegramAdapter;
import dev.nightdesk.adapters.telegram.TelegramSettings;
import dev.nightdesk.adapters.telegram.TelegramTiming;
import dev.nightdesk.tests.channels.TwinRig;
import dev.nightdesk.tests.twin.Conversation;
import dev.nightdesk.tests.twin.Fault;
import java.util.List;
import java.util.Optional;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

final class TelegramRig extends TwinRig<TelegramTwin, ShownMessage> {
  static final ChannelId CHANNEL = new ChannelId("telegram");

  final TwinPerson ana = twin.person(111, "Ana");
  private @Nullable String lastPress;
  private long lastSaid;

  TelegramRig() {
    super(
        TelegramTwin.start(),
        new Writing("sendMessage", "editMessageText", new TelegramFault.TooMany(3)));
  }

  TelegramSettings settings() {
    return new TelegramSettings(
        new Secret(TelegramTwin.TOKEN), twin.apiUrl(), Rate.UNLIMITED, List.of());
  }

  @Override
  public ChannelAdapter adapter() {
    return adapter(settings(), Timings.QUICK);
  }

  ChannelAdapter adapter(TelegramSettings settings, TelegramTiming timing) {
    return closing(new TelegramAdapter(CHANNEL, settings, timing));
  }

  @Override
  public Place place() {
    return Place.chat(CHANNEL, "111");
  }

  @Override
  public Optional<Place> nowhere() {
    return Optional.of(Place.chat(CHANNEL, "99999"));
  }

  @Override
  public void say(String text) {
    lastSaid = ana.say(text);
  }

  @Override
  public boolean editLast(String text) {
    ana.edit(lastSaid, text);
    return true;
  }

  @Override
  public boolean press(MessageRef message, String label) {
    lastPress = ana.press(Long.parseLong(message.message()), label);
    return true;
  }

  @Override
  public boolean sendFile(String name, byte[] bytes) {
    ana.sendDocument(name, ByteString.of(bytes), "");
    return true;
  }

  @Override
  public boolean sayMarked(Mark mark, String text) {
    var group = twin.supergroup(-1_000_000_000_111L, "ops");
    switch (mark) {
      case FORWARDED -> ana.forward(new TwinUser(9, "Ben", "", false), text);
      case ANONYMOUS -> ana.in(group).sayAnonymously(text);
      case BOT -> twin.otherBot(8000, "other_bot", group).say(text);
    }
    return true;
  }

  @Override
  protected Conversation<ShownMessage> conversation() {
    return ana.chat();
  }

  @Override
  protected String words(ShownMessage message) {
    var file = message.file();
    return file == null ? message.text() : file.name();
  }

  @Override
  public Optional<String> shown(MessageRef message) {
    return ana.chat().message(Long.parseLong(message.message())).map(this::words);
  }

  @Override
  public Optional<byte[]> lastFile() {
    var file = ana.chat().fromBot().getLast().file();
    return file == null ? Optional.empty() : Optional.of(file.bytes().toByteArray());
  }

  @Override
  public Optional<String> lastWhisper() {
    return Optional.ofNullable(lastPress)
        .flatMap(press -> twin.answers(press).stream().findFirst())
        .filter(PressAnswer::alert)
        .map(PressAnswer::text);
  }

  @Override
  public boolean delete(MessageRef message) {
    ana.chat().delete(Long.parseLong(message.message()));
    return true;
  }

  @Override
  public boolean shutOut() {
    ana.chat().shutOut();
    return true;
  }

  @Override
  public void cutLine() {
    twin.faults().always("getUpdates", new Fault.CutBefore());
  }

  @Override
  public void mendLine() {
    twin.faults().clear();
  }

  /// One of each kind the twin's people can make, and a few it cannot.
  @Override
  public List<String> samplePayloads() {
    try (var other = TelegramTwin.start()) {
      var person = other.person(111, "Ana");
      var group = person.in(other.forum(-1_000_000_000_500L, "forge"));
      var topic = group.inThread(group.chat().openTopic("7c5d fix the build"));
      person.say("/peek@desk_bot 7c5d and 🦉 @shop");
      topic.reply(topic.say("hello"), "@desk_bot yes, and /stop");
      person.sendPhoto(ByteString.encodeUtf8("jpeg"), "see this");
      person.sendDocument("a.txt", ByteString.encodeUtf8("text"), "and this");
      person.forward(person.user(), "somebody else's words");
      group.sayAnonymously("/stop");
      group.sayAsChannel(-1_000_000_000_900L, "News", "news");
      person.edit(person.say("before"), "after");
      person.pressToken(person.say("pressed"), "token");
      person.sendOther(fields -> fields.putObject("voice").put("file_id", "v").put("duration", 3));
      person.sendOther(fields -> fields.putObject("sticker").put("file_id", "s"));
      person.chat().shutOut();
      other.group(-5, "club").migrate();
      return other.unconfirmed().stream().map(TelegramRig::withoutId).toList();
    }
  }

  /// The update's id is the transport's own: without it nothing could be acknowledged.
  private static String withoutId(String update) {
    return "{" + update.substring(update.indexOf(',') + 1);
  }

  @Override
  public void pushPayload(String payload) {
    twin.push(payload.startsWith("{") ? payload.substring(1).replaceFirst("}$", "") : payload);
  }

  @Override
  public void awaitAcknowledged() {
    twin.awaitConfirmed();
  }

  @Override
  public boolean keeps() {
    return true;
  }
}
