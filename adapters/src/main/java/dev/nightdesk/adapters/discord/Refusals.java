package dev.nightdesk.adapters.discord;

import java.util.Optional;

/// What a person has to do when Discord lets the bot not in. Pure.
final class Refusals {
  static final String TOKEN =
      "Discord does not accept the bot's token: put the current one from the developer portal (Bot,"
          + " Reset Token) into the config and start again";

  static final String CONTENT =
      "Discord does not let the bot read messages: tick \"Message Content Intent\" in the developer"
          + " portal (Bot, Privileged Gateway Intents), and this goes on by itself; or set"
          + " message_content: false";

  private Refusals() {}

  /// The codes after which connecting again is no use
  /// (docs.discord.com/developers/topics/opcodes-and-status-codes#gateway).
  static Optional<String> of(int code) {
    return switch (code) {
      case 4004 -> Optional.of(TOKEN);
      case 4014 -> Optional.of(CONTENT);
      case 4010, 4011, 4012, 4013 ->
          Optional.of("Discord refuses this kind of connection (" + code + "): update Nightdesk");
      default -> Optional.empty();
    };
  }
}
