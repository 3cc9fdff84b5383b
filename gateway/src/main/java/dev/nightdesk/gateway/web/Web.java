package dev.nightdesk.gateway.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightdesk.adapters.Secret;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import io.javalin.http.UnauthorizedResponse;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The HTTP server. Every answer but the figures is JSON; every error says what to do.
///
/// `/health` answers anybody: it tells nothing. All else wants the token where there is one.
public final class Web implements AutoCloseable {
  /// A longer body is refused; nothing we serve takes one yet.
  public static final long REFUSE_BEYOND_BODY_BYTES = 64L << 10;

  private static final Logger LOG = LoggerFactory.getLogger(Web.class);
  private static final String BEARER = "Bearer ";
  private static final String CONTROL = "/control/";
  private static final String PATHS = "Try /health, /ready or /metrics.";

  private final ObjectMapper json = new ObjectMapper();
  private final WebSettings settings;
  private final Supplier<Readiness> readiness;
  private final PrometheusMeterRegistry figures;
  private final Control control;
  private final List<Inlet> inlets;
  private final Javalin server;

  /// Starts to serve.
  ///
  /// @throws WebRefused when the address is taken or is not ours
  public Web(
      WebSettings settings,
      Supplier<Readiness> readiness,
      PrometheusMeterRegistry figures,
      Control control,
      List<Inlet> inlets) {
    this.settings = settings;
    this.readiness = readiness;
    this.figures = figures;
    this.control = control;
    this.inlets = List.copyOf(inlets);
    this.server = Javalin.create(this::configure);
    try {
      server.start(settings.host(), settings.port());
    } catch (RuntimeException e) {
      server.stop();
      throw new WebRefused(
          "Cannot serve HTTP on %s:%d: the address is taken, or is not this machine's. Name another one as http.bind in the config."
              .formatted(settings.host(), settings.port()),
          e);
    }
    LOG.info("host={} port={} event=serving", settings.host(), port());
  }

  public int port() {
    return server.port();
  }

  /// Ends serving. Idempotent.
  @Override
  public void close() {
    server.stop();
  }

  private void configure(JavalinConfig config) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.concurrency.useVirtualThreads = true;
    config.http.maxRequestSize = mostBodyBytes();
    config.http.prefer405over404 = true;
    config.jetty.modifyHttpConfiguration(http -> http.setSendServerVersion(false));
    config.routes.before(this::admit);
    config.routes.get("/health", context -> answer(context, HttpStatus.OK, health()));
    config.routes.get("/ready", this::ready);
    config.routes.get("/metrics", this::metrics);
    config.routes.get(CONTROL + "people", context -> text(context, control.people()));
    config.routes.get(CONTROL + "dead", context -> text(context, control.dead()));
    config.routes.post(
        CONTROL + "dead/{number}/retry", context -> text(context, control.retry(number(context))));
    config.routes.post(
        CONTROL + "dead/{number}/drop", context -> text(context, control.drop(number(context))));
    inlets.forEach(inlet -> config.routes.post(inlet.path(), context -> take(inlet, context)));
    config.routes.exception(HttpResponseException.class, this::refuse);
    config.routes.exception(Exception.class, this::fail);
  }

  private static void take(Inlet inlet, Context context) throws InterruptedException {
    Inlet.Answer answer = inlet.taker().take(context.headerMap(), context.body());
    context.status(answer.status());
    if (!answer.contentType().isEmpty()) {
      context.contentType(answer.contentType()).result(answer.body());
    }
  }

  private long mostBodyBytes() {
    return inlets.isEmpty() ? REFUSE_BEYOND_BODY_BYTES : Inlet.REFUSE_BEYOND_BODY_BYTES;
  }

  /// `/health` is for everybody, what changes something for the home's owner, all else for those
  /// who have the token, where there is one.
  private void admit(Context context) {
    boolean signed = inlets.stream().anyMatch(inlet -> inlet.path().equals(context.path()));
    if (signed || context.path().equals("/health")) {
      return;
    }
    Secret token = context.path().startsWith(CONTROL) ? control.token() : settings.token();
    if (token != null && !token.equals(brought(context))) {
      context.header("WWW-Authenticate", "Bearer");
      throw new UnauthorizedResponse();
    }
  }

  private static Secret brought(Context context) {
    return new Secret(
        Optional.ofNullable(context.header("Authorization"))
            .filter(header -> header.startsWith(BEARER))
            .map(header -> header.substring(BEARER.length()))
            .orElse(""));
  }

  private static long number(Context context) {
    try {
      return Long.parseLong(context.pathParam("number"));
    } catch (NumberFormatException e) {
      throw new NotFoundResponse();
    }
  }

  private static void text(Context context, String lines) {
    context.contentType("text/plain; charset=utf-8").result(lines);
  }

  private ObjectNode health() {
    return json.createObjectNode().put("status", "alive");
  }

  private void ready(Context context) {
    Readiness now = readiness.get();
    var body = json.createObjectNode().put("ready", now.ready());
    var checks = body.putArray("checks");
    now.checks()
        .forEach(check ->
            checks
                .addObject()
                .put("name", check.name())
                .put("well", check.well())
                .put("words", check.words()));
    answer(context, now.ready() ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE, body);
  }

  private void metrics(Context context) {
    context.contentType("text/plain; version=0.0.4; charset=utf-8").result(figures.scrape());
  }

  private void refuse(HttpResponseException refusal, Context context) {
    HttpStatus status = HttpStatus.forStatus(refusal.getStatus());
    switch (status) {
      case NOT_FOUND -> error(context, status, "There is nothing at this path.", PATHS);
      case METHOD_NOT_ALLOWED -> error(context, status, "This method does not work here.", PATHS);
      case UNAUTHORIZED -> unauthorized(context, status);
      case CONTENT_TOO_LARGE ->
          error(
              context,
              status,
              "The body is too long.",
              "Send at most " + mostBodyBytes() + " bytes.");
      default -> error(context, status, status.getMessage(), PATHS);
    }
  }

  private void unauthorized(Context context, HttpStatus status) {
    if (context.path().startsWith(CONTROL)) {
      error(
          context,
          status,
          "This is for the program's own commands.",
          "Run ./nightdesk dead or ./nightdesk check on this machine, as the user Nightdesk runs"
              + " as. No token of the config opens this.");
    } else {
      error(
          context,
          status,
          "This needs the token.",
          "Send the header Authorization: Bearer, then http.token of the config.");
    }
  }

  private void fail(Exception failure, Context context) {
    LOG.error("path={} event=request-failed", context.path(), failure);
    error(
        context,
        HttpStatus.INTERNAL_SERVER_ERROR,
        "Nightdesk failed to answer this.",
        "Its log says why.");
  }

  private void error(Context context, HttpStatus status, String what, String hint) {
    answer(context, status, json.createObjectNode().put("error", what).put("hint", hint));
  }

  private static void answer(Context context, HttpStatus status, ObjectNode body) {
    context.status(status).contentType("application/json").result(body.toString());
  }
}
