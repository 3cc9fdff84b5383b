package dev.nightdesk.tests.slack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.slack.api.bolt.request.RequestHeaders;
import com.slack.api.bolt.util.SlackRequestParser;
import com.slack.api.methods.SlackApiException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.nightdesk.tests.twin.Fault;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import okio.ByteString;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The twin before the real library, over sockets and over HTTP.
class SlackBoltTest {
  private final SlackTwin twin = SlackTwin.start();
  private final SlackPerson ana = twin.person("U42", "Ana");
  private final SlackChannel ops = twin.channel("C1", "ops");
  private final BoltDesk desk;

  SlackBoltTest() throws Exception {
    desk = new BoltDesk(twin);
  }

  @AfterEach
  void stop() {
    desk.close();
    twin.close();
  }

  private void connect() throws Exception {
    desk.connect();
    twin.line().awaitOpen(1);
  }

  private List<String> next(int count) throws InterruptedException {
    var heard = new ArrayList<String>();
    for (int i = 0; i < count; i++) {
      heard.add(desk.next());
    }
    return heard;
  }

  private String postButton() throws Exception {
    var blocks =
        """
        [{"type":"actions","elements":[{"type":"button","action_id":"go","value":"v1",
          "text":{"type":"plain_text","text":"Go"}}]}]
        """;
    return desk.client()
        .chatPostMessage(it -> it.channel("C1").text("may I?").blocksAsString(blocks))
        .getTs();
  }

  @Test
  void whatPeopleDoIsHeardAndAcknowledged() throws Exception {
    connect();
    var ts = ana.say("hello");
    assertThat(desk.next()).isEqualTo("message hello");
    ana.in(ops).mention("run");
    assertThat(next(2)).containsExactlyInAnyOrder("message <@U0DESK> run", "mention <@U0DESK> run");
    ana.edit(ts, "hello there");
    assertThat(desk.next()).isEqualTo("changed hello there");
    ana.replyToAll(ts, "both");
    assertThat(desk.next()).isEqualTo("broadcast both");
    ana.sendFile("a.txt", ByteString.encodeUtf8("a"), "see");
    assertThat(desk.next()).isEqualTo("file a.txt");
    twin.otherBot("U7", "Builder", ops).say("built");
    assertThat(desk.next()).isEqualTo("message built");
    twin.webhook("U8", "Alarm", ops).say("alarm");
    assertThat(desk.next()).isEqualTo("bot alarm");
    ana.openHome("home");
    assertThat(desk.next()).isEqualTo("home home");
    ana.delete(ana.say("oops"));
    assertThat(next(2)).containsExactlyInAnyOrder("message oops", "deleted");
    ops.shutOut();
    assertThat(next(2)).containsExactlyInAnyOrder("channel left", "member left");
    twin.awaitAcknowledged();
    assertThat(twin.lost()).isEmpty();
    assertThat(twin.acks()).allSatisfy(ack -> assertThat(ack.attempt()).isZero());
  }

  @Test
  void commandsPressesAndModalsGoThereAndBack() throws Exception {
    connect();
    var command = ana.in(ops).command("/run all tests");
    assertThat(twin.awaitAck(command).answer().path("text").asText())
        .isEqualTo("accepted all tests");
    ops.awaitWhisper("the answer", shown -> shown.text().equals("accepted all tests"));
    assertThat(desk.next()).isEqualTo("command /run");

    var ts = postButton();
    ana.in(ops).press(ts, "Go");
    assertThat(desk.next()).isEqualTo("pressed v1");
    ana.awaitModal("the question", view -> view.title().equals("Why?"));
    twin.awaitAck(ana.submit("no"));
    assertThat(ana.modal().orElseThrow().errors().path("b").asText()).isEqualTo("say more");
    ana.submit("because");
    ana.awaitNoModal();
    assertThat(next(2)).containsExactly("submitted no", "submitted because");

    desk.client().chatUpdate(it -> it.channel("C1").ts(ts).text("answered"));
    // The bot's own messages are dropped by the library, and acknowledged; its own changes are not.
    assertThat(desk.next()).isEqualTo("changed answered");
    ana.in(ops).pressToken(ts, "v1");
    assertThat(desk.next()).isEqualTo("pressed v1");
    ana.in(ops).pressToken(ts, "forged");
    assertThat(desk.next()).isEqualTo("pressed forged");
    twin.awaitAcknowledged();
    assertThat(desk.heard).isEmpty();
  }

  @Test
  void anEventNobodyAcknowledgesComesAgainAndAPressDoesNot() throws Exception {
    twin.line().ackWithin(Duration.ofMillis(700));
    connect();
    desk.failures.set(2);
    ana.say("again");
    assertThat(next(3))
        .containsExactly("failed message again", "failed message again", "message again again");
    twin.awaitAcknowledged();
    assertThat(twin.acks().getFirst().attempt()).isEqualTo(2);
    assertThat(twin.lost()).isEmpty();

    desk.failures.set(9);
    ana.say("never");
    twin.awaitAcknowledged();
    assertThat(twin.lost()).hasSize(1);
    assertThat(next(4)).containsOnly("failed message never");

    var press = ana.in(ops).press(postButton(), "Go");
    assertThat(twin.awaitLost(2)).contains(press);
    assertThat(next(1)).containsExactly("failed pressed v1");
  }

  @Test
  void aCutSocketIsMendedAndNothingIsMissed() throws Exception {
    connect();
    twin.line().cut();
    ana.say("meanwhile");
    assertThat(twin.lost()).isEmpty();
    assertThat(desk.next()).isEqualTo("message meanwhile again");
    var press = ana.in(ops).press(postButton(), "Go");
    assertThat(desk.next()).isEqualTo("pressed v1");
    twin.awaitAck(press);
    twin.line().cut();
    assertThat(twin.awaitLost(0)).isEmpty();
    var unheard = ana.in(ops).command("/run");
    assertThat(twin.awaitLost(1)).containsExactly(unheard);
    twin.awaitAcknowledged();
  }

