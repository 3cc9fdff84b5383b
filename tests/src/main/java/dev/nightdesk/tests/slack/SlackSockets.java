package dev.nightdesk.tests.slack;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightdesk.tests.slack.SlackHappening.Kind;
import dev.nightdesk.tests.slack.SlackHappening.State;
import dev.nightdesk.tests.twin.PromptSockets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/// Socket Mode: hands each envelope to one of the open sockets and brings again what nobody
/// acknowledged. Only events are brought again; who pressed or commanded is told that the app did
/// not respond. Guarded by the world's lock.
final class SlackSockets {
  private static final int MOST_SOCKETS = 10;
  private static final int MOST_RETRIES = 3;

  /// One connection of the bot's.
  final class Socket extends WebSocketListener {
    final int number;
    final java.net.Socket connection;
    @Nullable WebSocket web;
    boolean leaving;

    Socket(int number, java.net.Socket connection) {
      this.number = number;
      this.connection = connection;
    }

    @Override
    public void onOpen(WebSocket webSocket, Response response) {
      world.alone(() -> {
        web = webSocket;
        open.add(this);
        webSocket.send(
            """
            {"type":"hello","num_connections":%d,"debug_info":{"host":"twin","build_number":1,\
            "approximate_connection_time":18060},"connection_info":{"app_id":"%s"}}\
            """
                .formatted(open.size(), SlackTwin.APP));
        flush();
      });
    }

    @Override
    public void onMessage(WebSocket webSocket, String text) {
      world.alone(() -> acknowledged(text, number));
    }

    @Override
    public void onMessage(WebSocket webSocket, ByteString bytes) {
      world.alone(() -> world.oddities.add("binary frame from the bot"));
    }

    @Override
    public void onClosing(WebSocket webSocket, int code, String reason) {
      webSocket.close(code, null);
      world.alone(() -> gone(this));
    }

    @Override
    public void onClosed(WebSocket webSocket, int code, String reason) {
      world.alone(() -> gone(this));
    }

    @Override
    public void onFailure(WebSocket webSocket, Throwable failure, @Nullable Response response) {
      world.alone(() -> gone(this));
    }
  }

  /// An envelope that went out.
  private record Sent(SlackHappening happening, int attempt) {}

  private final SlackWorld world;
  private final Set<String> tickets = new HashSet<>();
  private final Set<Socket> open = new LinkedHashSet<>();
  private final Deque<SlackHappening> waiting = new ArrayDeque<>();
  private final Map<String, Sent> sent = new HashMap<>();
  private final List<SlackHappening> unanswered = new ArrayList<>();
  private final Set<Kind> repeated = EnumSet.of(Kind.EVENT);
  private final Deque<String> raw = new ArrayDeque<>();
  final SlackAcks acks = new SlackAcks();
  private Duration ackWithin = Duration.ofSeconds(3);
  private boolean refusing;
  private boolean closed;
  private int sockets;
  private int turn;

  SlackSockets(SlackWorld world) {
    this.world = world;
  }

  void start() {
    Thread.ofVirtual().name("slack-twin-retries").start(this::watch);
  }

  void ackWithin(Duration time) {
    ackWithin = time;
  }

  void repeat(Kind kind) {
    repeated.add(kind);
  }

  void refuse(boolean refuses) {
    refusing = refuses;
  }

  String ticket() {
    if (open.size() >= MOST_SOCKETS) {
      throw SlackRefusal.of("too_many_websockets");
    }
    var ticket = world.freshId("ticket");
    tickets.add(ticket);
    return ticket;
  }

  /// A listener for the upgrade, or null when it is refused.
  @Nullable Socket admit(String ticket, java.net.Socket connection) {
    if (refusing || closed || !tickets.remove(ticket)) {
      return null;
    }
    return new Socket(++sockets, connection);
  }

  int open() {
    return open.size();
  }

  int everOpened() {
    return sockets;
  }

  /// Puts something at the end of the queue. Without a socket an event has failed its first
  /// delivery already, and a press or a command at all.
  void hand(SlackHappening happening) {
    if (!hasUsable()) {
      if (!repeated.contains(happening.kind)) {
        lose(happening);
        return;
      }
      happening.attempts = 1;
    }
    waiting.add(happening);
    flush();
  }

  /// Sends a frame as it is, once, whatever comes of it.
  void handRaw(String frame) {
    raw.add(frame);
    flush();
  }

  private boolean hasUsable() {
    return open.stream().anyMatch(socket -> !socket.leaving);
  }

