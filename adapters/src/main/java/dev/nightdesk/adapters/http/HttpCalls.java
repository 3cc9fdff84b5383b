package dev.nightdesk.adapters.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.nightdesk.adapters.http.CallFailed.CutOff;
import dev.nightdesk.adapters.http.CallFailed.NeverSent;
import dev.nightdesk.adapters.http.CallFailed.ServerTrouble;
import dev.nightdesk.adapters.http.CallFailed.Unreadable;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import okhttp3.Call;
import okhttp3.Dispatcher;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/// The calls of one channel. Every failure, and every answer that is no success, leaves here as a
/// [CallFailed]; nothing is tried again. Safe for any thread.
public final class HttpCalls implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  /// OkHttp allows five calls a host by default; a long poll alone would take one of them.
  private static final int MAX_CALLS = 64;

  /// An error is a line and names fields; whatever is longer comes from something else than an API.
  private static final long MAX_ERROR_BYTES = 64 * 1024;

  /// What OkHttp says of a call that came after [#close]; it has no type of its own.
  private static final String REJECTED = "executor rejected";

  private final String platform;
  private final Refusals refusals;
  private final Consumer<Instant> clock;
  private final OkHttpClient client;

  /// How a platform says no.
  public interface Refusals {
    /// What it says there.
    ///
    /// @param response whose status is neither a success nor a 5xx; it is closed by the caller
    CallFailed in(Response response) throws IOException;
  }

  /// Marks the calls that are made for listening: they end with it.
  public enum ForListening {
    YES
  }

  /// An answer of success, read to its end.
  ///
  /// @param date the platform's clock when it answered, or null
  public record Answer(@Nullable Instant date, String text) {}

  /// Makes the client; [#close] ends it.
  ///
  /// @param platform its name, as failures tell it
  /// @param base what [#careful] made
  /// @param clock is told what the platform's own says, with every answer
  public HttpCalls(
      String platform, OkHttpClient.Builder base, Refusals refusals, Consumer<Instant> clock) {
    this.platform = platform;
    this.refusals = refusals;
    this.clock = clock;
    var name = platform.toLowerCase(Locale.ROOT) + "-call-";
    var threads = Thread.ofVirtual().name(name, 0).factory();
    var calls = new Dispatcher(Executors.newThreadPerTaskExecutor(threads));
    calls.setMaxRequests(MAX_CALLS);
    calls.setMaxRequestsPerHost(MAX_CALLS);
    this.client =
        base.dispatcher(calls)
            .addInterceptor(this::failuresAsValues)
            .addNetworkInterceptor(this::markAsSent)
            .build();
  }

  /// A client that does what it is asked once.
  ///
  /// @param silence the longest within a call
  public static OkHttpClient.Builder careful(OkHttpClient.Builder builder, Duration silence) {
    return builder
        // One call a connection: on HTTP/2 a broken connection would leave the outcome of every
        // create on it unknown.
        .protocols(List.of(Protocol.HTTP_1_1))
        // OkHttp would silently post again after a cut connection: a second message (measured).
        .retryOnConnectionFailure(false)
        // A redirect would carry the token to another host.
        .followRedirects(false)
        .addNetworkInterceptor(HttpCalls::askedOnce)
        .connectTimeout(silence)
        .readTimeout(silence)
        .writeTimeout(silence);
  }

  /// Whatever else it is set to, OkHttp posts again by itself when a server without time for it
  /// says `Retry-After: 0` (measured). Nobody reads how long such a server wants us to wait.
  private static Response askedOnce(Interceptor.Chain chain) throws IOException {
    var response = chain.proceed(chain.request());
    return response.code() == 503
        ? response.newBuilder().removeHeader("Retry-After").build()
        : response;
  }

  /// To be given to libraries, and to make others of that have another patience.
  public OkHttpClient client() {
    return client;
  }

  /// Makes a call and waits for its whole answer. An interrupt ends the call.
  ///
  /// @param client [#client], or one made of it
  /// @param maxBytes what is longer is cut there
  public Answer read(OkHttpClient client, Request request, long maxBytes)
      throws CallFailed, InterruptedException {
    return ask(
        client,
        request,
        response -> {
          try (response) {
            return new Answer(date(response), text(response, maxBytes));
          }
        });
  }

  /// As [#read], but waits for the head of the answer alone. The caller closes it.
  public Response open(OkHttpClient client, Request request)
      throws CallFailed, InterruptedException {
    return ask(client, request, response -> response);
  }

  private <T> T ask(OkHttpClient client, Request request, Awaited.Reading<T> reading)
      throws CallFailed, InterruptedException {
    var call = client.newCall(request);
    var awaited = new Awaited<T>(reading);
    call.enqueue(awaited);
    try {
      return awaited.take();
    } catch (InterruptedException e) {
      call.cancel();
      awaited.discard();
      throw e;
    } catch (IOException e) {
      throw failureOf(e);
    }
  }

  private static String text(Response response, long maxBytes) throws IOException {
    var source = response.body().source();
    source.request(maxBytes);
    return source.readUtf8(Math.min(source.getBuffer().size(), maxBytes));
  }

  /// What an error says in JSON; missing when it says nothing, or something else.
  public static JsonNode error(Response response) throws IOException {
    try {
      return JSON.readTree(text(response, MAX_ERROR_BYTES));
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }

  private static @Nullable Instant date(Response response) {
    var date = response.headers().getDate("Date");
    return date == null ? null : date.toInstant();
  }

  /// What went wrong with a call of [#client]'s.
  public CallFailed failureOf(@Nullable Throwable cause) {
    var failed = within(cause);
    if (failed != null) {
      return failed;
    }
    if (cause instanceof IOException io) {
      // Past our interceptors an answer had begun, so only its body can have broken off.
      return REJECTED.equals(io.getMessage())
          ? new NeverSent(platform, io)
          : new CutOff(platform, io);
    }
    return new Unreadable(platform, cause == null ? "nothing" : cause.getClass().getSimpleName());
  }

  /// A call that took too long altogether wraps what it did until then.
  private static @Nullable CallFailed within(@Nullable Throwable cause) {
    for (var inner = cause; inner != null; inner = inner.getCause()) {
      if (inner instanceof CallFailed failed) {
        return failed;
      }
    }
    return null;
  }

  /// Outermost.
  private Response failuresAsValues(Interceptor.Chain chain) throws IOException {
    Response response;
    try {
      response = chain.proceed(chain.request());
    } catch (IOException e) {
      var failed = within(e);
      throw failed == null ? new NeverSent(platform, e) : failed;
    }
    var date = date(response);
    if (date != null) {
      clock.accept(date);
    }
    if (response.isSuccessful()) {
      return response;
    }
    try (response) {
      throw failureIn(response);
    }
  }

  /// Runs only once a connection stands: from here on the server may have read the request.
  private Response markAsSent(Interceptor.Chain chain) throws IOException {
    try {
      return chain.proceed(chain.request());
    } catch (IOException e) {
      throw new CutOff(platform, e);
    }
  }

  private CallFailed failureIn(Response response) {
    if (response.code() >= 500) {
      return new ServerTrouble(platform, response.code());
    }
    try {
      return refusals.in(response);
    } catch (IOException e) {
      return new CutOff(platform, e);
    }
  }

  /// Ends the calls made for listening and lets others under way finish; later ones fail as never
  /// sent.
  @Override
  public void close() {
    var calls = client.dispatcher();
    calls.executorService().shutdown();
    calls.runningCalls().stream()
        .filter(call -> call.request().tag(ForListening.class) != null)
        .forEach(Call::cancel);
    client.connectionPool().evictAll();
  }
}
