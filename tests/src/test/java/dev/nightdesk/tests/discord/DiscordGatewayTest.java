package dev.nightdesk.tests.discord;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightdesk.tests.twin.Fault;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The gateway's rules, asked for with nothing but a web-socket.
class DiscordGatewayTest {
  private static final String IDENTIFY = "{'op':2,'d':{'token':'%s','intents':%d,'properties':{}}}";
  private static final int MESSAGES = 1 | 1 << 9;

  private final DiscordTwin twin = DiscordTwin.start();
  private final DiscordChannel general = twin.guild(500, "forge").text(501, "general");
  private final HttpClient http = HttpClient.newHttpClient();

  @AfterEach
  void stop() {
    twin.close();
    http.shutdownNow();
    http.close();
  }

  /// A connection that keeps what it is told.
  private final class Line implements WebSocket.Listener {
    private final LinkedBlockingQueue<String> told = new LinkedBlockingQueue<>();
    private final StringBuilder part = new StringBuilder();
    private final WebSocket socket =
        http.newWebSocketBuilder()
            .buildAsync(URI.create(twin.gatewayUrl() + "?encoding=json&v=10"), this)
            .join();

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence text, boolean last) {
      part.append(text);
      if (last) {
        told.add(part.toString());
        part.setLength(0);
      }
      return WebSocket.Listener.super.onText(webSocket, text, last);
    }

    @Override
    public CompletionStage<?> onClose(WebSocket webSocket, int code, String reason) {
      told.add("{\"closed\":" + code + "}");
      return WebSocket.Listener.super.onClose(webSocket, code, reason);
    }

    Line say(String json) {
      socket.sendText(json.replace('\'', '"'), true).join();
      return this;
    }

    JsonNode next() {
      try {
        var text = told.poll(20, TimeUnit.SECONDS);
        if (text == null) {
          throw new AssertionError("nothing was told");
        }
        return Json.read(text);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError(e);
      }
    }

    /// The next event of a kind.
    JsonNode event(String type) {
      var next = next();
      while (!next.path("t").asText().equals(type)) {
        next = next();
      }
      return next;
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "{'op':2,'d':{'token':'wrong','intents':513,'properties':{}}} ~ 4004",
        "{'op':6,'d':{'token':'wrong','session_id':'x','seq':1}} ~ 4004",
        "{'op':99} ~ 4001",
        "no json ~ 4002",
        "{'op':3,'d':{}} ~ 4003"
      })
  void whatIsWrongEndsTheConnectionWithItsCode(String said, int code) {
    var line = new Line();
    assertThat(line.next().path("d").path("heartbeat_interval").asInt()).isEqualTo(41250);
    assertThat(line.say(said).next().path("closed").asInt()).isEqualTo(code);
  }

  @Test
  void privilegedIntentsNeedATick() {
    var line = new Line();
    line.next();
    line.say(IDENTIFY.formatted(DiscordTwin.TOKEN, MESSAGES | 1 << 15));
    assertThat(line.next().path("closed").asInt()).isEqualTo(4014);
    twin.permit(DiscordTwin.MESSAGE_CONTENT);
    var again = new Line();
    again.say(IDENTIFY.formatted(DiscordTwin.TOKEN, MESSAGES | 1 << 15));
    assertThat(again.event("GUILD_CREATE").path("d").path("channels")).hasSize(1);
    again.say(IDENTIFY.formatted(DiscordTwin.TOKEN, MESSAGES));
    assertThat(again.next().path("closed").asInt()).isEqualTo(4005);
  }

  @Test
  void onlyWhatWasAskedForIsTold() {
    var line = new Line();
    line.say(IDENTIFY.formatted(DiscordTwin.TOKEN, MESSAGES)).event("GUILD_CREATE");
    twin.person(111, "Ana").say("in private");
    long said = twin.person(111, "Ana").in(general).say("here");
    var event = line.event("MESSAGE_CREATE");
    assertThat(event.path("d").path("id").asLong()).isEqualTo(said);
    assertThat(event.path("d").path("content").asText()).isEmpty();
    assertThat(line.say("{'op':1,'d':3}").next().path("op").asInt()).isEqualTo(11);
  }

  @Test
  void aSessionIsTakenUpWhereItWasLeft() {
    var line = new Line();
    line.say(IDENTIFY.formatted(DiscordTwin.TOKEN, MESSAGES));
    var ready = line.event("READY");
    var ana = twin.person(111, "Ana").in(general);
    ana.say("one");
    long seen = line.event("MESSAGE_CREATE").path("s").asLong();
    twin.gateway().cut();
    twin.gateway().awaitDisconnected();
    long missed = ana.say("two");

    var resume = "{'op':6,'d':{'token':'%s','session_id':'%s','seq':%d}}";
    var id = ready.path("d").path("session_id").asText();
    var again = new Line();
    again.say(resume.formatted(DiscordTwin.TOKEN, id, seen));
    var event = again.event("MESSAGE_CREATE");
    assertThat(event.path("d").path("id").asLong()).isEqualTo(missed);
    assertThat(event.path("s").asLong()).isEqualTo(seen + 1);
    assertThat(again.event("RESUMED").path("s").asLong()).isEqualTo(seen + 2);

    twin.gateway().forgetSessions();
    var late = new Line();
    late.next();
    late.say(resume.formatted(DiscordTwin.TOKEN, id, seen));
    assertThat(late.next().path("op").asInt()).isEqualTo(9);
  }

  @Test
  void theWayInCanBeBarred() {
    twin.faults().next("connect", new Fault.ProxyPage(503));
    var answer =
        http.newWebSocketBuilder()
            .connectTimeout(Duration.ofSeconds(20))
            .buildAsync(
                URI.create(twin.gatewayUrl() + "?encoding=json&v=10"), new WebSocket.Listener() {});
    assertThat(answer).failsWithin(Duration.ofSeconds(20));
    assertThat(new Line().next().path("op").asInt()).isEqualTo(10);
  }
}
