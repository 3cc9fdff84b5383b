package dev.nightdesk.adapters.slack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.slack.api.Slack;
import com.slack.api.SlackConfig;
import com.slack.api.methods.Methods;
import com.slack.api.util.http.SlackHttpClient;
import dev.nightdesk.adapters.Secret;
import dev.nightdesk.adapters.http.CallFailed;
import dev.nightdesk.adapters.http.CallFailed.ServerTrouble;
import dev.nightdesk.adapters.http.CallFailed.Unreadable;
import dev.nightdesk.adapters.http.HttpCalls;
import dev.nightdesk.adapters.http.Retry;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one HTTP client of the adapter. The library's own calls are left aside: they take whole
/// messages apart and fail on kinds of blocks they do not know yet, so that a create that did
/// happen would count as unknown; they cannot be interrupted; and they keep the `Date` to
/// themselves. Every failure leaves here as a [CallFailed]. Safe for any thread.
final class SlackWire implements AutoCloseable {
  static final ObjectMapper JSON = new ObjectMapper();

  private static final Logger LOG = LoggerFactory.getLogger(SlackWire.class);

  /// As people know it.
  static final String NAME = "Slack";

  /// A page of two hundred of the longest messages is far below.
  private static final long MAX_ANSWER_BYTES = 32L * 1024 * 1024;

  /// Nobody is asked to wait longer than that; what says so is no real answer.
  private static final Duration LONGEST_WAIT = Duration.ofHours(1);

  private final SlackSettings settings;
  private final URI server;
  private final HttpCalls calls;
  private final OkHttpClient quickHttp;
  private final Slack slack;

  SlackWire(SlackSettings settings, SlackTiming timing, SlackClock clock) {
    this.settings = settings;
    this.server = settings.server();
    var config = new SlackConfig();
    // The threads of its statistics are for its own calls, of which we make none.
    config.setStatsEnabled(false);
    if (isHere(server.getHost())) {
      config.setProxyUrl(null);
    }
    var base = SlackHttpClient.buildOkHttpClient(config).newBuilder();
    this.calls =
        new HttpCalls(
            NAME, HttpCalls.careful(base, timing.answer()), SlackWire::refusalIn, clock::saw);
    this.quickHttp = calls.client().newBuilder().callTimeout(timing.prompt()).build();
    this.slack = Slack.getInstance(config, new SlackHttpClient(calls.client()));
  }

  private static boolean isHere(String host) {
    return host.equals("localhost") || host.startsWith("127.");
  }

  /// What the library's socket client wants to be given.
  Slack library() {
    return slack;
  }

  /// Makes one call as the bot and waits for its answer.
  JsonNode call(String method, Params params) throws CallFailed, InterruptedException {
    return call(calls.client(), method, settings.botToken(), params);
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
    var answer = call(calls.client(), Methods.APPS_CONNECTIONS_OPEN, token, Params.none());
    var url = answer.path("url").asText();
    if (!url.startsWith("ws:") && !url.startsWith("wss:")) {
      throw new Unreadable(NAME, "no address for a socket");
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
    var answer = read(calls.read(client, request, MAX_ANSWER_BYTES).text());
    if (answer.path("ok").asBoolean()) {
      return answer;
    }
    throw refusal(answer);
  }

  private static JsonNode read(String text) throws Unreadable {
    try {
      var answer = JSON.readTree(text);
      if (answer.path("ok").isBoolean()) {
        return answer;
      }
      throw new Unreadable(NAME, "no answer of the API");
    } catch (JsonProcessingException e) {
      throw new Unreadable(NAME, "no JSON");
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

  /// Makes a call of another kind and waits for the head of its answer, which the caller closes.
  Response open(Request request) throws CallFailed, InterruptedException {
    return calls.open(calls.client(), request);
  }

  /// The API itself answers with 200 whatever it says, but for this.
  private static CallFailed refusalIn(Response response) {
    return response.code() == 429
        ? new TooMany(Retry.after(response, LONGEST_WAIT))
        : new ServerTrouble(NAME, response.code());
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
