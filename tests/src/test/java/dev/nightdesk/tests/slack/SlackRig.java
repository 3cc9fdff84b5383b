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
import dev.nightdesk.tests.channels.ChannelRig;
import dev.nightdesk.tests.twin.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import okio.ByteString;

/// The real adapter, with the real library, in front of the twin.
final class SlackRig implements ChannelRig {
  static final ChannelId CHANNEL = new ChannelId("slack");

  final SlackTwin twin = SlackTwin.start();
  final SlackPerson ana = twin.person("U0ANA", "Ana");
  private final Path directory;
  private final List<ChannelAdapter> adapters = new ArrayList<>();
  private String lastSaid = "";

  SlackRig() {
    try {
      directory = Files.createTempDirectory("slack-rig");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
    var adapter = new SlackAdapter(CHANNEL, settings, timing);
    adapters.add(adapter);
    return adapter;
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
  public boolean carriesFiles() {
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
  public List<String> shown() {
    return ana.channel().fromBot().stream().map(SlackRig::words).toList();
  }

  private static String words(ShownMessage message) {
    return message.files().isEmpty() ? message.text() : message.files().getFirst().name();
  }

  @Override
  public Optional<String> shown(MessageRef message) {
    return ana.channel().message(message.message()).map(SlackRig::words);
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
  public boolean cause(Trouble trouble) {
    var faults = twin.faults();
    switch (trouble) {
      case TOO_FAST -> faults.next("chat.postMessage", new SlackFault.TooMany(3));
      case CUT_BEFORE -> {
        faults.next("chat.postMessage", new Fault.CutBefore());
        faults.next("chat.update", new Fault.CutBefore());
      }
      case CUT_AFTER -> {
        faults.next("chat.postMessage", new Fault.CutAfter());
        faults.next("chat.update", new Fault.CutAfter());
      }
      case SERVER_ERROR -> faults.next("chat.postMessage", new Fault.ProxyPage(500));
      case LISTENING_CUT -> twin.line().cut();
      case UNREACHABLE -> twin.close();
    }
    return true;
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

  @Override
  public Path directory() {
    return directory;
  }

  @Override
  public void close() {
    adapters.forEach(ChannelAdapter::close);
    twin.close();
    try (var files = Files.list(directory)) {
      for (var file : files.toList()) {
        Files.delete(file);
      }
      Files.delete(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
