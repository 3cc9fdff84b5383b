package dev.nightdesk.tests.discord;

import dev.nightdesk.adapters.ChannelAdapter;
import dev.nightdesk.adapters.ChannelId;
import dev.nightdesk.adapters.CommandHint;
import dev.nightdesk.adapters.Inbound.Mark;
import dev.nightdesk.adapters.MessageRef;
import dev.nightdesk.adapters.Place;
import dev.nightdesk.adapters.Rate;
import dev.nightdesk.adapters.Secret;
import dev.nightdesk.adapters.discord.DiscordAdapter;
import dev.nightdesk.adapters.discord.DiscordSettings;
import dev.nightdesk.adapters.discord.DiscordTiming;
import dev.nightdesk.tests.channels.TwinRig;
import dev.nightdesk.tests.twin.Conversation;
import dev.nightdesk.tests.twin.Fault;
import java.util.List;
import java.util.Optional;
import okio.ByteString;

final class DiscordRig extends TwinRig<DiscordTwin, ShownMessage> {
  static final ChannelId CHANNEL = new ChannelId("discord");

  final DiscordGuild guild = twin.guild(500, "forge");
  final DiscordChannel general = guild.text(501, "general");

  /// In her private talk.
  final DiscordPerson ana = twin.person(111, "Ana");

  private long lastSaid;

  DiscordRig() {
    super(
        DiscordTwin.start(),
        new Writing("createMessage", "editMessage", new DiscordFault.TooMany(3, false)));
    twin.permit(DiscordTwin.MESSAGE_CONTENT);
  }

  DiscordSettings settings(boolean messageContent, CommandHint... commands) {
    return settings(twin, messageContent, commands);
  }

  static DiscordSettings settings(
      DiscordTwin twin, boolean messageContent, CommandHint... commands) {
    return new DiscordSettings(
        new Secret(DiscordTwin.TOKEN),
        twin.apiUrl(),
        twin.gatewayUrl(),
        messageContent,
        Rate.UNLIMITED,
        List.of(commands));
  }

  @Override
  public ChannelAdapter adapter() {
    return adapter(settings(true), Timings.QUICK);
  }

  ChannelAdapter adapter(DiscordSettings settings, DiscordTiming timing) {
    return closing(new DiscordAdapter(CHANNEL, settings, timing));
  }

  static Place placeOf(DiscordChannel channel) {
    return Place.chat(CHANNEL, String.valueOf(channel.id()));
  }

  @Override
  public Place place() {
    return placeOf(ana.channel());
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
    ana.press(Long.parseLong(message.message()), label);
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
      case FORWARDED -> ana.forward(text);
      case BOT -> twin.otherBot(8000, "other", general).say(text);
      case ANONYMOUS -> {
        return false;
      }
    }
    return true;
  }

  @Override
  public List<String> shown() {
    return ana.channel().fromBot().stream()
        .filter(message -> message.onlyFor() == null)
        .map(this::words)
        .toList();
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
    return ana.channel().message(Long.parseLong(message.message())).map(this::words);
  }

  @Override
  public Optional<byte[]> lastFile() {
    var files = ana.channel().fromBot().getLast().files();
    return files.isEmpty() ? Optional.empty() : Optional.of(files.getFirst().bytes().toByteArray());
  }

  @Override
  public Optional<String> lastWhisper() {
    return ana.channel().messages().reversed().stream()
        .filter(message -> message.onlyFor() != null)
        .map(ShownMessage::text)
        .findFirst();
  }

  @Override
  public boolean delete(MessageRef message) {
    ana.channel().delete(Long.parseLong(message.message()));
    return true;
  }

  @Override
  public boolean shutOut() {
    ana.channel().shutOut();
    return true;
  }

  @Override
  public void cutLine() {
    twin.faults().always("connect", new Fault.CutBefore());
    twin.gateway().cut();
  }

  @Override
  public void mendLine() {
    twin.faults().clear();
  }

  @Override
  public List<String> samplePayloads() {
    return Payloads.SAMPLES;
  }

  @Override
  public void pushPayload(String payload) {
    twin.pushPayload(payload);
  }

  @Override
  public void awaitAcknowledged() {
    twin.gateway().awaitRead();
  }

  @Override
  public boolean keeps() {
    return false;
  }
}
