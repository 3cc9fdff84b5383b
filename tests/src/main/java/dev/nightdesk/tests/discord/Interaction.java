package dev.nightdesk.tests.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A press, a command, a form handed in: something the bot has to answer. Guarded by the world's
/// lock.
final class Interaction {
  static final int COMMAND = 2;
  static final int COMPONENT = 3;
  static final int AUTOCOMPLETE = 4;
  static final int MODAL = 5;

  private static final Duration FIRST_ANSWER = Duration.ofSeconds(3);
  private static final Duration TOKEN_LIFE = Duration.ofMinutes(15);

  final long id;
  final String token;
  final int type;
  final DiscordUser user;
  final DiscordChannel channel;
  final Instant at;

  /// The message whose button was pressed.
  final @Nullable Post source;

  /// The kind of the first answer, 0 while there is none.
  int answered;

  /// What `@original` means.
  @Nullable Post original;

  JsonNode modal = MissingNode.getInstance();
  JsonNode choices = MissingNode.getInstance();

  Interaction(long id, int type, DiscordUser user, DiscordChannel channel, @Nullable Post source) {
    this.id = id;
    this.token = "twin-interaction-" + id;
    this.type = type;
    this.user = user;
    this.channel = channel;
    this.at = channel.world().clock.instant();
    this.source = source;
  }

  boolean isLate(Instant now) {
    return now.isAfter(at.plus(FIRST_ANSWER));
  }

  boolean isDead(Instant now) {
    return now.isAfter(at.plus(TOKEN_LIFE));
  }
}
