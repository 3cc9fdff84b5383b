package dev.nightdesk.adapters.discord;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.nightdesk.adapters.http.CallFailed;
import dev.nightdesk.adapters.http.CallFailed.Unreadable;
import dev.nightdesk.adapters.http.Fields;
import dev.nightdesk.adapters.http.HttpCalls;
import dev.nightdesk.adapters.http.Retry;
import java.io.IOException;
import java.time.Duration;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/// The HTTP client of the adapter. Every failure leaves here as a [CallFailed], every call has a
/// time limit, and nothing is tried again. Safe for any thread.
final class DiscordWire implements AutoCloseable {
  static final ObjectMapper JSON = new ObjectMapper();

  /// As people know it.
  static final String NAME = "Discord";

  /// docs.discord.com/developers/reference#api-versioning. "Clients using the HTTP API must provide
  /// a valid User Agent": docs.discord.com/developers/reference#user-agent.
  private static final String USER_AGENT = "DiscordBot (https://nightdesk.dev, 0.1)";

  /// A hundred messages with everything that can hang on them are below.
  private static final long MAX_ANSWER_BYTES = 16L * 1024 * 1024;

  private static final MediaType JSON_TYPE = MediaType.get("application/json");

  /// Longer than any wait Discord tells; beyond it is nonsense.
  private static final Duration LONGEST_WAIT = Duration.ofDays(1);

  private final DiscordSettings settings;
  private final HttpCalls calls;
  private final OkHttpClient fileHttp;
  private final OkHttpClient signInHttp;

  DiscordWire(DiscordSettings settings, DiscordTiming timing, Snowflakes clock) {
    this.settings = settings;
    this.calls = new HttpCalls(NAME, careful(timing), DiscordWire::refusalIn, clock::answered);
    this.fileHttp = calls.client().newBuilder().callTimeout(timing.file()).build();
    this.signInHttp = careful(timing).build();
  }

  private static OkHttpClient.Builder careful(DiscordTiming timing) {
    return HttpCalls.careful(new OkHttpClient.Builder(), timing.answer())
        .callTimeout(timing.answer());
  }

  /// What JDA signs in with. Apart from ours, so that neither ends the other's calls.
  OkHttpClient signInHttp() {
    return signInHttp;
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
    return json(calls.read(calls.client(), request.build(), MAX_ANSWER_BYTES).text());
  }

  /// As [#call], with the patience a file needs.
  JsonNode callWithFile(Request.Builder request) throws CallFailed, InterruptedException {
    return json(calls.read(fileHttp, request.build(), MAX_ANSWER_BYTES).text());
  }

  /// Asks for a file and waits for the head of the answer; the caller closes it.
  Response open(Request request) throws CallFailed, InterruptedException {
    return calls.open(fileHttp, request);
  }

  private static JsonNode json(String text) throws Unreadable {
    try {
      return text.isBlank() ? MissingNode.getInstance() : JSON.readTree(text);
    } catch (JsonProcessingException e) {
      // The exception's own text would quote the answer.
      throw new Unreadable(NAME, "it is no JSON");
    }
  }

  private static Answered refusalIn(Response response) throws IOException {
    var body = HttpCalls.error(response);
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
    return seconds < 0
        ? Retry.after(response, LONGEST_WAIT)
        : Retry.atMost(LONGEST_WAIT, Duration.ofMillis((long) Math.ceil(seconds * 1000)));
  }

  /// Ends the calls made for listening and lets others under way finish; later ones fail as never
  /// sent.
  @Override
  public void close() {
    calls.close();
    signInHttp.dispatcher().executorService().shutdown();
    signInHttp.dispatcher().cancelAll();
    signInHttp.connectionPool().evictAll();
  }
}
