package dev.nightdesk.adapters.slack;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.slack.api.app_backend.SlackSignature;
import dev.nightdesk.adapters.BackOff;
import dev.nightdesk.adapters.Door;
import dev.nightdesk.adapters.Inbound;
import dev.nightdesk.adapters.http.CallFailed;
import dev.nightdesk.adapters.http.Fields;
import dev.nightdesk.adapters.slack.Happening.Kind;
import dev.nightdesk.adapters.slack.SlackHttp.Answer;
import java.net.URLDecoder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
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

  /// Held while a request is brought, so that nothing overtakes what was refused. Fair: what came
  /// first is brought first.
  private final ReentrantLock order = new ReentrantLock(true);

  /// Whether an event may have been told that was not taken: Slack gives up on it some time. At
  /// first for whoever listened before us. Only with the lock.
  private boolean gap = true;

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
    while (!intake.isClosed()) {
      try {
        intake.introduce();
        wire.whoWeAre();
        intake.connected();
        trouble.worked();
        order.lockInterruptibly();
        try {
          endGap();
        } finally {
          order.unlock();
        }
        intake.pause(timing.refused());
      } catch (CallFailed failed) {
        beginGap();
        intake.stand(Refusals.standing(failed));
        intake.pause(failed.waitOr(trouble.failed()));
      }
    }
  }

  /// Who does not reach Slack may not be reached by it.
  private void beginGap() throws InterruptedException {
    order.lockInterruptibly();
    try {
      gap = true;
    } finally {
      order.unlock();
    }
  }

  /// Notes where to read on from, before anything is brought that came after the gap, and has it
  /// read. Only with the lock.
  private void endGap() throws InterruptedException {
    if (gap) {
      catchUp.lost();
      gap = false;
      catchUp.wanted();
    }
  }

  Answer take(SlackHttp.Request request) throws InterruptedException {
    var due = Deadline.after(timing.prompt());
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
      return request.body().startsWith("{") ? json(request.body()) : form(request.body(), due);
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
    return take(Kind.EVENT, payload, null);
  }

  private Answer form(String body, Deadline due)
      throws JsonProcessingException, InterruptedException {
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
        ? take(Kind.INTERACTION, SlackWire.JSON.readTree(fields.path("payload").asText()), due)
        : take(Kind.COMMAND, fields, due);
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
    return brought(List.of(intake.garbled(body)), "", null);
  }

  private Answer take(Kind kind, JsonNode payload, @Nullable Deadline due)
      throws InterruptedException {
    if (!intake.isOpen()) {
      return Answer.of(503);
    }
    var reading = intake.read(Happenings.of(kind, payload));
    var form = reading.form();
    if (form != null && intake.open(form)) {
      return Answer.of(200);
    }
    var sure = intake.sure(reading);
    return brought(sure.inbound(), sure.answer(), due);
  }

  /// @param due until when somebody waits; nobody waits for an event
  private Answer brought(List<Inbound> inbound, String answer, @Nullable Deadline due)
      throws InterruptedException {
    var envelope = new Envelope(inbound, () -> {}, due);
    if (!inbound.isEmpty() && !isTaken(envelope)) {
      return Answer.of(503);
    }
    if (answer.isEmpty()) {
      return Answer.of(200);
    }
    var words = SlackWire.JSON.createObjectNode().put("response_type", "ephemeral");
    return new Answer(200, "application/json", words.put("text", answer).toString());
  }

  private boolean isTaken(Envelope envelope) throws InterruptedException {
    var inbound = envelope.inbound();
    order.lockInterruptibly();
    try {
      if (envelope.isLate()) {
        LOG.warn("event=not_taken_in_time name={}", inbound.getFirst().sourceId());
        return false;
      }
      endGap();
      intake.bring(inbound);
      return true;
    } catch (Door.NotTaken e) {
      // What a person did is told again by nobody, and found nowhere.
      gap |= envelope.due() == null;
      LOG.warn("event=not_taken happenings={} why={}", inbound.size(), e.toString());
      return false;
    } finally {
      order.unlock();
    }
  }
}
