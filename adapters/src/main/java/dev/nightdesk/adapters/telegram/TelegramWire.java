package dev.nightdesk.adapters.telegram;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nightdesk.adapters.http.CallFailed;
import dev.nightdesk.adapters.http.HttpCalls;
import dev.nightdesk.adapters.http.HttpCalls.ForListening;
import dev.nightdesk.adapters.http.Retry;
import java.io.IOException;
import java.io.Serializable;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
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

  /// As people know it.
  static final String NAME = "Telegram";

  /// Longer than any wait Telegram tells; beyond it is nonsense.
  private static final Duration LONGEST_WAIT = Duration.ofDays(1);

  private final TelegramSettings settings;
  private final HttpUrl server;
  private final HttpCalls calls;
  private final OkHttpClient pollHttp;
  private final OkHttpTelegramClient telegram;

  TelegramWire(TelegramSettings settings, TelegramTiming timing) {
    this.settings = settings;
    this.server = HttpUrl.get(settings.server().toString());
    var careful = HttpCalls.careful(new OkHttpClient.Builder(), timing.answer());
    this.calls = new HttpCalls(NAME, careful, TelegramWire::refusalIn, _ -> {});
    this.pollHttp =
        calls.client().newBuilder().readTimeout(timing.poll().plus(timing.slack())).build();
    var address =
        TelegramUrl.builder()
            .schema(server.scheme())
            .host(server.host())
            .port(server.port())
            .build();
    this.telegram =
        new OkHttpTelegramClient(JSON, calls.client(), settings.token().open(), address);
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

  /// Asks for updates. The text is better read by ourselves, and the `Date` is wanted, too.
  HttpCalls.Answer poll(RequestBody question) throws CallFailed, InterruptedException {
    var request =
        new Request.Builder()
            .url(url("bot" + settings.token().open()).addPathSegment("getUpdates").build())
            .post(question)
            .tag(ForListening.class, ForListening.YES)
            .build();
    return calls.read(pollHttp, request, TelegramPoll.MAX_BYTES);
  }

  /// Asks for a file, which the telegrambots client asks of api.telegram.org whatever its address
  /// says, and waits for the head of the answer.
  ///
  /// @param path as `getFile` gave it, relative to the bot's file root
  Response open(String path) throws CallFailed, InterruptedException {
    var url =
        url("file").addPathSegment("bot" + settings.token().open()).addPathSegments(path).build();
    return calls.open(calls.client(), new Request.Builder().url(url).build());
  }

  /// What is there ends in a slash: an empty part, which this one replaces.
  private HttpUrl.Builder url(String first) {
    return server.newBuilder().addPathSegment(first);
  }

  private <T> T answerOf(Future<T> answer) throws CallFailed, InterruptedException {
    try {
      return answer.get();
    } catch (ExecutionException e) {
      throw calls.failureOf(e.getCause());
    }
  }

  private static Answered refusalIn(Response response) throws IOException {
    var body = HttpCalls.error(response);
    int status = response.code();
    var parameters = body.path("parameters");
    var retryAfter = parameters.path("retry_after");
    var movedTo = parameters.path("migrate_to_chat_id");
    return new Answered(
        body.path("error_code").asInt(status),
        body.path("description").asText("HTTP " + status),
        retryAfter.canConvertToInt()
            ? Retry.atMost(LONGEST_WAIT, Duration.ofSeconds(Math.max(0, retryAfter.asInt())))
            : null,
        movedTo.canConvertToLong() ? movedTo.asText() : null);
  }

  /// Ends the long poll and lets other calls under way finish; later ones fail as never sent.
  @Override
  public void close() {
    calls.close();
  }
}
