package dev.nightdesk.tests.discord;

import dev.nightdesk.tests.twin.PromptSockets;
import java.net.Socket;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import org.jspecify.annotations.Nullable;

/// One connection to the gateway.
final class GatewayLine extends WebSocketListener {
  private final World world;
  private volatile @Nullable WebSocket socket;

  /// Whether we left first; then the other side's goodbye ends no session.
  private volatile boolean leaving;

  private final Socket connection;

  GatewayLine(World world, Socket connection) {
    this.world = world;
    this.connection = connection;
  }

  @Override
  public void onOpen(WebSocket webSocket, Response response) {
    socket = webSocket;
    world.alone(() -> world.gateway.opened(this));
  }

  @Override
  public void onMessage(WebSocket webSocket, String text) {
    world.alone(() -> world.gateway.heard(this, text));
  }

  @Override
  public void onClosing(WebSocket webSocket, int code, String reason) {
    world.alone(() -> world.gateway.closed(this, leaving ? -1 : code));
    webSocket.close(1000, null);
  }

  @Override
  public void onFailure(WebSocket webSocket, Throwable t, @Nullable Response response) {
    world.alone(() -> world.gateway.closed(this, -1));
  }

  void send(String json) {
    var to = socket;
    if (to != null) {
      to.send(json);
    }
  }

  /// Says goodbye with a reason.
  void close(int code, String reason) {
    leaving = true;
    var to = socket;
    if (to != null) {
      to.close(code, reason);
    }
  }

  /// Cuts the connection without a word.
  void cancel() {
    // What the other side says into a half closed connection can still be read.
    leaving = true;
    PromptSockets.cut(connection);
  }

  /// What is written and not yet sent.
  long waiting() {
    var to = socket;
    return to == null ? 0 : to.queueSize();
  }
}
