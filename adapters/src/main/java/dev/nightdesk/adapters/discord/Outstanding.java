package dev.nightdesk.adapters.discord;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightdesk.adapters.http.CallFailed;
import java.util.HashSet;
import java.util.Optional;
import okhttp3.HttpUrl;

/// Finds a card that may stand there already, as an earlier try was cut off. A nonce makes a second
/// create harmless for some minutes only, and it is not promised to be told when messages are read
/// again; the tokens of a card's buttons are its own for ever, and are. A card without buttons
/// cannot be told from another with the same words: for it there is the nonce alone. Safe for any
/// thread.
final class Outstanding {
  /// How many of the newest messages are looked through.
  static final int NEWEST = 50;

  private final DiscordWire wire;

  Outstanding(DiscordWire wire) {
    this.wire = wire;
  }

  /// The message that shows this card.
  ///
  /// @param form how the card is sent
  Optional<JsonNode> find(String channel, JsonNode form) throws CallFailed, InterruptedException {
    var tokens = new HashSet<>(DiscordMessages.tokens(form));
    if (tokens.isEmpty()) {
      return Optional.empty();
    }
    HttpUrl newest =
        wire.url("channels", channel, "messages")
            .addQueryParameter("limit", String.valueOf(NEWEST))
            .build();
    for (var message : wire.call(wire.to(newest))) {
      // Tokens are nobody else's, so this message is ours.
      if (DiscordMessages.tokens(message).stream().anyMatch(tokens::contains)) {
        return Optional.of(message);
      }
    }
    return Optional.empty();
  }
}
