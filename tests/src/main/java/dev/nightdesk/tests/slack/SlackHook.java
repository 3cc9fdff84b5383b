package dev.nightdesk.tests.slack;

import java.net.URI;
import java.time.Duration;

/// The levers on HTTP mode: what happens is posted, signed, one after the other. Safe for any
/// thread.
public final class SlackHook {
  private final SlackWorld world;

  SlackHook(SlackWorld world) {
    this.world = world;
  }

  /// From now on what happens is posted here instead of going over sockets.
  public void to(URI url) {
    world.alone(() -> world.poster.to(url));
  }

  /// What happens goes over sockets again.
  public void off() {
    world.alone(() -> world.poster.to(null));
  }

  /// Signs with another secret, and with a time that is so old.
  public void sign(String secret, Duration age) {
    world.alone(() -> world.poster.sign(secret, age));
  }

  /// How long an answer may take; Slack gives three seconds.
  public void answerWithin(Duration time) {
    world.alone(() -> world.poster.patience(time));
  }

  /// The signature Slack puts on a body.
  ///
  /// @param stamp seconds since 1970, as in `X-Slack-Request-Timestamp`
  public static String signature(String secret, String stamp, String body) {
    return SlackPoster.signature(secret, stamp, body);
  }
}
