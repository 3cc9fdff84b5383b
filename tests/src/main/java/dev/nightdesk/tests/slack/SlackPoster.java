package dev.nightdesk.tests.slack;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightdesk.tests.slack.SlackHappening.Kind;
import dev.nightdesk.tests.slack.SlackHappening.State;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// HTTP mode: posts what happens to the bot's address, signed, one after the other, and an event up
/// to three times more when the answer is not 200. Guarded by the world's lock, but for the
/// posting.
final class SlackPoster {
  private static final int MOST_RETRIES = 3;

  private final SlackWorld world;
  private final Deque<SlackHappening> queue = new ArrayDeque<>();
  private final HttpClient http = HttpClient.newHttpClient();
  private URI address = URI.create("http://127.0.0.1:9/");
  private boolean taking;
  private String secret = SlackTwin.SIGNING_SECRET;
  private Duration age = Duration.ZERO;
  private Duration patience = Duration.ofSeconds(3);
  private boolean busy;
  private boolean closed;

  SlackPoster(SlackWorld world) {
    this.world = world;
  }

  void start() {
    Thread.ofVirtual().name("slack-twin-posts").start(this::work);
  }

  void to(@Nullable URI url) {
    taking = url != null;
    // What is on its way still goes where it was meant for.
    address = url == null ? address : url;
  }

  void sign(String with, Duration old) {
    secret = with;
    age = old;
  }

  void patience(Duration time) {
    patience = time;
  }

  boolean takes() {
    return taking;
  }

  boolean idle() {
    return queue.isEmpty() && !busy;
  }

  void hand(SlackHappening happening) {
    queue.add(happening);
  }

  private void work() {
    try {
      for (var next = next(); next != null; next = next()) {
        bring(next);
        world.alone(() -> busy = false);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private @Nullable SlackHappening next() throws InterruptedException {
    world.lock.lock();
    try {
      while (!closed && queue.isEmpty()) {
        world.changed.await();
      }
      busy = !closed;
      return closed ? null : queue.remove();
    } finally {
      world.lock.unlock();
    }
  }

  private void bring(SlackHappening happening) throws InterruptedException {
    var reason = "";
    int most = happening.kind == Kind.EVENT ? MOST_RETRIES : 0;
    for (int attempt = 0; attempt <= most; attempt++) {
      try {
        var response = http.send(request(happening, attempt, reason), BodyHandlers.ofString());
        if (response.statusCode() == 200) {
          world.alone(() -> taken(happening, response.body()));
          return;
        }
        reason = "http_error";
      } catch (HttpTimeoutException e) {
        reason = "http_timeout";
      } catch (IOException e) {
        reason = "connection_failed";
      }
      world.alone(() -> happening.attempts++);
    }
    world.alone(() -> {
      happening.state = State.LOST;
      world.sockets.acks.lost(happening.id);
    });
  }

  private void taken(SlackHappening happening, String body) {
    happening.state = State.ACKNOWLEDGED;
    JsonNode said =
        SlackJson.tryRead(body)
            .filter(JsonNode::isObject)
            .orElseGet(
                () -> body.isBlank() ? SlackJson.object() : SlackJson.object().put("text", body));
    world.sockets.acks.add(
        new SlackAck(happening.id, happening.kind.type(), happening.attempts, 0, said));
    happening.answered.accept(said);
  }

  private HttpRequest request(SlackHappening happening, int attempt, String reason) {
    return world.locked(() -> {
      var body = body(happening);
      var stamp = Long.toString(world.clock.instant().minus(age).getEpochSecond());
      var request =
          HttpRequest.newBuilder(address)
              .timeout(patience)
              .header("X-Slack-Request-Timestamp", stamp)
              .header("X-Slack-Signature", signature(secret, stamp, body))
              .header(
                  "Content-Type",
                  happening.kind == Kind.EVENT
                      ? "application/json"
                      : "application/x-www-form-urlencoded")
              .POST(BodyPublishers.ofString(body));
      if (attempt > 0) {
        request.header("X-Slack-Retry-Num", Integer.toString(attempt));
        request.header("X-Slack-Retry-Reason", reason);
      }
      return request.build();
    });
  }

  private static String body(SlackHappening happening) {
    return switch (happening.kind) {
      case EVENT -> happening.payload;
      case INTERACTION -> "payload=" + encoded(happening.payload);
      case COMMAND ->
          SlackJson.tryRead(happening.payload).orElse(SlackJson.object()).properties().stream()
              .map(field -> field.getKey() + "=" + encoded(field.getValue().asText()))
              .collect(Collectors.joining("&"));
    };
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  /// The signature of version 0.
  static String signature(String secret, String stamp, String body) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
      var signed = mac.doFinal(("v0:" + stamp + ":" + body).getBytes(UTF_8));
      return "v0=" + HexFormat.of().formatHex(signed);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  void close() {
    closed = true;
    http.shutdownNow();
  }
}
