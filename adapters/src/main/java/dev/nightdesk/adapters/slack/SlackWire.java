package dev.nightdesk.adapters.slack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.slack.api.Slack;
import com.slack.api.SlackConfig;
import com.slack.api.methods.Methods;
import com.slack.api.util.http.SlackHttpClient;
import dev.nightdesk.adapters.Secret;
import dev.nightdesk.adapters.slack.CallFailed.Answered;
import dev.nightdesk.adapters.slack.CallFailed.CutOff;
import dev.nightdesk.adapters.slack.CallFailed.NeverSent;
import dev.nightdesk.adapters.slack.CallFailed.ServerTrouble;
import dev.nightdesk.adapters.slack.CallFailed.TooMany;
import dev.nightdesk.adapters.slack.CallFailed.Unreadable;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Dispatcher;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one HTTP client of the adapter. The library's own calls are left aside: they take whole
/// messages apart and fail on kinds of blocks they do not know yet, so that a create that did
/// happen would count as unknown; they cannot be interrupted; and they keep the `Date` to
/// themselves. Every failure leaves here as a [CallFailed]. Safe for any thread.
final class SlackWire implements AutoCloseable {
  static final ObjectMapper JSON = new ObjectMapper();

  private static final Logger LOG = LoggerFactory.getLogger(SlackWire.class);

  /// OkHttp allows five calls a host by default.
  private static final int MAX_CALLS = 64;

  /// A page of two hundred of the longest messages is far below.
  private static final long MAX_ANSWER_BYTES = 32L * 1024 * 1024;

  /// Nobody is asked to wait longer than that; what says so is no real answer.
  private static final Duration LONGEST_WAIT = Duration.ofHours(1);

  private final SlackSettings settings;
  private final SlackClock clock;
  private final URI server;
  private final OkHttpClient http;
  private final OkHttpClient quickHttp;
  private final Slack slack;

  SlackWire(SlackSettings settings, SlackTiming timing, SlackClock clock) {
    this.settings = settings;
    this.clock = clock;
    this.server = settings.server();
    var config = new SlackConfig();
    // The threads of its statistics are for its own calls, of which we make none.
    config.setStatsEnabled(false);
    if (isHere(server.getHost())) {
      config.setProxyUrl(null);
    }
    this.http = client(config, timing);
    this.quickHttp = http.newBuilder().callTimeout(timing.prompt()).build();
    this.slack = Slack.getInstance(config, new SlackHttpClient(http));
  }

  private static boolean isHere(String host) {
    return host.equals("localhost") || host.startsWith("127.");
  }

  private OkHttpClient client(SlackConfig config, SlackTiming timing) {
    var threads = Thread.ofVirtual().name("slack-call-", 0).factory();
    var calls = new Dispatcher(Executors.newThreadPerTaskExecutor(threads));
    calls.setMaxRequests(MAX_CALLS);
    calls.setMaxRequestsPerHost(MAX_CALLS);
    return SlackHttpClient.buildOkHttpClient(config)
        .newBuilder()
        .dispatcher(calls)
        // One call a connection: on HTTP/2 a broken connection would leave the outcome of every
        // create on it unknown.
        .protocols(List.of(Protocol.HTTP_1_1))
        // OkHttp would silently post again after a cut connection: a second message.
        .retryOnConnectionFailure(false)
        // A redirect would carry the token to another host.
        .followRedirects(false)
        .connectTimeout(timing.answer())
        .readTimeout(timing.answer())
        .writeTimeout(timing.answer())
        .addInterceptor(this::failuresAsValues)
        .addNetworkInterceptor(SlackWire::markAsSent)
        .build();
  }

  /// What the library's socket client wants to be given.
  Slack library() {
    return slack;
  }

  /// Makes one call as the bot and waits for its answer.
  JsonNode call(String method, Params params) throws CallFailed, InterruptedException {
    return call(http, method, settings.botToken(), params);
  }

  /// As [#call], for what is no use when it takes long.
  JsonNode callQuickly(String method, Params params) throws CallFailed, InterruptedException {
    return call(quickHttp, method, settings.botToken(), params);
  }

  Self whoWeAre() throws CallFailed, InterruptedException {
    var me = call(Methods.AUTH_TEST, Params.none());
    return new Self(
        me.path("team_id").asText(),
        me.path("enterprise_id").asText(""),
        me.path("user_id").asText(),
        me.path("bot_id").asText(""),
        me.path("user").asText());
  }

  /// Where a socket can be opened, once.
  String socketUrl() throws CallFailed, InterruptedException {
    var token = Objects.requireNonNull(settings.appToken());
    var url = call(http, Methods.APPS_CONNECTIONS_OPEN, token, Params.none()).path("url").asText();
    if (!url.startsWith("ws:") && !url.startsWith("wss:")) {
      throw new Unreadable("no address for a socket");
    }
    return url;
  }

