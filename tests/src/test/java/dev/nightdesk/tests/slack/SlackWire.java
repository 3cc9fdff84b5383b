package dev.nightdesk.tests.slack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.stream.Collectors;

/// The twin asked with nothing but HTTP.
final class SlackWire implements AutoCloseable {
  private final HttpClient http = HttpClient.newHttpClient();
  private final SlackTwin twin;

  SlackWire(SlackTwin twin) {
    this.twin = twin;
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  HttpRequest.Builder to(String url) {
    return HttpRequest.newBuilder(URI.create(url));
  }

  HttpResponse<String> post(String token, String method, String type, String body) {
    var request = to(twin.apiUrl() + method).header("Content-Type", type);
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    return send(request.POST(BodyPublishers.ofString(body)));
  }

  /// The answer to a form, whose fields may be JSON.
  HttpResponse<String> form(String method, ObjectNode fields) {
    var body =
        fields.properties().stream()
            .map(field -> field.getKey() + "=" + encoded(field.getValue()))
            .collect(Collectors.joining("&"));
    return post(SlackTwin.BOT_TOKEN, method, "application/x-www-form-urlencoded", body);
  }

  private static String encoded(JsonNode value) {
    return URLEncoder.encode(value.isTextual() ? value.asText() : value.toString(), UTF_8);
  }

  /// @param json with single quotes
  static ObjectNode object(String json) {
    return (ObjectNode) SlackJson.read(json.replace('\'', '"'), "no JSON: " + json);
  }

  JsonNode call(String method, ObjectNode fields) {
    var response = form(method, fields);
    return SlackJson.read(response.body(), "no JSON: " + response.body());
  }

  JsonNode ok(String method, String json) {
    return ok(method, object(json));
  }

  JsonNode ok(String method, ObjectNode fields) {
    var answer = call(method, fields);
    assertThat(answer.path("ok").asBoolean()).as(answer.toString()).isTrue();
    return answer;
  }

  String refusal(String method, String json) {
    return refusal(method, object(json));
  }

  String refusal(String method, ObjectNode fields) {
    var answer = call(method, fields);
    assertThat(answer.path("ok").asBoolean()).as(answer.toString()).isFalse();
    return answer.path("error").asText();
  }

  /// `ok` or the error.
  String outcome(String method, ObjectNode fields) {
    var answer = call(method, fields);
    return answer.path("ok").asBoolean() ? "ok" : answer.path("error").asText();
  }

  @Override
  public void close() {
    http.close();
  }
}
