package dev.nightdesk.adapters.slack;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.slack.api.app_backend.SlackSignature;
import dev.nightdesk.adapters.BackOff;
import dev.nightdesk.adapters.Door;
import dev.nightdesk.adapters.Inbound;
import dev.nightdesk.adapters.slack.Happening.Kind;
import dev.nightdesk.adapters.slack.SlackHttp.Answer;
import java.net.URLDecoder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The way in by signed requests (docs.slack.dev/apis/events-api/using-http-request-urls). A
/// request is answered with 200 only when what it tells is durable. Safe for any thread.
final class SlackHttpMode {
  private static final Logger LOG = LoggerFactory.getLogger(SlackHttpMode.class);

  private static final String STAMP = SlackSignature.HeaderNames.X_SLACK_REQUEST_TIMESTAMP;
  private static final String SIGNATURE = SlackSignature.HeaderNames.X_SLACK_SIGNATURE;
  private static final String RETRY = "X-Slack-Retry-Num";

  private final SlackIntake intake;
  private final SlackClock clock;
  private final SlackTiming timing;
  private final SlackCatchUp catchUp;
  private final SlackWire wire;
  private final SlackSignature.@Nullable Verifier verifier;

  SlackHttpMode(
      SlackSettings settings,
      SlackIntake intake,
      SlackWire wire,
      SlackClock clock,
      SlackTiming timing,
      SlackCatchUp catchUp) {
    this.intake = intake;
    this.wire = wire;
    this.clock = clock;
    this.timing = timing;
    this.catchUp = catchUp;
    var secret = settings.signingSecret();
    this.verifier =
        secret == null
            ? null
            : new SlackSignature.Verifier(new SlackSignature.Generator(secret.open()));
  }

  /// Looks now and then whether Slack knows us still. Returns when closed, and only then.
  void listen() throws InterruptedException {
    var trouble = new BackOff(timing.firstBackOff(), timing.longestBackOff());
    boolean gap = true;
    while (!intake.isClosed()) {
      try {
        intake.introduce();
        wire.whoWeAre();
        intake.connected();
        trouble.worked();
        if (gap) {
          gap = false;
          catchUp.wanted();
        }
        intake.pause(timing.refused());
      } catch (CallFailed failed) {
        gap = true;
        intake.stand(Refusals.standing(failed));
        intake.pause(failed.waitOr(trouble.failed()));
      }
    }
  }

  Answer take(SlackHttp.Request request) throws InterruptedException {
    if (request.body().length() > SlackHttp.MAX_BODY) {
      return Answer.of(413);
    }
    var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    headers.putAll(request.headers());
    if (!isSigned(headers, request.body())) {
      LOG.warn("event=not_signed bytes={}", request.body().length());
      return Answer.text(401, "wrong signature");
    }
    clock.saw(Instant.ofEpochSecond(Long.parseLong(headers.getOrDefault(STAMP, "0"))));
    var again = headers.get(RETRY);
    if (again != null) {
      // Taken as nothing when it was taken before.
      LOG.info("event=told_again attempt={}", again.matches("[0-9]{1,3}") ? again : "?");
    }
    try {
      return request.body().startsWith("{") ? json(request.body()) : form(request.body());
    } catch (JsonProcessingException e) {
      return garbled(request.body());
    }
  }

  /// Within five minutes, over the very characters that came.
  private boolean isSigned(Map<String, String> headers, String body) {
    var stamp = headers.get(STAMP);
    var signature = headers.get(SIGNATURE);
    return verifier != null
        && stamp != null
        && stamp.matches("[0-9]{1,11}")
        && signature != null
        && verifier.isValid(stamp, body, signature);
  }

  private Answer json(String body) throws JsonProcessingException, InterruptedException {
    var payload = SlackWire.JSON.readTree(body);
    if (Fields.textOrEmpty(payload, "type").equals("url_verification")) {
      return Answer.text(200, Fields.textOrEmpty(payload, "challenge"));
    }
    return take(Kind.EVENT, payload);
  }

  private Answer form(String body) throws JsonProcessingException, InterruptedException {
    var fields = SlackWire.JSON.createObjectNode();
    for (var field : body.split("&", -1)) {
      int is = field.indexOf('=');
      if (is > 0) {
        fields.put(decoded(field.substring(0, is)), decoded(field.substring(is + 1)));
      }
    }
    if (Fields.textOrEmpty(fields, "ssl_check").equals("1")) {
      return Answer.of(200);
    }
    return Fields.has(fields, "payload")
        ? take(Kind.INTERACTION, SlackWire.JSON.readTree(fields.path("payload").asText()))
        : take(Kind.COMMAND, fields);
  }

  /// What is no form's text stays as it is: it is for a look only.
  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }

  private Answer garbled(String body) throws InterruptedException {
    if (!intake.isOpen()) {
      return Answer.of(503);
    }
    return brought(List.of(intake.garbled(body)), "");
  }

  private Answer take(Kind kind, JsonNode payload) throws InterruptedException {
    if (!intake.isOpen()) {
      return Answer.of(503);
    }
    var reading = intake.read(Happenings.of(kind, payload));
    var form = reading.form();
    return form != null && intake.open(form)
        ? Answer.of(200)
        : brought(reading.inbound(), reading.answer());
  }

  private Answer brought(List<Inbound> inbound, String answer) throws InterruptedException {
    try {
      intake.bring(inbound);
    } catch (Door.NotTaken e) {
      LOG.warn("event=not_taken happenings={} why={}", inbound.size(), e.toString());
      return Answer.of(503);
    }
    if (answer.isEmpty()) {
      return Answer.of(200);
    }
    var words = SlackWire.JSON.createObjectNode().put("response_type", "ephemeral");
    return new Answer(200, "application/json", words.put("text", answer).toString());
  }
}
