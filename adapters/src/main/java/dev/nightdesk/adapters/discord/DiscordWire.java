package dev.nightdesk.adapters.discord;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.nightdesk.adapters.discord.CallFailed.Answered;
import dev.nightdesk.adapters.discord.CallFailed.CutOff;
import dev.nightdesk.adapters.discord.CallFailed.NeverSent;
import dev.nightdesk.adapters.discord.CallFailed.ServerTrouble;
import dev.nightdesk.adapters.discord.CallFailed.Unreadable;
import dev.nightdesk.adapters.http.Fields;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Dispatcher;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/// The HTTP client of the adapter. Every failure leaves here as a [CallFailed], every call has a
/// time limit, and nothing is tried again. Safe for any thread.
final class DiscordWire implements AutoCloseable {
  static final ObjectMapper JSON = new ObjectMapper();

  /// docs.discord.com/developers/reference#api-versioning. "Clients using the HTTP API must provide
  /// a valid User Agent": docs.discord.com/developers/reference#user-agent.
  private static final String USER_AGENT = "DiscordBot (https://nightdesk.dev, 0.1)";

  private static final int MAX_CALLS = 64;

  /// A hundred messages with everything that can hang on them are below.
  private static final long MAX_ANSWER_BYTES = 16L * 1024 * 1024;

  /// An error names fields; whatever is longer comes from something else than the API.
  private static final long MAX_ERROR_BYTES = 64 * 1024;

  private static final MediaType JSON_TYPE = MediaType.get("application/json");

  /// Longer than any wait Discord tells; beyond it is nonsense.
  private static final double MAX_WAIT_SECONDS = 24 * 60 * 60;

  private final DiscordSettings settings;
  private final Snowflakes clock;
  private final Dispatcher calls;
  private final OkHttpClient http;
  private final OkHttpClient fileHttp;
  private final OkHttpClient signInHttp;

  DiscordWire(DiscordSettings settings, DiscordTiming timing, Snowflakes clock) {
    this.settings = settings;
    this.clock = clock;
    var threads = Thread.ofVirtual().name("discord-call-", 0).factory();
    this.calls = new Dispatcher(Executors.newThreadPerTaskExecutor(threads));
    calls.setMaxRequests(MAX_CALLS);
    calls.setMaxRequestsPerHost(MAX_CALLS);
    this.http =
        bare(timing)
            .dispatcher(calls)
            .addInterceptor(this::failuresAsValues)
            .addNetworkInterceptor(DiscordWire::markAsSent)
            .build();
    this.fileHttp = http.newBuilder().callTimeout(timing.file()).build();
    this.signInHttp = bare(timing).build();
  }

  private static OkHttpClient.Builder bare(DiscordTiming timing) {
    return new OkHttpClient.Builder()
        // One call a connection: on HTTP/2 a broken connection would leave the outcome of every
        // create on it unknown.
        .protocols(List.of(Protocol.HTTP_1_1))
        // OkHttp would silently post again after a cut connection.
        .retryOnConnectionFailure(false)
        // A redirect would carry the token, or an interaction's, to another host.
        .followRedirects(false)
        .callTimeout(timing.answer())
        .connectTimeout(timing.answer())
        .readTimeout(timing.answer())
        .writeTimeout(timing.answer());
  }

  /// What JDA signs in with. Apart from ours, so that neither ends the other's calls.
  OkHttpClient signInHttp() {
    return signInHttp;
  }

  /// Marks the calls that are made for listening: they end with it.
  enum ForListening {
    YES
  }

  /// @param path below the configured address, each part encoded as it needs
  Request.Builder to(String... path) {
    return to(url(path).build());
  }

  Request.Builder to(HttpUrl url) {
    return new Request.Builder()
        .url(url)
        .header("Authorization", "Bot " + settings.token().open())
        .header("User-Agent", USER_AGENT);
  }

  /// For interactions, whose address holds their own secret.
  Request.Builder unsigned(String... path) {
    return to(path).removeHeader("Authorization");
  }

  HttpUrl.Builder url(String... path) {
    var url = HttpUrl.get(settings.server().toString()).newBuilder();
    // What is there ends in a slash: an empty part, which the first one replaces.
    for (var part : path) {
      url.addPathSegment(part);
    }
    return url;
  }

  /// Whether this is the configured server itself.
  boolean isServer(HttpUrl url) {
    var server = HttpUrl.get(settings.server().toString());
    return url.host().equals(server.host())
        && url.port() == server.port()
        && url.scheme().equals(server.scheme());
  }

  static RequestBody body(JsonNode json) {
    return RequestBody.create(json.toString(), JSON_TYPE);
  }

  /// Makes a call and waits for its answer; missing when the answer is empty.
  JsonNode call(Request.Builder request) throws CallFailed, InterruptedException {
    return (JsonNode) ask(http, request.build(), DiscordWire::json);
  }

  /// As [#call], with the patience a file needs.
  JsonNode callWithFile(Request.Builder request) throws CallFailed, InterruptedException {
    return (JsonNode) ask(fileHttp, request.build(), DiscordWire::json);
  }

