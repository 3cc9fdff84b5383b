package dev.nightdesk.tests.slack;

import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/// How fast the bot may call: a bucket for each method, and for `chat.postMessage` one for each
/// channel (docs.slack.dev/apis/web-api/rate-limits). For use under the world's lock.
public final class SlackPace {
  private static final String MESSAGE = "chat.postMessage";

  private final Clock clock;
  private final Map<String, Limit> limits = new HashMap<>();
  private final Map<String, Bucket> buckets = new HashMap<>();

  private record Limit(double perSecond, int burst, boolean perChannel) {}

  private static final class Bucket {
    private long filledAt;
    private double tokens;

    Bucket(long now, double tokens) {
      this.filledAt = now;
      this.tokens = tokens;
    }
  }

  private SlackPace(Clock clock) {
    this.clock = clock;
  }

  /// A pace without any limit yet.
  public static SlackPace none(Clock clock) {
    return new SlackPace(clock);
  }

  /// The published limits of the methods a chat adapter needs; a minute's worth may come at once,
  /// but of `chat.postMessage` only four.
  public static SlackPace published(Clock clock) {
    return new SlackPace(clock)
        .limit(MESSAGE, 60, 4, true)
        .limit("chat.update", 50, 50, false)
        .limit("chat.delete", 50, 50, false)
        .limit("chat.postEphemeral", 100, 100, false)
        .limit("reactions.add", 50, 50, false)
        .limit("conversations.history", 50, 50, false)
        .limit("conversations.replies", 50, 50, false)
        .limit("conversations.open", 50, 50, false)
        .limit("conversations.info", 50, 50, false)
        .limit("users.info", 100, 100, false)
        .limit("views.open", 100, 100, false)
        .limit("views.update", 100, 100, false)
        .limit("views.publish", 100, 100, false)
        .limit("assistant.threads.setStatus", 60, 60, false)
        .limit("files.info", 100, 100, false)
        .limit("files.getUploadURLExternal", 100, 100, false)
        .limit("files.completeUploadExternal", 100, 100, false)
        .limit("apps.connections.open", 1, 10, false);
  }

  /// Sets the limit of a method.
  ///
  /// @param burst how many may come at once
  public SlackPace limit(String method, int perMinute, int burst, boolean perChannel) {
    limits.put(method, new Limit(perMinute / 60.0, burst, perChannel));
    return this;
  }

  /// @throws SlackRefusal 429 when this is one too many
  void spend(String method, String channel) {
    var limit = limits.get(method);
    if (limit == null) {
      return;
    }
    long now = clock.millis();
    var key = limit.perChannel() ? method + " " + channel : method;
    var bucket = buckets.computeIfAbsent(key, _ -> new Bucket(now, limit.burst()));
    double filled = bucket.tokens + (now - bucket.filledAt) / 1000.0 * limit.perSecond();
    bucket.tokens = Math.min(limit.burst(), filled);
    bucket.filledAt = now;
    if (bucket.tokens < 1) {
      double wait = Math.ceil((1 - bucket.tokens) / limit.perSecond());
      throw SlackRefusal.tooMany((int) Math.max(1, wait));
    }
    bucket.tokens -= 1;
  }
}
