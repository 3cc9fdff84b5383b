package dev.nightdesk.tests.discord;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// How fast the bot may call: so many of one route in one channel in a window, and so many in all
/// in a second (docs.discord.com/developers/topics/rate-limits). For use under the world's lock.
public final class DiscordPace {
  private final Clock clock;
  private final int perRoute;
  private final Duration window;
  private final int perSecond;
  private final Map<String, Window> routes = new HashMap<>();
  private final Window all = new Window();

  /// @param perRoute calls of one route in one channel in a window
  /// @param perSecond calls of all kinds in a second
  public DiscordPace(Clock clock, int perRoute, Duration window, int perSecond) {
    this.clock = clock;
    this.perRoute = perRoute;
    this.window = window;
    this.perSecond = perSecond;
  }

  /// As it is on the real server, as far as it tells.
  public static DiscordPace usual(Clock clock) {
    return new DiscordPace(clock, 5, Duration.ofSeconds(5), 50);
  }

  private static final class Window {
    private long endsAt;
    private int spent;

    void roll(long now, long millis) {
      if (now >= endsAt) {
        endsAt = now + millis;
        spent = 0;
      }
    }
  }

  /// What the headers of an answer tell.
  record Left(int limit, int remaining, double resetAfter) {}

  /// @throws Refusal 429 when this is one too many
  Left spend(String route) {
    long now = clock.millis();
    var mine = routes.computeIfAbsent(route, _ -> new Window());
    mine.roll(now, window.toMillis());
    all.roll(now, 1000);
    if (all.spent >= perSecond) {
      throw Refusal.tooMany((all.endsAt - now) / 1000.0, true);
    }
    if (mine.spent >= perRoute) {
      throw Refusal.tooMany((mine.endsAt - now) / 1000.0, false);
    }
    mine.spent++;
    all.spent++;
    return new Left(perRoute, perRoute - mine.spent, (mine.endsAt - now) / 1000.0);
  }
}
