package dev.nightdesk.gateway.store;

import dev.nightdesk.adapters.ChannelId;
import dev.nightdesk.adapters.Inbound;
import dev.nightdesk.adapters.MessageRef;
import dev.nightdesk.adapters.Place;
import dev.nightdesk.adapters.Sender;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/// Plain things for tests.
final class Sample {
  static final Instant AT = Instant.parse("2026-11-01T08:00:00Z");
  static final ChannelId TELEGRAM = new ChannelId("telegram");
  static final Place CHAT = Place.chat(TELEGRAM, "111");

  private Sample() {}

  static Inbound.Said said(int number, String text) {
    return new Inbound.Said(
        String.valueOf(number),
        new Sender(TELEGRAM, "111", "Ana"),
        new MessageRef(CHAT, String.valueOf(number)),
        null,
        text,
        List.of(),
        Inbound.Reach.PRIVATE,
        Set.of(),
        Duration.ZERO);
  }
}
