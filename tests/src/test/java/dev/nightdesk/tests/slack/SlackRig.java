package dev.nightdesk.tests.slack;

import dev.nightdesk.adapters.ChannelAdapter;
import dev.nightdesk.adapters.ChannelId;
import dev.nightdesk.adapters.Inbound.Mark;
import dev.nightdesk.adapters.MessageRef;
import dev.nightdesk.adapters.Place;
import dev.nightdesk.adapters.Rate;
import dev.nightdesk.adapters.Secret;
import dev.nightdesk.adapters.slack.SlackAdapter;
import dev.nightdesk.adapters.slack.SlackSettings;
import dev.nightdesk.adapters.slack.SlackTiming;
import dev.nightdesk.tests.channels.TwinRig;
import dev.nightdesk.tests.twin.Conversation;
import java.util.List;
import java.util.Optional;
import okio.ByteString;

final class SlackRig extends TwinRig<SlackTwin, ShownMessage> {
  static final ChannelId CHANNEL = new ChannelId("slack");

  final SlackPerson ana = twin.person("U0ANA", "Ana");
  private String lastSaid = "";

  SlackRig() {
    super(
        SlackTwin.start(),
        new Writing("chat.postMessage", "chat.update", new SlackFault.TooMany(3)));
  }

  SlackSettings settings() {
    return settings(SlackSettings.Mode.SOCKET);
  }

  SlackSettings settings(SlackSettings.Mode mode) {
    return new SlackSettings(
        new Secret(SlackTwin.BOT_TOKEN),
        new Secret(SlackTwin.APP_TOKEN),
        new Secret(SlackTwin.SIGNING_SECRET),
        twin.apiUrl(),
        mode,
        Rate.UNLIMITED,
        List.of());
  }

  @Override
  public ChannelAdapter adapter() {
    return adapter(settings(), Timings.QUICK);
  }

  SlackAdapter adapter(SlackSettings settings, SlackTiming timing) {
    return closing(new SlackAdapter(CHANNEL, settings, timing));
  }

  @Override
  public Place place() {
    return Place.chat(CHANNEL, ana.channel().id());
  }

  @Override
  public Optional<Place> nowhere() {
    return Optional.of(Place.chat(CHANNEL, "C0NOWHERE"));
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
    ana.press(message.message(), label);
    return true;
  }

  @Override
  public boolean sendFile(String name, byte[] bytes) {
    ana.sendFile(name, ByteString.of(bytes), "");
    return true;
  }

  @Override
  public boolean sayMarked(Mark mark, String text) {
    switch (mark) {
      case FORWARDED -> ana.forward(twin.person("U0BEN", "Ben").user(), text, "");
      case BOT -> twin.otherBot("U0OTHER", "other", twin.channel("C0OPS", "ops")).say(text);
      // Everybody in a workspace has a name.
      case ANONYMOUS -> {
        return false;
      }
    }
    return true;
  }

  @Override
  protected Conversation<ShownMessage> conversation() {
    return ana.channel();
  }

  @Override
  protected String words(ShownMessage message) {
    return message.files().isEmpty() ? message.text() : message.files().getFirst().name();
  }

  @Override
  public Optional<String> shown(MessageRef message) {
    return ana.channel().message(message.message()).map(this::words);
  }

  @Override
  public Optional<byte[]> lastFile() {
    return ana.channel().fromBot().getLast().files().stream()
        .findFirst()
        .map(file -> file.bytes().toByteArray());
  }

  @Override
  public Optional<String> lastWhisper() {
    return ana.channel().whispers().reversed().stream().findFirst().map(ShownMessage::text);
  }

  @Override
  public boolean delete(MessageRef message) {
    ana.channel().delete(message.message());
    return true;
  }

  @Override
  public boolean shutOut() {
    ana.channel().shutOut();
    return true;
  }

  @Override
  public void cutLine() {
    twin.line().refuse(true);
    twin.line().cut();
  }

  @Override
  public void mendLine() {
    twin.line().refuse(false);
  }

  /// One of each kind the twin's people can make, and a few it cannot.
  @Override
  public List<String> samplePayloads() {
    try (var other = SlackTwin.start()) {
      var person = other.person("U0ANA", "Ana");
      var channel = other.channel("C0FORGE", "forge");
      var among = person.in(channel);
      person.say("/peek 7c5d and 🦉 <b>&</b>");
      among.reply(among.mention("see <#C0FORGE|forge>"), "yes, and /stop");
      person.sendFile("a.txt", ByteString.encodeUtf8("text"), "and this");
      person.forward(person.user(), "somebody else's words", "look");
      other.webhook("U0HOOK", "hook", channel).say("deployed");
      person.edit(person.say("before"), "after");
      among.command("/nightdesk peek 7c5d");
      person.pressToken(person.say("pressed"), "token");
      person.openHome("home");
      channel.shutOut();
      return other.payloads();
    }
  }

  @Override
  public void pushPayload(String payload) {
    twin.pushPayload(payload);
  }

  @Override
  public void awaitAcknowledged() {
    twin.awaitAcknowledged();
  }

  @Override
  public boolean keeps() {
    return true;
  }
}
