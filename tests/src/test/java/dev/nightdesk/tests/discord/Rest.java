package dev.nightdesk.tests.discord;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/// The API asked with nothing but HTTP.
final class Rest implements AutoCloseable {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final DiscordTwin twin;
  private final HttpClient http = HttpClient.newHttpClient();

  Rest(DiscordTwin twin) {
    this.twin = twin;
  }

  /// @param json with `'` for `"`; empty for no body
  HttpResponse<String> send(String token, String method, String path, String json) {
    var publisher =
        json.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(json.replace('\'', '"'));
    return send(token, method, path, "application/json", publisher);
  }

  HttpResponse<String> send(
      String token, String method, String path, String type, HttpRequest.BodyPublisher body) {
    var request =
        HttpRequest.newBuilder(URI.create(twin.apiUrl() + path))
            .header("Content-Type", type)
            .header("Authorization", "Bot " + token)
            .method(method, body)
            .build();
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  HttpResponse<String> send(String method, String path, String json) {
    return send(DiscordTwin.TOKEN, method, path, json);
  }

  JsonNode ok(String method, String path, String json) {
    var answer = send(method, path, json);
    assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
    return read(answer);
  }

  /// Status, code and words of a refusal.
  String refusal(String method, String path, String json) {
    return refusal(send(method, path, json));
  }

  static String refusal(HttpResponse<String> answer) {
    var body = read(answer);
    assertThat(answer.statusCode()).as(answer.body()).isGreaterThanOrEqualTo(400);
    return answer.statusCode() + " " + body.path("code") + " " + body.path("message").asText();
  }

  static JsonNode read(HttpResponse<String> answer) {
    try {
      return MAPPER.readTree(answer.body().isEmpty() ? "{}" : answer.body());
    } catch (IOException e) {
      throw new AssertionError(answer.body(), e);
    }
  }

  /// A form with files, the first of which is `files[0]`.
  HttpResponse<String> upload(String path, String json, byte[]... files) {
    var edge = "edge-of-a-part";
    var head = "--" + edge + "\r\nContent-Disposition: form-data; name=\"";
    var parts = new ByteArrayOutputStream();
    parts.writeBytes(
        (head + "payload_json\"\r\n\r\n" + json.replace('\'', '"') + "\r\n").getBytes(UTF_8));
    for (int i = 0; i < files.length; i++) {
      parts.writeBytes(
          (head + "files[" + i + "]\"; filename=\"f" + i + ".bin\"\r\n\r\n").getBytes(UTF_8));
      parts.writeBytes(files[i]);
      parts.writeBytes("\r\n".getBytes(UTF_8));
    }
    parts.writeBytes(("--" + edge + "--\r\n").getBytes(UTF_8));
    return send(
        DiscordTwin.TOKEN,
        "POST",
        path,
        "multipart/form-data; boundary=" + edge,
        BodyPublishers.ofByteArray(parts.toByteArray()));
  }

  @Override
  public void close() {
    http.close();
  }
}
