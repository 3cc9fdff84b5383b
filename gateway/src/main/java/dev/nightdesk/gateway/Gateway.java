package dev.nightdesk.gateway;

import dev.nightdesk.adapters.ChannelId;
import dev.nightdesk.adapters.Door.Standing;
import dev.nightdesk.adapters.text.Visible;
import dev.nightdesk.gateway.desk.Happening;
import dev.nightdesk.gateway.desk.Pairing;
import dev.nightdesk.gateway.desk.State;
import dev.nightdesk.gateway.flow.Channels;
import dev.nightdesk.gateway.flow.Crew;
import dev.nightdesk.gateway.flow.Flow;
import dev.nightdesk.gateway.store.Counts;
import dev.nightdesk.gateway.store.Store;
import dev.nightdesk.gateway.web.Control;
import dev.nightdesk.gateway.web.Web;
import dev.nightdesk.sessions.Outcome;
import dev.nightdesk.sessions.SessionHost;
import dev.nightdesk.sessions.SessionId;
import dev.nightdesk.sessions.StopReason;
import dev.nightdesk.sessions.host.LocalHost;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The running program: its parts in the order in which they start and, the other way round, end.
/// Agents are not among them: they live on.
public final class Gateway implements AutoCloseable {
  /// How long the ready line waits for channels that have told nothing.
  public static final Duration READY_WITHIN = Duration.ofSeconds(10);

  private static final Duration LOOK_EVERY = Duration.ofMillis(20);

  private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);

  private final Parts parts;
  private final FutureTask<Web> web;
  private boolean closed;

  /// Everything that was opened, in that order.
  ///
  /// @param web opened late: nobody waits for it but the ready line
  /// @param control what the web lets the home's owner do
  record Parts(
      Home home,
      Store store,
      LocalHost host,
      Channels channels,
      Flow flow,
      Supplier<Web> web,
      Control control,
      String httpHost,
      Crew helpers) {}

  Gateway(Parts parts) {
    this.parts = parts;
    this.web = new FutureTask<>(parts.web()::get);
  }

  /// Takes up the work where it was left, then lets people in.
  void start() throws InterruptedException {
    parts.helpers().start("web", web::run);
    parts.flow().start();
    parts.flow().listen();
    parts.helpers().start("orphans", this::nameOrphans);
  }

  /// Waits until every channel is connected, or is known not to be, at most [#READY_WITHIN].
  ///
  /// @return one line that begins with `nightdesk ready`
  String awaitReady() throws InterruptedException {
    parts
        .flow()
        .gate()
        .awaitStandings(
            standings -> standings.keySet().containsAll(parts.channels().ids()), READY_WITHIN);
    Map<ChannelId, Standing> standings = parts.flow().gate().standings();
    String channels =
        parts.channels().ids().stream()
            .map(id -> id + " " + words(Optional.ofNullable(standings.get(id))))
            .sorted()
            .collect(Collectors.joining(", "));
    int port = port();
    signControl(port);
    LOG.info("channels={} event=ready", standings.size());
    return "nightdesk ready: " + channels + ", http on port " + port;
  }

  /// Tells the program's other verbs where to ask.
  private void signControl(int port) {
    var holder =
        new Home.Holder(
            ProcessHandle.current().pid(),
            "http://%s:%d/control/".formatted(callable(parts.httpHost()), port),
            parts.control().token().open());
    try {
      parts.home().sign(holder);
    } catch (IOException e) {
      LOG.error("event=control-not-signed", e);
    }
  }

  private static String callable(String host) {
    return switch (host) {
      // All addresses are no address to call.
      case "0.0.0.0", "::" -> "127.0.0.1";
      default -> host.contains(":") ? "[" + host + "]" : host;
    };
  }

  /// The HTTP port, once it is served.
  int port() throws InterruptedException {
    try {
      return web.get().port();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException refused) {
        throw refused;
      }
      throw new IllegalStateException("the web could not be opened", e);
    }
  }

  /// The code that makes its bringer the first owner, while nobody owns this desk.
  Optional<String> firstCode() throws InterruptedException {
    return parts
        .store()
        .read(reads -> reads.hasOwner() ? Optional.<Pairing>empty() : reads.pairing())
        .map(Pairing::code);
  }

  /// Whether somebody still has to do something: an agent, an effect, a screen.
  boolean busy() throws InterruptedException {
    Counts counts = parts.store().read(reads -> reads.counts());
    return counts.inbox() + counts.outbox() + counts.cardsBehind() > 0
        || Stream.of(State.QUEUED, State.STARTING, State.WORKING)
            .anyMatch(state -> counts.sessions().getOrDefault(state, 0L) > 0);
  }

  /// Waits until a channel has nothing more to bring.
  void awaitDown(ChannelId channel) throws InterruptedException {
    parts
        .flow()
        .gate()
        .awaitStandings(
            standings -> standings.get(channel) instanceof Standing.Down, Duration.ofDays(365));
  }

  /// Ends every agent of this home, as the demo does before its home goes.
  void endAgents() throws InterruptedException {
    for (SessionHost.Living living : parts.host().living()) {
      parts.helpers().start(living.id().toString(), () -> end(living.id()));
    }
    while (!parts.host().living().isEmpty() && parts.helpers().size() > 0) {
      Thread.sleep(LOOK_EVERY);
    }
  }

  private void end(SessionId session) throws InterruptedException {
    Outcome outcome = parts.host().stop(session, StopReason.SUSPEND);
    LOG.info("session={} outcome={} event=agent-ended", session, outcome);
  }

  /// Lets nobody in any more and finishes what was begun; the rest is still open.
  void stopFlow() {
    parts.flow().close();
  }

  /// Ends within five seconds, with nothing lost. Idempotent.
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    if (web.isDone() && !web.isCancelled()) {
      closeWeb();
    } else {
      web.cancel(true);
    }
    parts.flow().close();
    parts.helpers().close();
    parts.channels().close();
    parts.host().close();
    parts.store().close();
    parts.home().close();
    LOG.info("event=ended");
  }

  private void closeWeb() {
    try {
      web.get().close();
    } catch (ExecutionException e) {
      LOG.debug("event=web-never-opened", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String words(Optional<Standing> standing) {
    return standing
        .map(known ->
            switch (known) {
              case Standing.Connected(String as) -> "as " + as;
              case Standing.Down(String why) -> "down (" + why + ")";
              case Standing.StoodDown(String why) -> "stood down (" + why + ")";
            })
        .orElse("not connected yet");
  }

  /// Processes that agents of ended sessions left behind are named; ending them is a person's call.
  private void nameOrphans() throws InterruptedException {
    for (LocalHost.Orphan orphan : parts.host().orphans()) {
      LOG.warn(
          "session={} incarnation={} pid={} event=orphan",
          orphan.session(),
          orphan.incarnation(),
          orphan.pid());
      parts
          .flow()
          .steps()
          .take(
              new Happening.Stray(
                  "process " + orphan.pid() + " (" + Visible.masked(orphan.command()) + ")"));
    }
  }
}
