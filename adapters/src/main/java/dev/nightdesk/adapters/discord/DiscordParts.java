package dev.nightdesk.adapters.discord;

import dev.nightdesk.adapters.ChannelId;
import java.util.concurrent.atomic.AtomicReference;

/// What the ways in and out share. Safe for any thread.
///
/// @param selfNow our own user id, which every connection tells anew
record DiscordParts(
    ChannelId channel,
    DiscordSettings settings,
    DiscordTiming timing,
    DiscordWire wire,
    Snowflakes clock,
    Rooms rooms,
    Answering answering,
    DiscordCommands commands,
    AtomicReference<String> selfNow) {
  static DiscordParts of(ChannelId channel, DiscordSettings settings, DiscordTiming timing) {
    var clock = new Snowflakes();
    var wire = new DiscordWire(settings, timing, clock);
    return new DiscordParts(
        channel,
        settings,
        timing,
        wire,
        clock,
        new Rooms(),
        new Answering(wire, timing),
        new DiscordCommands(wire, settings.commands()),
        new AtomicReference<>(settings.account()));
  }

  String self() {
    return String.valueOf(selfNow.get());
  }

  void becomes(String id) {
    if (!id.isEmpty()) {
      selfNow.set(id);
    }
  }

  DiscordMessages messages() {
    return new DiscordMessages(channel, self(), rooms, clock);
  }

  DiscordInteractions interactions() {
    return new DiscordInteractions(channel, rooms, clock, settings.commands());
  }
}
