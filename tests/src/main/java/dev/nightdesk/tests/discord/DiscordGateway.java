package dev.nightdesk.tests.discord;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/// The gateway as a test handles it: it can be cut, can say that it goes away, can forget. Safe for
/// any thread.
public final class DiscordGateway {
  /// The web-socket gives up when more than 16 MiB wait to be sent.
  private static final long MOST_WAITING = 1 << 20;

  private final World world;

  DiscordGateway(World world) {
    this.world = world;
  }

  /// Waits until a bot has a session and a connection.
  public void awaitConnected() {
    world.awaitThat("the bot to connect", world.gateway::isConnected);
  }

  /// Waits until no bot is connected.
  public void awaitDisconnected() {
    world.awaitThat("the bot to leave", world.gateway.lines::isEmpty);
  }

  /// Cuts every connection without a word; sessions can be taken up again.
  public void cut() {
    world.alone(() -> List.copyOf(world.gateway.lines).forEach(GatewayLine::cancel));
  }

  /// Ends every connection with a code, like 4000.
  public void close(int code, String reason) {
    world.alone(() -> List.copyOf(world.gateway.lines).forEach(line -> line.close(code, reason)));
  }

  /// Asks the bot to connect anew and take up its session (operation 7).
  public void askToReconnect() {
    world.alone(() -> world.gateway.sendToAll("{\"op\":7,\"d\":null}"));
  }

  /// Tells the bot that its session is over (operation 9); it is forgotten.
  public void invalidate() {
    world.alone(() -> {
      world.gateway.forgetSessions();
      world.gateway.sendToAll("{\"op\":9,\"d\":false}");
    });
  }

  /// Forgets every session: whoever wants to take one up is told that it is over.
  public void forgetSessions() {
    world.alone(world.gateway::forgetSessions);
  }

  /// Answers no heartbeat while set.
  public void deaf(boolean deaf) {
    world.alone(() -> world.gateway.deaf = deaf);
  }

  /// How often later connections are told to send a heartbeat.
  public void heartbeat(Duration every) {
    world.alone(() -> world.gateway.heartbeat = every);
  }

  /// Brings an event in that is written like this, to every session.
  ///
  /// @param fields like `"t":"MESSAGE_CREATE","d":{…}`, without braces around; need not be JSON
  public void push(String fields) {
    // Not under the lock: what empties the queue needs it too.
    while (world.locked(() -> world.gateway.lines.stream().anyMatch(DiscordGateway::isFull))) {
      LockSupport.parkNanos(100_000);
    }
    world.alone(() -> world.gateway.push(fields));
  }

  private static boolean isFull(GatewayLine line) {
    return line.waiting() > MOST_WAITING;
  }

  /// Waits until the bot's library has read all that was told so far: it is asked for a heartbeat,
  /// which names the last event it has read.
  public void awaitRead() {
    var marks = world.locked(this::ask);
    try {
      world.awaitThat("every event to be read", () -> world.gateway.allHeard(marks));
    } finally {
      world.alone(() -> world.gateway.asking--);
    }
  }

  private Map<String, Long> ask() {
    world.gateway.asking++;
    world.gateway.sendToAll("{\"op\":1,\"d\":null}");
    return world.gateway.marks();
  }

  /// How often a new session was begun, or tried to be.
  public int identifies() {
    return world.locked(() -> world.gateway.identifies);
  }

  /// Waits until so many sessions were begun, or tried to be.
  public void awaitIdentifies(int atLeast) {
    world.awaitThat(atLeast + " sessions", () -> world.gateway.identifies >= atLeast);
  }

  public int resumes() {
    return world.locked(() -> world.gateway.resumes);
  }

  public void awaitResumes(int atLeast) {
    world.awaitThat(atLeast + " resumes", () -> world.gateway.resumes >= atLeast);
  }

  public int heartbeats() {
    return world.locked(() -> world.gateway.heartbeats);
  }
}
