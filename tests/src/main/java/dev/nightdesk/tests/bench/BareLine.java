package dev.nightdesk.tests.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// JSON over HTTP and a web-socket, and nothing more: a connection that ends is not made again.
final class BareLine {
  private static final ObjectMapper JSON = new ObjectMapper();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /// What to do with a frame.
  interface Ear {
    void heard(WebSocket socket, JsonNode frame) throws Exception;
  }

  static ObjectNode object() {
    return JSON.createObjectNode();
  }

  /// Calls, and returns the answer; a missing node when it has no body.
  JsonNode call(String verb, String url, String authorization, ObjectNode body) throws Exception {
    var request = HttpRequest.newBuilder(URI.create(url)).header("Authorization", authorization);
    request.header("Content-Type", "application/json; charset=utf-8");
    request.method(verb, BodyPublishers.ofString(body.toString()));
    return JSON.readTree(http.send(request.build(), BodyHandlers.ofString()).body());
  }

  void open(String url, Ear ear) {
    http.newWebSocketBuilder().buildAsync(URI.create(url), new Frames(ear)).join();
  }

  /// One sender at a time.
  static void send(WebSocket socket, ObjectNode frame) {
    socket.sendText(frame.toString(), true).join();
  }

  private static final class Frames implements WebSocket.Listener {
    private final Ear ear;
    private final StringBuilder frame = new StringBuilder();

    Frames(Ear ear) {
      this.ear = ear;
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
      frame.append(part);
      if (last) {
        try {
          ear.heard(socket, JSON.readTree(frame.toString()));
        } catch (Exception broken) {
          throw new IllegalStateException(frame.toString(), broken);
        }
        frame.setLength(0);
      }
      socket.request(1);
      return null;
    }
  }
}
