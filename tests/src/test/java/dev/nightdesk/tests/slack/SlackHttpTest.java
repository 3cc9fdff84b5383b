package dev.nightdesk.tests.slack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.nightdesk.adapters.Button;
import dev.nightdesk.adapters.Delivery;
import dev.nightdesk.adapters.Inbound;
import dev.nightdesk.adapters.Posting;
import dev.nightdesk.adapters.slack.SlackAdapter;
import dev.nightdesk.adapters.slack.SlackHttp;
import dev.nightdesk.adapters.slack.SlackSettings;
import dev.nightdesk.tests.channels.Listening;
import dev.nightdesk.tests.channels.RecordingDoor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The same by signed requests.
class SlackHttpTest {
  private final SlackRig rig = new SlackRig();
  private final SlackTwin twin = rig.twin;
  private final RecordingDoor door = new RecordingDoor();
  private final SlackAdapter adapter =
      rig.adapter(rig.settings(SlackSettings.Mode.HTTP), Timings.QUICK);
  private final HttpServer server = serve();

  private static HttpServer serve() {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @BeforeEach
  void open() {
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/slack", this::answer);
    server.start();
    twin.hook().to(URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/slack"));
  }

  @AfterEach
  void close() {
    rig.close();
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var headers = new TreeMap<String, String>();
      exchange.getRequestHeaders().forEach((name, all) -> headers.put(name, all.getFirst()));
      var body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      var answer = adapter.take(new SlackHttp.Request(headers, body));
      var bytes = answer.body().getBytes(UTF_8);
      if (!answer.contentType().isEmpty()) {
        exchange.getResponseHeaders().set("Content-Type", answer.contentType());
      }
      exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Listening listen() {
    var listening = Listening.start(adapter, door);
    door.awaitConnected();
    return listening;
  }

  @Test
  void wordsCommandsPressesAndFormsComeAsOverASocket() throws InterruptedException {
    try (var _ = listen()) {
      rig.say("words & <more>");
      door.awaitSaid("words & <more>");
      rig.ana.command("/nightdesk peek 7c5d");
      door.awaitSaid("/peek 7c5d");
      var card =
          Cards.card(
              "may I?",
              new Button("yes", "Allow", Button.Style.GO),
              Cards.asksForWords("own", "Say more"));
      var create = new Posting.Create(rig.place(), card, Cards.NONCE, true, null);
      var at = ((Delivery.Shown) adapter.deliver(create)).at();
      rig.ana.press(at.message(), "Allow");
      assertThat(door.await(Inbound.Pressed.class).token()).isEqualTo("yes");
      rig.ana.press(at.message(), "Say more");
      rig.ana.awaitModal("the form", _ -> true);
      rig.ana.submit("more");
      assertThat(door.await(Inbound.Pressed.class, it -> it.words() != null).words())
          .isEqualTo("more");
      rig.ana.awaitNoModal();
      twin.awaitAcknowledged();
      assertThat(twin.lost()).isEmpty();
    }
  }

  @Test
  void whatCannotBeStoredIsNotAcknowledgedAndComesAgain() {
    try (var _ = listen()) {
      door.refuseNext(2);
      rig.say("once");
      rig.say("twice");
      door.awaitSaid("twice");
      twin.awaitAcknowledged();

      assertThat(door.said()).containsExactly("once", "twice");
      assertThat(door.refused()).hasSize(2);
    }
  }

  @Test
  void whatSlackGaveUpOnIsReadFromTheHistory() {
    try (var _ = listen()) {
      rig.say("before");
      door.awaitSaid("before");
      // Slack tells it three times more; a look at the history may be refused beside that.
      door.refuseNext(Integer.MAX_VALUE);
      rig.say("given up");
      twin.awaitLost(1);
      door.refuseNext(0);
      rig.say("next");
      door.awaitSaid("next");
      door.awaitSaid("given up");

      assertThat(door.said()).containsExactlyInAnyOrder("before", "given up", "next");
    }
  }

  @Test
  void aCommandThatIsNotTakenFailsAtOnceAndIsNoGap() {
    try (var _ = listen()) {
      door.refuseNext(1);
      var refused = rig.ana.command("/nightdesk peek 7c5d");
      assertThat(twin.awaitLost(1)).containsExactly(refused);
      rig.say("next");
      door.awaitSaid("next");

      assertThat(door.said()).containsExactly("next");
    }
  }

  @Test
  void whatSlackDidNotSignIsNotTaken() {
    try (var _ = listen()) {
      twin.hook().sign("another-secret-altogether", Duration.ZERO);
      rig.say("forged");
      twin.awaitLost(1);
      twin.hook().sign(SlackTwin.SIGNING_SECRET, Duration.ofMinutes(6));
      rig.say("replayed");
      twin.awaitLost(2);
      twin.hook().sign(SlackTwin.SIGNING_SECRET, Duration.ZERO);
      rig.say("genuine");
      door.awaitSaid("genuine");

      assertThat(door.said()).containsExactly("genuine");
    }
  }

  private SlackHttp.Answer take(String body, String... more) throws InterruptedException {
    var stamp = String.valueOf(Clock.systemUTC().instant().getEpochSecond());
    var headers = new TreeMap<String, String>();
    headers.put("x-slack-request-timestamp", stamp);
    headers.put("X-SLACK-SIGNATURE", SlackHook.signature(SlackTwin.SIGNING_SECRET, stamp, body));
    for (int i = 0; i < more.length; i += 2) {
      headers.put(more[i], more[i + 1]);
    }
    return adapter.take(new SlackHttp.Request(headers, body));
  }

  @Test
  void anAddressIsVerifiedBeforeAnybodyListens() throws InterruptedException {
    var challenge = "{\"type\":\"url_verification\",\"challenge\":\"3eZbrw1a\"}";

    assertThat(take(challenge).body()).isEqualTo("3eZbrw1a");
    assertThat(take("ssl_check=1&token=x").status()).isEqualTo(200);
    assertThat(take("{\"type\":\"event_callback\"}").status()).isEqualTo(503);
    assertThat(adapter.take(new SlackHttp.Request(Map.of(), challenge)).status()).isEqualTo(401);
  }

  @Test
  void aRetryIsTakenOnceAndWhatCannotBeReadIsKept() throws InterruptedException {
    try (var _ = listen()) {
      var event =
          """
          {"type":"event_callback","event_id":"Ev1","event":{"type":"message","channel":"D1",\
          "channel_type":"im","user":"U1","text":"hello","ts":"1700000000.000100"}}\
          """;
      assertThat(take(event).status()).isEqualTo(200);
      assertThat(take(event, "X-Slack-Retry-Num", "1").status()).isEqualTo(200);
      assertThat(take("{\"type\":\"event_callback\"").status()).isEqualTo(200);
      assertThat(take("payload=%7B%22type%22").status()).isEqualTo(200);

      assertThat(door.said()).containsExactly("hello");
      assertThat(door.taken()).filteredOn(Inbound.Garbled.class::isInstance).hasSize(2);
      assertThat(((Inbound.Said) door.taken().getFirst()).age()).isGreaterThan(Duration.ofDays(1));
    }
  }
}
