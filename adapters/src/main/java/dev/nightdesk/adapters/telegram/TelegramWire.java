package dev.nightdesk.adapters.telegram;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nightdesk.adapters.telegram.CallFailed.Answered;
import dev.nightdesk.adapters.telegram.CallFailed.CutOff;
import dev.nightdesk.adapters.telegram.CallFailed.NeverSent;
import dev.nightdesk.adapters.telegram.CallFailed.ServerTrouble;
import dev.nightdesk.adapters.telegram.CallFailed.Unreadable;
import java.io.IOException;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
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
import org.telegram.telegrambots.client.okhttp.OkHttpTelegramClient;
import org.telegram.telegrambots.meta.TelegramUrl;
import org.telegram.telegrambots.meta.api.methods.botapimethods.BotApiMethod;
import org.telegram.telegrambots.meta.api.methods.send.SendDocument;
import org.telegram.telegrambots.meta.api.objects.message.Message;
import org.telegram.telegrambots.meta.exceptions.TelegramApiException;

/// The one HTTP client of the adapter and the telegrambots client on top of it. Every failure
/// leaves here as a [CallFailed]. Safe for any thread.
final class TelegramWire implements AutoCloseable {
  static final ObjectMapper JSON = new ObjectMapper();

  /// OkHttp allows five calls a host by default; the long poll alone would take one of them.
  private static final int MAX_CALLS = 64;

  /// An error's body is a line; whatever is longer comes from something else than the Bot API.
  private static final long MAX_ERROR_BYTES = 64 * 1024;

  private final TelegramSettings settings;
  private final OkHttpClient http;
  private final OkHttpClient pollHttp;
  private final OkHttpTelegramClient telegram;

  TelegramWire(TelegramSettings settings, TelegramTiming timing) {
    this.settings = settings;
    this.http = client(timing);
    this.pollHttp = http.newBuilder().readTimeout(timing.poll().plus(timing.slack())).build();
    var server = settings.server();
    var address =
        TelegramUrl.builder()
            .schema(server.getScheme())
            .host(server.getHost())
            .port(server.getPort())
            .build();
    this.telegram = new OkHttpTelegramClient(JSON, http, settings.token().open(), address);
  }

  private static OkHttpClient client(TelegramTiming timing) {
    var threads = Thread.ofVirtual().name("telegram-call-", 0).factory();
    var calls = new Dispatcher(Executors.newThreadPerTaskExecutor(threads));
    calls.setMaxRequests(MAX_CALLS);
    calls.setMaxRequestsPerHost(MAX_CALLS);
    return new OkHttpClient.Builder()
        .dispatcher(calls)
        // One call a connection: on HTTP/2 a broken connection would leave the outcome of every
        // create on it unknown.
        .protocols(List.of(Protocol.HTTP_1_1))
        // OkHttp would silently post again after a cut connection: a second message (measured).
        .retryOnConnectionFailure(false)
        // A redirect would carry the token, which is in the path, to another host.
        .followRedirects(false)
        .connectTimeout(timing.answer())
        .readTimeout(timing.answer())
        .writeTimeout(timing.answer())
        .addInterceptor(TelegramWire::failuresAsValues)
        .addNetworkInterceptor(TelegramWire::markAsSent)
        .build();
  }

  /// Marks the requests that [#close] need not wait for.
  enum Poll {
    POLL
  }

  /// Makes one call of the Bot API and waits for its answer.
  <T extends Serializable> T call(BotApiMethod<T> method) throws CallFailed, InterruptedException {
    try {
      return answerOf(telegram.executeAsync(method));
    } catch (TelegramApiException e) {
      throw new Answered(400, "not a valid " + method.getMethod() + " call", null, null);
    }
  }

  Message call(SendDocument upload) throws CallFailed, InterruptedException {
    return answerOf(telegram.executeAsync(upload));
  }

  /// For calls that are better read by ourselves: the long poll, which needs the raw text and the
  /// `Date` header, and files, which the telegrambots client asks of api.telegram.org whatever its
  /// address says.
  OkHttpClient http() {
    return http;
  }

  /// As [#http], with the patience a long poll needs.
  OkHttpClient pollHttp() {
    return pollHttp;
  }

  HttpUrl methodUrl(String method) {
    return url().addPathSegment("bot" + settings.token().open()).addPathSegment(method).build();
  }

  /// @param path as `getFile` gave it, relative to the bot's file root
  HttpUrl fileUrl(String path) {
    return url()
        .addPathSegment("file")
        .addPathSegment("bot" + settings.token().open())
        .addPathSegments(path)
        .build();
  }

  private HttpUrl.Builder url() {
    var server = settings.server();
    return new HttpUrl.Builder()
        .scheme(server.getScheme())
        .host(server.getHost())
        .port(server.getPort());
  }

  /// Makes a call of our own and waits for the head of its answer. An interrupt ends the call.
  Response ask(OkHttpClient client, Request request) throws CallFailed, InterruptedException {
    var call = client.newCall(request);
    var outcome = new Answer();
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
  private static final class Answer implements Callback {
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

  private static <T> T answerOf(Future<T> answer) throws CallFailed, InterruptedException {
    try {
      return answer.get();
    } catch (ExecutionException e) {
      throw failureOf(e.getCause());
    }
  }

  private static CallFailed failureOf(@Nullable Throwable cause) {
    for (var inner = cause; inner != null; inner = inner.getCause()) {
      if (inner instanceof CallFailed failed) {
        return failed;
      }
    }
    if (cause instanceof IOException io) {
      // Past our interceptors an answer had begun, so only its body can have broken off.
      return io.getCause() instanceof RejectedExecutionException
          ? new NeverSent(io)
          : new CutOff(io);
    }
    return new Unreadable(cause == null ? "nothing" : cause.getClass().getSimpleName());
  }

  /// Outermost: turns whatever went wrong below, and every answer that is no success, into a
  /// [CallFailed].
  private static Response failuresAsValues(Interceptor.Chain chain) throws IOException {
    Response response;
    try {
      response = chain.proceed(chain.request());
    } catch (IOException e) {
      throw e instanceof CallFailed || e.getCause() instanceof CallFailed
          ? failureOf(e)
          : new NeverSent(e);
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
      return answered(response.code(), JSON.readTree(body));
    } catch (JsonProcessingException e) {
      return new Answered(response.code(), "HTTP " + response.code(), null, null);
    } catch (IOException e) {
      return new CutOff(e);
    }
  }

  private static Answered answered(int status, JsonNode body) {
    var parameters = body.path("parameters");
    var retryAfter = parameters.path("retry_after");
    var movedTo = parameters.path("migrate_to_chat_id");
    return new Answered(
        body.path("error_code").asInt(status),
        body.path("description").asText("HTTP " + status),
        retryAfter.canConvertToInt() ? Duration.ofSeconds(Math.max(0, retryAfter.asInt())) : null,
        movedTo.canConvertToLong() ? movedTo.asText() : null);
  }

  /// Ends the long poll and lets other calls under way finish; later ones fail as never sent.
  @Override
  public void close() {
    var calls = http.dispatcher();
    calls.executorService().shutdown();
    calls.runningCalls().stream()
        .filter(call -> call.request().tag(Poll.class) != null)
        .forEach(Call::cancel);
    http.connectionPool().evictAll();
  }
}
