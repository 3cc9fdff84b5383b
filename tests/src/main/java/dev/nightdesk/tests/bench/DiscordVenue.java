package dev.nightdesk.tests.bench;

import dev.nightdesk.tests.discord.DiscordPerson;
import dev.nightdesk.tests.discord.DiscordTwin;
import dev.nightdesk.tests.discord.ShownMessage;
import java.util.List;

/// Discord, and somebody in a channel of a server; private talks have no threads there. Answers go
/// to a thread, which is a channel of its own.
final class DiscordVenue implements Venue, Hand {
  private static final long ANA = 100_000_000_000_000_001L;
  private static final long SERVER = 200_000_000_000_000_001L;
  private static final long CHANNEL = 300_000_000_000_000_001L;

  private final DiscordTwin twin = DiscordTwin.start();
  private final DiscordPerson ana;
  private final Phone phone = new Phone(1, this);

  private DiscordVenue() {
    twin.permit(DiscordTwin.MESSAGE_CONTENT);
    ana = twin.person(ANA, "Ana").in(twin.guild(SERVER, "Twin").text(CHANNEL, "general"));
  }

  static Venue open() {
    var venue = new DiscordVenue();
    venue.twin.watch((_, message) -> venue.phone.showed(seen(message)));
    return venue;
  }

  private static Seen seen(ShownMessage message) {
    return new Seen(
        Long.toString(message.channel()),
        Long.toString(message.id()),
        message.text(),
        message.labels(),
        message.edits());
  }

  @Override
  public void say(String text) {
    ana.mention(text);
  }

  @Override
  public void reply(Seen to, String text) {
    at(to).say(text);
  }

  @Override
  public void press(Seen on, String label) {
    at(on).press(Long.parseLong(on.id()), label);
  }

  private DiscordPerson at(Seen message) {
    return ana.in(twin.channel(Long.parseLong(message.place())));
  }

  @Override
  public Phone phone() {
    return phone;
  }

  @Override
  public Gatehouse.Site site() {
    String settings =
        "{ token: \"%s\", api_url: \"%s\", gateway_url: \"%s\", message_content: true, pace: off }"
            .formatted(DiscordTwin.TOKEN, twin.apiUrl(), twin.gatewayUrl());
    return new Gatehouse.Site("discord", settings, List.of(Long.toString(ANA)), 1);
  }

  @Override
  public Class<?> bareBot() {
    return BareDiscord.class;
  }

  @Override
  public List<String> bareWords() {
    return List.of(twin.apiUrl(), twin.gatewayUrl(), DiscordTwin.TOKEN);
  }

  @Override
  public void welcome() {
    twin.gateway().awaitConnected();
    // What is said after it comes after it, so nobody needs to wait for the answer.
    ana.mention(BareDiscord.ENABLE);
  }

  @Override
  public void close() {
    twin.close();
  }
}
