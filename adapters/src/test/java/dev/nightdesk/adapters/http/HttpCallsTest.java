package dev.nightdesk.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightdesk.adapters.http.CallFailed.CutOff;
import dev.nightdesk.adapters.http.CallFailed.NeverSent;
import dev.nightdesk.adapters.http.CallFailed.Refused;
import dev.nightdesk.adapters.http.CallFailed.ServerTrouble;
import dev.nightdesk.adapters.http.HttpCalls.ForListening;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpCallsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final long MAX = 10;

  private final MockWebServer server = new MockWebServer();
  private final List<Instant> told = new ArrayList<>();
  private final HttpCalls calls =
      new HttpCalls(
          "Acme",
          HttpCalls.careful(new OkHttpClient.Builder(), PATIENCE),
          response -> new No(HttpCalls.error(response).path("why").asText("nothing")),
          told::add);

  private static final class No extends Refused {
    private static final long serialVersionUID = 1L;

    No(String why) {
      super(why, null);
    }
  }

  @BeforeEach
  void start() throws IOException {
    server.start();
  }

  @AfterEach
  void stop() {
    calls.close();
    server.close();
  }

  private static MockResponse answer(int status, String body) {
    return new MockResponse.Builder().code(status).body(body).build();
  }

  private Request request() {
    return new Request.Builder().url(server.url("/")).build();
  }

  private String read() throws CallFailed, InterruptedException {
    return calls.read(calls.client(), request(), MAX).text();
  }

  @Test
  void anAnswerIsReadUpToTheBound() throws Exception {
    server.enqueue(answer(200, "0123456789"));
    server.enqueue(answer(200, "0123456789a"));

    assertThat(read()).isEqualTo("0123456789");
    assertThat(read()).isEqualTo("0123456789");
  }

  @Test
  void everyAnswerTellsThePlatformsTime() throws Exception {
    var date = "Wed, 21 Oct 2015 07:28:00 GMT";
    server.enqueue(new MockResponse.Builder().body("x").setHeader("Date", date).build());
    server.enqueue(new MockResponse.Builder().code(400).setHeader("Date", date).build());

    assertThat(calls.read(calls.client(), request(), MAX).date())
        .isEqualTo(Instant.parse("2015-10-21T07:28:00Z"));
    assertThatThrownBy(this::read).isInstanceOf(No.class);
    assertThat(told)
        .containsExactly(
            Instant.parse("2015-10-21T07:28:00Z"), Instant.parse("2015-10-21T07:28:00Z"));
  }

  @Test
  void aNoIsThePlatformsOwn() {
    server.enqueue(answer(400, "{\"why\":\"because\"}"));
    server.enqueue(answer(403, "<html>"));

    assertThatThrownBy(this::read).isInstanceOf(No.class).hasMessage("because");
    assertThatThrownBy(this::read).isInstanceOf(No.class).hasMessage("nothing");
  }

  @Test
  void aServerInTroubleIsNoPlatforms() {
    server.enqueue(answer(500, "{\"why\":\"because\"}"));

    assertThatThrownBy(this::read)
        .isInstanceOf(ServerTrouble.class)
        .hasMessage("Acme is in trouble (HTTP 500)");
  }

  @Test
  void aServerWithoutTimeIsNotAskedAgainAtOnce() {
    server.enqueue(new MockResponse.Builder().code(503).setHeader("Retry-After", "0").build());
    server.enqueue(answer(200, "again"));

    assertThatThrownBy(this::read).isInstanceOf(ServerTrouble.class);
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void noRedirectIsFollowed() {
    server.enqueue(
        new MockResponse.Builder().code(302).setHeader("Location", server.url("/other")).build());

    assertThatThrownBy(this::read).isInstanceOf(No.class);
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void whereNobodyListensNothingIsSent() {
    var request = request();
    server.close();

    assertThatThrownBy(() -> calls.read(calls.client(), request, MAX))
        .isInstanceOf(NeverSent.class)
        .hasNoCause()
        .hasMessage("no connection to Acme (ConnectException)");
  }

  @Test
  void whatIsCutOffIsNotSentAgain() {
    server.enqueue(
        new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()).build());

    assertThatThrownBy(this::read).isInstanceOf(CutOff.class).hasNoCause();
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void anAnswerThatBreaksOffIsCutOff() {
    server.enqueue(
        new MockResponse.Builder()
            .body("0123456789".repeat(100_000))
            .onResponseBody(new SocketEffect.CloseSocket())
            .build());

    assertThatThrownBy(() -> calls.read(calls.client(), request(), 2_000_000))
        .isInstanceOf(CutOff.class);
  }

  @Test
  void whatTakesTooLongAltogetherIsCutOff() {
    var released = stall();
    var hasty = calls.client().newBuilder().callTimeout(Duration.ofMillis(100)).build();

    assertThatThrownBy(() -> calls.read(hasty, request(), MAX)).isInstanceOf(CutOff.class);
    released.countDown();
  }

  @Test
  void anInterruptEndsTheCall() throws Exception {
    var released = stall();
    var outcome = outcomes();
    var caller = Thread.ofVirtual().start(() -> outcome.add(tried(request())));
    assertThat(server.takeRequest(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isNotNull();
    var call = calls.client().dispatcher().runningCalls().getFirst();

    caller.interrupt();

    assertThat(next(outcome)).isInstanceOf(InterruptedException.class);
    assertThat(call.isCanceled()).isTrue();
    released.countDown();
  }

  @Test
  void closingEndsWhatListensAndLetsTheRestFinish() throws Exception {
    var released = stall();
    var listening = request().newBuilder().tag(ForListening.class, ForListening.YES).build();
    var ended = outcomes();
    var finished = outcomes();
    Thread.ofVirtual().start(() -> ended.add(tried(listening)));
    Thread.ofVirtual().start(() -> finished.add(tried(request())));
    assertThat(server.takeRequest(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isNotNull();
    assertThat(server.takeRequest(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isNotNull();

    calls.close();

    assertThat(next(ended)).isInstanceOf(CutOff.class);
    released.countDown();
    assertThat(next(finished)).isEqualTo("late");
    assertThatThrownBy(this::read).isInstanceOf(NeverSent.class);
  }

  @Test
  void aHeadIsHandedOverBeforeItsBody() throws Exception {
    server.enqueue(answer(200, "0123456789a"));

    try (Response response = calls.open(calls.client(), request())) {
      assertThat(response.body().string()).isEqualTo("0123456789a");
    }
  }

  /// Has the server answer only when it is let.
  private CountDownLatch stall() {
    var released = new CountDownLatch(1);
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) throws InterruptedException {
            released.await();
            return answer(200, "late");
          }
        });
    return released;
  }

  private Object tried(Request request) {
    try {
      return calls.read(calls.client(), request, MAX).text();
    } catch (CallFailed | InterruptedException e) {
      return e;
    }
  }

  private static BlockingQueue<Object> outcomes() {
    return new LinkedBlockingQueue<>();
  }

  private static @Nullable Object next(BlockingQueue<Object> outcomes) throws InterruptedException {
    return outcomes.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }
}