  private void flush() {
    while (!raw.isEmpty() && hasUsable()) {
      send(next(), raw.remove());
    }
    while (!waiting.isEmpty() && hasUsable()) {
      send(next(), waiting.remove());
    }
  }

  private Socket next() {
    var usable = open.stream().filter(socket -> !socket.leaving).toList();
    return usable.get(turn++ % usable.size());
  }

  private void send(Socket socket, SlackHappening happening) {
    var envelope = world.freshId("envelope-");
    var accepts = happening.kind != Kind.EVENT;
    var head =
        "{\"envelope_id\":\"%s\",\"type\":\"%s\",\"accepts_response_payload\":%b"
            .formatted(envelope, happening.kind.type(), accepts);
    if (happening.kind == Kind.EVENT) {
      head +=
          ",\"retry_attempt\":%d,\"retry_reason\":\"%s\""
              .formatted(happening.attempts, happening.attempts == 0 ? "" : "timeout");
    }
    sent.put(envelope, new Sent(happening, happening.attempts));
    happening.state = State.SENT;
    happening.at = socket;
    happening.deadline = System.nanoTime() + ackWithin.toNanos();
    unanswered.add(happening);
    send(socket, head + ",\"payload\":" + happening.payload + "}");
  }

  private static void send(Socket socket, String frame) {
    var web = socket.web;
    if (web != null) {
      web.send(frame);
    }
  }

  private void acknowledged(String text, int socket) {
    var message = SlackJson.tryRead(text).orElse(SlackJson.object());
    var envelope = sent.remove(SlackJson.word(message, "envelope_id"));
    if (envelope == null) {
      acks.stray(text);
      return;
    }
    var happening = envelope.happening();
    JsonNode answer = message.path("payload");
    var said = answer.isMissingNode() || answer.isNull() ? SlackJson.object() : answer;
    acks.add(new SlackAck(happening.id, happening.kind.type(), envelope.attempt(), socket, said));
    if (happening.pending()) {
      waiting.remove(happening);
      unanswered.remove(happening);
      happening.state = State.ACKNOWLEDGED;
      happening.answered.accept(said);
    }
  }

  private void gone(Socket socket) {
    if (open.remove(socket)) {
      var lost = unanswered.stream().filter(happening -> happening.at == socket).toList();
      // Put in front, in the order they had.
      lost.reversed().forEach(this::again);
      flush();
    }
  }

  private void again(SlackHappening happening) {
    unanswered.remove(happening);
    happening.attempts++;
    if (!repeated.contains(happening.kind) || happening.attempts > MOST_RETRIES) {
      lose(happening);
    } else {
      happening.state = State.WAITING;
      waiting.addFirst(happening);
    }
  }

  private void lose(SlackHappening happening) {
    happening.state = State.LOST;
    acks.lost(happening.id);
  }

  /// Brings again what was not acknowledged in time, until the twin is closed.
  private void watch() {
    world.lock.lock();
    try {
      while (!closed) {
        long now = System.nanoTime();
        long soonest = Long.MAX_VALUE;
        var late = new ArrayList<SlackHappening>();
        for (var happening : unanswered) {
          long left = happening.deadline - now;
          if (left <= 0) {
            late.add(happening);
          } else {
            soonest = Math.min(soonest, left);
          }
        }
        if (late.isEmpty()) {
          var _ = world.changed.awaitNanos(soonest);
        } else {
          late.reversed().forEach(this::again);
          flush();
          world.changed.signalAll();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      world.lock.unlock();
    }
  }

  /// Tells every socket that it will end. Asked to refresh, it gets nothing more.
  void disconnect(String reason) {
    for (var socket : open) {
      send(
          socket,
          "{\"type\":\"disconnect\",\"reason\":\"%s\",\"debug_info\":{\"host\":\"twin\"}}"
              .formatted(reason));
      socket.leaving |= !reason.equals("warning");
    }
  }

  /// Cuts every socket without a word.
  void cut() {
    for (var socket : List.copyOf(open)) {
      // The library's own way to cancel is for clients only.
      PromptSockets.cut(socket.connection);
      gone(socket);
    }
  }

  boolean idle() {
    return waiting.isEmpty() && unanswered.isEmpty() && raw.isEmpty();
  }

  String told() {
    return "sockets %s, waiting %s, unanswered %s, %s"
        .formatted(
            open.stream().map(socket -> socket.number).toList(),
            waiting.stream().map(each -> each.payload).toList(),
            unanswered.stream().map(each -> each.payload).toList(),
            acks);
  }

  void close() {
    closed = true;
    cut();
  }
}
