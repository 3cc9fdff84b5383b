package dev.nightdesk.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightdesk.adapters.Secret;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WebTest {
  private final PrometheusMeterRegistry figures =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final HttpClient client = HttpClient.newHttpClient();
  private List<Readiness.Check> checks = List.of();
  private @Nullable Web web;

  @AfterEach
  void close() {
    client.close();
    if (web != null) {
      web.close();
    }
  }

  @Test
  void healthTellsThatItLives() throws Exception {
    var answer = get(serve(null), "/health");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"status\":\"alive\"}");
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(answer.headers().firstValue("Server")).isEmpty();
  }

  @Test
  void readyIsGreenWhenEveryCheckIsWell() throws Exception {
    checks = List.of(new Readiness.Check("store", true, "writable"));
    var answer = get(serve(null), "/ready");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .isEqualTo(
            "{\"ready\":true,\"checks\":[{\"name\":\"store\",\"well\":true,\"words\":\"writable\"}]}");
  }

  @Test
  void readyIsRedWithTheReasonWhenOneCheckIsNot() throws Exception {
    checks =
        List.of(
            new Readiness.Check("store", true, "writable"),
            new Readiness.Check("disk", false, "5 bytes left; make room"));
    var answer = get(serve(null), "/ready");
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).contains("\"ready\":false").contains("5 bytes left; make room");
  }

  @Test
  void metricsSpeakThePrometheusFormat() throws Exception {
    figures.counter("nightdesk.things").increment();
    var answer = get(serve(null), "/metrics");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("nightdesk_things_total 1.0");
  }

  @Test
  void anUnknownPathAnswersWhatThereIs() throws Exception {
    var answer = get(serve(null), "/nothing");
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body())
        .isEqualTo(
            "{\"error\":\"There is nothing at this path.\",\"hint\":\"Try /health, /ready or /metrics.\"}");
  }

  @Test
  void anotherMethodIsRefusedInWords() throws Exception {
    int port = serve(null);
    var request =
        HttpRequest.newBuilder(uri(port, "/ready"))
            .POST(HttpRequest.BodyPublishers.ofString("x"))
            .build();
    var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.body()).contains("This method does not work here.");
  }

  @Test
  void aFailureShowsNoStackTrace() throws Exception {
    web =
        new Web(
            new WebSettings("127.0.0.1", 0, null),
            () -> {
              throw new IllegalStateException("inner words");
            },
            figures,
            new Backroom(),
            List.of());
    var answer = get(web.port(), "/ready");
    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(answer.body()).doesNotContain("inner words").contains("Its log says why.");
  }

  @Test
  void withATokenOnlyHealthAnswersStrangers() throws Exception {
    int port = serve(new Secret("right"));
    assertThat(get(port, "/health").statusCode()).isEqualTo(200);
    for (String path : List.of("/ready", "/metrics", "/nothing", "/health/", "/READY")) {
      assertThat(get(port, path).statusCode()).as(path).isEqualTo(401);
      assertThat(get(port, path, "Bearer wrong").statusCode()).as(path).isEqualTo(401);
      assertThat(get(port, path, "Bearer ").statusCode()).as(path).isEqualTo(401);
      assertThat(get(port, path, "right").statusCode()).as(path).isEqualTo(401);
    }
    assertThat(get(port, "/ready", "Bearer right").statusCode()).isEqualTo(200);
  }

  @Test
  void aPlatformsCallBringsItsOwnSignatureAndNoTokenOfOurs() throws Exception {
    var inlet =
        new Inlet(
            "/slack/events",
            (headers, body) ->
                headers.containsKey("X-Sign")
                    ? new Inlet.Answer(200, "text/plain", "got " + body.length())
                    : new Inlet.Answer(401, "", ""));
    var served =
        new Web(
            new WebSettings("127.0.0.1", 0, new Secret("right")),
            () -> new Readiness(checks),
            figures,
            new Backroom(),
            List.of(inlet));
    web = served;

    assertThat(calls(served.port(), "x", "X-Sign", "yes").body()).isEqualTo("got 1");
    assertThat(calls(served.port(), "x", "X-Other", "yes").statusCode()).isEqualTo(401);
    assertThat(get(served.port(), "/ready").statusCode()).isEqualTo(401);
    int most = (int) Inlet.REFUSE_BEYOND_BODY_BYTES;
    assertThat(calls(served.port(), "x".repeat(most), "X-Sign", "yes").body())
        .isEqualTo("got " + most);
    assertThat(calls(served.port(), "x".repeat(most + 1), "X-Sign", "yes").statusCode())
        .isEqualTo(413);
  }

  private HttpResponse<String> calls(int port, String body, String... headers)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(uri(port, "/slack/events"))
            .headers(headers)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void aTakenPortIsNamedWithTheNextStep() {
    int port = serve(null);
    assertThatThrownBy(() ->
            new Web(
                new WebSettings("127.0.0.1", port, null),
                () -> new Readiness(List.of()),
                figures,
                new Backroom(),
                List.of()))
        .isInstanceOf(WebRefused.class)
        .hasMessageContaining("127.0.0.1:" + port)
        .hasMessageContaining("http.bind");
  }

  @Test
  void controlIsForTheHomesOwnerAlone() throws Exception {
    int port = serve(null);
    assertThat(get(port, "/control/dead").statusCode()).isEqualTo(401);
    assertThat(get(port, "/control/dead", "Bearer right").statusCode()).isEqualTo(401);
    assertThat(get(port, "/control/dead", "Bearer mine").body()).isEqualTo("none");
    assertThat(get(port, "/control/people", "Bearer mine").body()).isEqualTo("ana");
    assertThat(get(port, "/control/nothing", "Bearer mine").statusCode()).isEqualTo(404);
  }

  @Test
  void theTokenOfTheConfigOpensNoControl() throws Exception {
    int port = serve(new Secret("right"));
    assertThat(get(port, "/control/dead", "Bearer right").statusCode()).isEqualTo(401);
    assertThat(get(port, "/control/dead", "Bearer mine").statusCode()).isEqualTo(200);
  }

  @Test
  void whoLacksATokenReadsWhatOpensThePath() throws Exception {
    int port = serve(new Secret("right"));
    assertThat(get(port, "/ready", "Bearer wrong").body()).contains("then http.token");
    assertThat(get(port, "/control/dead", "Bearer right").body())
        .contains("Run ./nightdesk dead", "No token of the config opens this.")
        .doesNotContain("http.token");
  }

  @Test
  void deadLettersAreRetriedAndDroppedByTheirNumber() throws Exception {
    int port = serve(null);
    assertThat(post(port, "/control/dead/12/retry").body()).isEqualTo("retried 12");
    assertThat(post(port, "/control/dead/12/drop").body()).isEqualTo("dropped 12");
    assertThat(post(port, "/control/dead/twelve/drop").statusCode()).isEqualTo(404);
    assertThat(get(port, "/control/dead/12/drop", "Bearer mine").statusCode()).isEqualTo(405);
  }

  private static final class Backroom implements Control {
    @Override
    public Secret token() {
      return new Secret("mine");
    }

    @Override
    public String people() {
      return "ana";
    }

    @Override
    public String dead() {
      return "none";
    }

    @Override
    public String retry(long number) {
      return "retried " + number;
    }

    @Override
    public String drop(long number) {
      return "dropped " + number;
    }
  }

  private HttpResponse<String> post(int port, String path)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(uri(port, path))
            .header("Authorization", "Bearer mine")
            .POST(HttpRequest.BodyPublishers.noBody())
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private int serve(@Nullable Secret token) {
    var served =
        new Web(
            new WebSettings("127.0.0.1", 0, token),
            () -> new Readiness(checks),
            figures,
            new Backroom(),
            List.of());
    web = served;
    return served.port();
  }

  private HttpResponse<String> get(int port, String path, String... authorization)
      throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(uri(port, path));
    for (String header : authorization) {
      request.header("Authorization", header);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static URI uri(int port, String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }
}