  /// Asks for a file and waits for the head of the answer; the caller closes it.
  Response open(Request request) throws CallFailed, InterruptedException {
    return (Response) ask(fileHttp, request, response -> response);
  }

  /// What is made of an answer, on the call's own thread, which nobody interrupts.
  private interface Reading {
    Object of(Response response) throws IOException;
  }

  private Object ask(OkHttpClient client, Request request, Reading reading)
      throws CallFailed, InterruptedException {
    var call = client.newCall(request);
    var answer = new Answer(reading);
    call.enqueue(answer);
    try {
      return answer.take();
    } catch (InterruptedException e) {
      call.cancel();
      answer.discard();
      throw e;
    }
  }

  /// The answer to one call; an exception is an answer too.
  private static final class Answer implements Callback {
    private final BlockingQueue<Object> arrived = new ArrayBlockingQueue<>(1);
    private final Reading reading;

    Answer(Reading reading) {
      this.reading = reading;
    }

    @Override
    public void onResponse(Call call, Response response) {
      try {
        arrived.add(reading.of(response));
      } catch (IOException e) {
        response.close();
        arrived.add(e instanceof CallFailed ? e : new CutOff(e));
      }
    }

    @Override
    public void onFailure(Call call, IOException e) {
      arrived.add(e);
    }

    Object take() throws CallFailed, InterruptedException {
      var answer = arrived.take();
      if (answer instanceof IOException failure) {
        throw failureOf(failure);
      }
      return answer;
    }

    void discard() {
      if (arrived.poll() instanceof Response response) {
        response.close();
      }
    }
  }

  private static JsonNode json(Response response) throws IOException {
    try (response) {
      var source = response.body().source();
      if (source.request(MAX_ANSWER_BYTES + 1)) {
        throw new Unreadable("it is too long");
      }
      var text = source.readUtf8();
      if (text.isBlank()) {
        return MissingNode.getInstance();
      }
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      // The exception's own text would quote the answer.
      throw new Unreadable("it is no JSON");
    }
  }

  private static CallFailed failureOf(IOException cause) {
    for (Throwable inner = cause; inner != null; inner = inner.getCause()) {
      if (inner instanceof CallFailed failed) {
        return failed;
      }
    }
    return cause.getCause() instanceof RejectedExecutionException
        ? new NeverSent(cause)
        : new CutOff(cause);
  }

  /// Outermost: turns whatever went wrong below, and every answer that is no success, into a
  /// [CallFailed].
  private Response failuresAsValues(Interceptor.Chain chain) throws IOException {
    Response response;
    try {
      response = chain.proceed(chain.request());
    } catch (IOException e) {
      throw e instanceof CallFailed || e.getCause() instanceof CallFailed
          ? failureOf(e)
          : new NeverSent(e);
    }
    var date = response.headers().getDate("Date");
    if (date != null) {
      clock.answered(date.toInstant());
    }
    if (response.isSuccessful()) {
      return response;
    }
    try (response) {
      throw refusalIn(response);
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

  private static CallFailed refusalIn(Response response) {
    if (response.code() >= 500) {
      return new ServerTrouble(response.code());
    }
    try {
      var source = response.body().source();
      source.request(MAX_ERROR_BYTES);
      var body = source.getBuffer().readUtf8(Math.min(source.getBuffer().size(), MAX_ERROR_BYTES));
      return answered(response, JSON.readTree(body));
    } catch (JsonProcessingException e) {
      return answered(response, MissingNode.getInstance());
    } catch (IOException e) {
      return new CutOff(e);
    }
  }

  private static Answered answered(Response response, JsonNode body) {
    var message = Fields.textOrEmpty(body, "message");
    var where = body.path("errors").isObject() ? ": " + body.path("errors") : "";
    return new Answered(
        response.code(),
        Fields.number(body, "code", 0),
        message.isEmpty() ? "HTTP " + response.code() : message + where,
        retryAfter(response, body));
  }

  /// The body is more exact than the header.
  private static @Nullable Duration retryAfter(Response response, JsonNode body) {
    double seconds = body.path("retry_after").asDouble(-1);
    var header = response.header("Retry-After");
    if (seconds < 0 && header != null && header.matches("[0-9]{1,6}")) {
      seconds = Integer.parseInt(header);
    }
    return seconds < 0
        ? null
        : Duration.ofMillis((long) Math.ceil(Math.min(seconds, MAX_WAIT_SECONDS) * 1000));
  }

  /// Ends the calls made for listening and lets others under way finish; later ones fail as never
  /// sent.
  @Override
  public void close() {
    calls.executorService().shutdown();
    calls.runningCalls().stream()
        .filter(call -> call.request().tag(ForListening.class) != null)
        .forEach(Call::cancel);
    http.connectionPool().evictAll();
    signInHttp.dispatcher().executorService().shutdown();
    signInHttp.dispatcher().cancelAll();
    signInHttp.connectionPool().evictAll();
  }
}
