package dev.nightdesk.tests.slack;

import dev.nightdesk.tests.slack.SlackHappening.Kind;
import java.time.Duration;
import java.util.List;

/// The levers on Socket Mode. Safe for any thread.
public final class SlackLine {
  private final SlackWorld world;

  SlackLine(SlackWorld world) {
    this.world = world;
  }

  /// How many sockets stand open.
  public int open() {
    return world.locked(world.sockets::open);
  }

  /// How many sockets were admitted so far.
  public int everOpened() {
    return world.locked(world.sockets::everOpened);
  }

  /// Waits until so many sockets stand open.
  public void awaitOpen(int count) {
    world.awaitThat(count + " open sockets", () -> world.sockets.open() == count);
  }

  /// Waits until so many sockets were admitted in all.
  public void awaitEverOpened(int atLeast) {
    world.awaitThat(atLeast + " sockets in all", () -> world.sockets.everOpened() >= atLeast);
  }

  /// How long an acknowledgement may take, in real time; Slack gives three seconds.
  public void ackWithin(Duration time) {
    world.alone(() -> world.sockets.ackWithin(time));
  }

  /// Brings commands, presses and modals again as well, which the real Slack does not.
  public void repeatEverything() {
    world.alone(() -> {
      world.sockets.repeat(Kind.COMMAND);
      world.sockets.repeat(Kind.INTERACTION);
    });
  }

  /// Says on every socket that it will end soon; the bot is to open another. Nothing more is sent
  /// on those.
  public void askToReconnect() {
    world.alone(() -> world.sockets.disconnect("refresh_requested"));
  }

  /// Warns on every socket that it will end soon.
  public void warn() {
    world.alone(() -> world.sockets.disconnect("warning"));
  }

  /// Cuts every socket without a word.
  public void cut() {
    world.alone(world.sockets::cut);
  }

  /// Whether new sockets are refused from now on.
  public void refuse(boolean refuses) {
    world.alone(() -> world.sockets.refuse(refuses));
  }

  /// Frames from the bot that acknowledge nothing we sent.
  public List<String> strayFrames() {
    return world.locked(world.sockets.acks::stray);
  }
}
