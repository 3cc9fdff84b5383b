package dev.nightdesk.tests.telegram;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// How fast the bot may speak: a bucket for each chat and one for all
/// (core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this). For use under the
/// world's lock.
public final class TwinPace {
  private final Clock clock;
  private final double perChat;
  private final int chatBurst;
  private final double global;
  private final Map<Long, Bucket> chats = new HashMap<>();
  private final Bucket all;

  /// @param perChat sends and edits a second in one chat, after `chatBurst` at once
  /// @param global sends and edits a second over all chats
  public TwinPace(Clock clock, double perChat, int chatBurst, double global) {
    this.clock = clock;
    this.perChat = perChat;
    this.chatBurst = chatBurst;
    this.global = global;
    this.all = new Bucket(clock.millis(), Math.max(1, global));
  }

  private static final class Bucket {
    private long filledAt;
    private double tokens;

    Bucket(long now, double tokens) {
      this.filledAt = now;
      this.tokens = tokens;
    }

    void fill(long now, double perSecond, double most) {
      tokens = Math.min(most, tokens + (now - filledAt) / 1000.0 * perSecond);
      filledAt = now;
    }

    /// Whole seconds until a token is there, 0 when one is.
    int wait(double perSecond) {
      return tokens >= 1 ? 0 : (int) Math.max(1, Math.ceil((1 - tokens) / perSecond));
    }
  }

  /// @throws TwinRefusal 429 when this is one too many
  void spend(long chat) {
    long now = clock.millis();
    var bucket = chats.computeIfAbsent(chat, _ -> new Bucket(now, chatBurst));
    bucket.fill(now, perChat, chatBurst);
    all.fill(now, global, Math.max(1, global));
    int wait = Math.max(bucket.wait(perChat), all.wait(global));
    if (wait > 0) {
      throw TwinRefusal.tooMany(wait);
    }
    bucket.tokens -= 1;
    all.tokens -= 1;
  }

  /// How long an empty bucket takes to fill; what a test has to let pass.
  public Duration refill() {
    return Duration.ofMillis((long) Math.ceil(chatBurst / perChat * 1000));
  }
}