  private JsonNode call(OkHttpClient client, String method, Secret token, Params params)
      throws CallFailed, InterruptedException {
    var request =
        new Request.Builder()
            .url(Objects.requireNonNull(HttpUrl.parse(server.resolve(method).toString())))
            .header("Authorization", "Bearer " + token.open())
            .post(params.form())
            .build();
    try (var response = ask(client, request)) {
      var answer = read(response);
      if (answer.path("ok").asBoolean()) {
        return answer;
      }
      throw refusal(answer);
    }
  }

  private static JsonNode read(Response response) throws CallFailed {
    try {
      var source = response.body().source();
      source.request(MAX_ANSWER_BYTES);
      var body = source.readUtf8(Math.min(source.getBuffer().size(), MAX_ANSWER_BYTES));
      var answer = JSON.readTree(body);
      if (!answer.isObject() || !answer.path("ok").isBoolean()) {
        throw new Unreadable("no answer of the API");
      }
      return answer;
    } catch (JsonProcessingException e) {
      throw new Unreadable("no JSON");
    } catch (CallFailed e) {
      throw e;
    } catch (IOException e) {
      throw new CutOff(e);
    }
  }

  private static CallFailed refusal(JsonNode answer) {
    var error = answer.path("error").asText("an unnamed error");
    if (error.equals("ratelimited") || error.equals("rate_limited")) {
      return new TooMany(null);
    }
    var details =
        answer
            .path("response_metadata")
            .path("messages")
            .valueStream()
            .map(JsonNode::asText)
            .toList();
    return new Answered(error, details);
  }

  /// Whether our token may go there.
  boolean mayHaveToken(HttpUrl url) {
    return SlackFiles.mayHaveToken(server, url);
  }

  /// A request that carries the bot's token.
  Request.Builder withToken(HttpUrl url) {
    return new Request.Builder()
        .url(url)
        .header("Authorization", "Bearer " + settings.botToken().open());
  }

  /// Makes a call of another kind and waits for the head of its answer. An interrupt ends the call.
  Response ask(Request request) throws CallFailed, InterruptedException {
    return ask(http, request);
  }

  private static Response ask(OkHttpClient client, Request request)
      throws CallFailed, InterruptedException {
    var call = client.newCall(request);
    var outcome = new Arrived();
    call.enqueue(outcome);
    try {
      return outcome.take();
    } catch (InterruptedException e) {
      call.cancel();
      outcome.discard();
      throw e;
    }
  }

  /// The answer to one call; an exception is an answer too.
  private static final class Arrived implements Callback {
    private final BlockingQueue<Object> arrived = new ArrayBlockingQueue<>(1);

    @Override
    public void onResponse(Call call, Response response) {
      arrived.add(response);
    }

    @Override
    public void onFailure(Call call, IOException e) {
      arrived.add(e);
    }

    Response take() throws CallFailed, InterruptedException {
      var answer = arrived.take();
      if (answer instanceof Response response) {
        return response;
      }
      throw failureOf((IOException) answer);
    }

    void discard() {
      if (arrived.poll() instanceof Response response) {
        response.close();
      }
    }
  }

  private static CallFailed failureOf(IOException failure) {
    for (@Nullable Throwable inner = failure; inner != null; inner = inner.getCause()) {
      if (inner instanceof CallFailed failed) {
        return failed;
      }
    }
    // Not past our interceptors: the client is closed, or the whole call took too long.
    return failure.getMessage() != null && failure.getMessage().contains("timeout")
        ? new CutOff(failure)
        : new NeverSent(failure);
  }

  /// Outermost: turns whatever went wrong below, and every answer that is no success, into a
  /// [CallFailed].
  private Response failuresAsValues(Interceptor.Chain chain) throws IOException {
    Response response;
    try {
      response = chain.proceed(chain.request());
    } catch (IOException e) {
      throw failureOf(e);
    }
    var date = response.headers().getDate("Date");
    if (date != null) {
      clock.saw(date.toInstant());
    }
    if (response.isSuccessful()) {
      return response;
    }
    try (response) {
      throw failureIn(response);
    }
  }

  /// Runs only once a connection stands: from here on the server may have read the request.
  private static Response markAsSent(Interceptor.Chain chain) throws IOException {
    try {
      return chain.proceed(chain.request());
    } catch (IOException e) {
      throw new CutOff(e);
    }
  }

  private static CallFailed failureIn(Response response) {
    if (response.code() == 429) {
      return new TooMany(retryAfter(response.header("Retry-After")));
    }
    return new ServerTrouble(response.code());
  }

  private static @Nullable Duration retryAfter(@Nullable String seconds) {
    if (seconds == null || !seconds.matches("[0-9]{1,6}")) {
      return null;
    }
    var wait = Duration.ofSeconds(Long.parseLong(seconds));
    return wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
  }

  /// Lets calls under way finish; later ones fail as never sent.
  @Override
  public void close() {
    try {
      slack.close();
    } catch (Exception e) {
      LOG.warn("event=not_closed what=slack why={}", e.toString());
    }
  }
}