  @Test
  void askedToReconnectItOpensAnotherSocketFirst() throws Exception {
    connect();
    twin.line().askToReconnect();
    ana.say("between");
    assertThat(desk.next()).startsWith("message between");
    twin.awaitAcknowledged();
    twin.line().awaitEverOpened(2);
    twin.line().awaitOpen(1);
    assertThat(twin.acks().getLast().socket()).isEqualTo(2);
  }

  @Test
  void eachEnvelopeGoesToOneOfSeveralSockets() throws Exception {
    connect();
    try (var _ = new BoltDesk(twin).connect()) {
      twin.line().awaitOpen(2);
      for (int i = 0; i < 6; i++) {
        ana.say("m" + i);
      }
      twin.awaitAcknowledged();
      assertThat(twin.acks()).hasSize(6);
      var sockets = new HashSet<Integer>();
      twin.acks().forEach(ack -> sockets.add(ack.socket()));
      assertThat(sockets).containsExactlyInAnyOrder(1, 2);
    }
  }

  @Test
  void brokenPayloadsDoNotStandInTheWay() throws Exception {
    connect();
    twin.pushPayload("{\"type\":\"event_callback\",\"event\":");
    twin.pushPayload("{\"type\":\"block_actions\",\"actions\":7}");
    twin.pushPayload("nonsense");
    twin.push("{}");
    ana.say("still there?");
    assertThat(desk.next()).isEqualTo("message still there?");
    twin.awaitAcknowledged();
  }

  @Test
  void theClientSendsFilesFindsMetadataAndIsToldToWait() throws Exception {
    var uploaded =
        desk.client()
            .filesUploadV2(
                it -> it.channel("C1").filename("a.txt").content("abc").initialComment("see"));
    assertThat(uploaded.getError()).isNull();
    assertThat(ops.fromBot().getFirst().files().getFirst().bytes().utf8()).isEqualTo("abc");

    twin.faults().next("chat.postMessage", new SlackFault.TooMany(3));
    assertThatThrownBy(() -> desk.client().chatPostMessage(it -> it.channel("C1").text("x")))
        .isInstanceOfSatisfying(
            SlackApiException.class,
            e -> assertThat(e.getResponse().header("Retry-After")).isEqualTo("3"));
    twin.faults().next("chat.postMessage", new Fault.CutAfter());
    // On a connection that worked before, the library's HTTP client tries again in silence.
    assertThat(desk.client().chatPostMessage(it -> it.channel("C1").text("y")).isOk()).isTrue();
    assertThat(ops.fromBot()).extracting(ShownMessage::text).containsExactly("see", "y", "y");
    assertThat(twin.cutCreates()).isEqualTo(1);
    assertThat(desk.client().chatPostMessage(it -> it.channel("C9").text("x")).getError())
        .isEqualTo("channel_not_found");
  }

  @Test
  void overHttpWhatHappensIsPostedAndSigned() throws Exception {
    desk.app.start();
    var retries = new CopyOnWriteArrayList<String>();
    var parser = new SlackRequestParser(desk.app.config());
    var server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      server.setExecutor(threads);
      server.createContext("/", exchange -> run(parser, exchange, retries));
      server.start();
      twin.hook().to(URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/events"));
      ana.say("posted");
      assertThat(desk.next()).isEqualTo("message posted");
      var command = ana.in(ops).command("/run a & b");
      assertThat(twin.awaitAck(command).answer().path("text").asText())
          .isEqualTo("accepted a &amp; b");
      assertThat(desk.next()).isEqualTo("command /run");
      ana.in(ops).press(postButton(), "Go");
      assertThat(desk.next()).isEqualTo("pressed v1");
      twin.awaitAcknowledged();
      assertThat(twin.lost()).isEmpty();

      desk.failures.set(1);
      ana.say("failing");
      assertThat(next(2)).containsExactly("failed message failing", "message failing again");
      twin.awaitAcknowledged();
      assertThat(retries).contains("1 http_error");

      twin.hook().sign("another secret", Duration.ZERO);
      ana.say("forged");
      assertThat(twin.awaitLost(1)).hasSize(1);
      twin.hook().sign(SlackTwin.SIGNING_SECRET, Duration.ofMinutes(10));
      ana.say("old");
      assertThat(twin.awaitLost(2)).hasSize(2);
      assertThat(desk.heard).isEmpty();
    } finally {
      server.stop(0);
    }
  }

  private void run(SlackRequestParser parser, HttpExchange exchange, List<String> retries)
      throws IOException {
    try (exchange) {
      Map<String, List<String>> headers = exchange.getRequestHeaders();
      var retry = exchange.getRequestHeaders().getFirst("X-Slack-Retry-Num");
      if (retry != null) {
        retries.add(retry + " " + exchange.getRequestHeaders().getFirst("X-Slack-Retry-Reason"));
      }
      var request =
          parser.parse(
              SlackRequestParser.HttpRequest.builder()
                  .requestUri("/events")
                  .queryString(Map.of())
                  .requestBody(new String(exchange.getRequestBody().readAllBytes(), UTF_8))
                  .headers(new RequestHeaders(headers))
                  .remoteAddress("127.0.0.1")
                  .build());
      int status = 500;
      byte[] body = {};
      try {
        var response = desk.app.run(request);
        status = response.getStatusCode();
        body = response.getBody() == null ? body : response.getBody().getBytes(UTF_8);
      } catch (Exception e) {
        body = e.toString().getBytes(UTF_8);
      }
      exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
