package dev.nightdesk.adapters.slack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.nightdesk.adapters.BackOff;
import dev.nightdesk.adapters.Door.Standing;
import dev.nightdesk.adapters.http.CallFailed;
import dev.nightdesk.adapters.http.Fields;
import dev.nightdesk.adapters.slack.Happening.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The way in over a socket (docs.slack.dev/apis/events-api/using-socket-mode). One thread takes
/// what the sockets bring, in order, brings it to the door and acknowledges it only then. Slack
/// gives three seconds for that and brings events again; a door that takes longer gets the old ones
/// from here and the repeated ones are taken as nothing. What a person did it brings once and then
/// tells them that it failed, so that is not brought any later. [#close] is safe from any thread.
final class SlackSocketMode {
  private static final Logger LOG = LoggerFactory.getLogger(SlackSocketMode.class);

  /// What is brought to the door at once.
  static final int MAX_TOGETHER = 100;

  private static final Map<String, Kind> KINDS =
      Map.of(
          "events_api", Kind.EVENT,
          "slash_commands", Kind.COMMAND,
          "interactive", Kind.INTERACTION);

  private final SlackIntake intake;
  private final SlackWire wire;
  private final SlackTiming timing;
  private final SlackCatchUp catchUp;
  private final BackOff trouble;
  private final Arrivals arrivals = new Arrivals();

  /// Changed by the listening thread alone.
  private volatile @Nullable SlackSocket current;

  private boolean opening;

  /// Whether something may have been said that nobody brought, and nobody looks for yet.
  private boolean gap = true;

  SlackSocketMode(SlackIntake intake, SlackWire wire, SlackTiming timing, SlackCatchUp catchUp) {
    this.intake = intake;
    this.wire = wire;
    this.timing = timing;
    this.catchUp = catchUp;
    this.trouble = new BackOff(timing.firstBackOff(), timing.longestBackOff());
  }

  /// Returns when closed, and only then.
  void listen() throws InterruptedException {
    try {
      // Who listened before us may have missed something.
      catchUp.lost();
      open(Duration.ZERO);
      while (!intake.isClosed()) {
        handle(arrivals.take(MAX_TOGETHER));
      }
    } finally {
      close();
      var left = current;
      if (left != null) {
        left.close();
      }
    }
  }

  void close() {
    intake.close();
    arrivals.add(new Arrival.Wake());
  }

  private void arrived(Arrival arrival) {
    if (arrival instanceof Arrival.Frame frame && frame.text().contains("\"envelope_id\"")) {
      arrivals.offer(arrival);
    } else {
      arrivals.add(arrival);
    }
  }

  /// Has a new socket opened, and looked after until it ends, on a thread of its own.
  private void open(Duration after) {
    opening = true;
    Thread.ofVirtual().name("slack-socket").start(() -> openAndKeep(after));
  }

  private void openAndKeep(Duration after) {
    try {
      if (intake.pause(after)) {
        return;
      }
      intake.introduce();
      try (var socket =
          SlackSocket.open(wire.library(), wire.socketUrl(), timing.prompt(), this::arrived)) {
        if (!socket.awaitHello(timing.hello())) {
          arrived(new Arrival.NotOpened(new CallFailed.CutOff("no socket to Slack was to be had")));
          return;
        }
        while (!intake.pause(timing.ping()) && socket.isNeeded()) {
          socket.check();
        }
        if (!intake.isClosed()) {
          socket.tell("the connection to Slack ended");
        }
      }
    } catch (CallFailed failed) {
      arrived(new Arrival.NotOpened(failed));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.warn("event=socket_failed", e);
      arrived(
          new Arrival.NotOpened(
              new CallFailed.Unreadable(SlackWire.NAME, e.getClass().getSimpleName())));
    }
  }

  private void handle(List<Arrival> together) throws InterruptedException {
    if (arrivals.dropped()) {
      fellIntoGap();
    }
    var taking = new ArrayList<Envelope>();
    for (var arrival : together) {
      switch (arrival) {
        case Arrival.Frame frame -> frame(frame, taking);
        case Arrival.Ended ended -> ended(ended);
        case Arrival.NotOpened failed -> notOpened(failed.why());
        case Arrival.Wake _ -> {}
      }
    }
    if (!taking.isEmpty()) {
      intake.insistOn(taking);
    }
    // What waits here already need not be looked for.
    if (gap && current != null && arrivals.isEmpty()) {
      gap = false;
      catchUp.wanted();
    }
  }

  /// Notes where to read on from, before anything is brought that came after the gap.
  private void fellIntoGap() throws InterruptedException {
    gap = true;
    catchUp.lost();
  }

  private void frame(Arrival.Frame frame, List<Envelope> taking) throws InterruptedException {
    JsonNode json;
    try {
      json = SlackWire.JSON.readTree(frame.text());
    } catch (JsonProcessingException e) {
      // Without a name it cannot be acknowledged either.
      taking.add(new Envelope(List.of(intake.garbled(frame.text())), () -> {}, null));
      return;
    }
    var type = Fields.textOrEmpty(json, "type");
    switch (type) {
      case "hello" -> greeted(frame.from(), json);
      case "disconnect" -> leaving(frame.from(), Fields.textOrEmpty(json, "reason"));
      default -> {
        var kind = KINDS.get(type);
        var envelope = Fields.textOrEmpty(json, "envelope_id");
        if (kind != null) {
          envelope(frame, envelope, Happenings.of(kind, json.path("payload")), taking);
        } else if (!envelope.isEmpty()) {
          // Of a kind we did not ask for.
          acknowledge(frame.from(), envelope, "");
        }
      }
    }
  }

  private void envelope(
      Arrival.Frame frame, String name, Happening happening, List<Envelope> taking) {
    var due = happening.kind() == Kind.EVENT ? null : frame.due();
    var reading = intake.read(happening);
    if (reading.form() == null && reading.unsure() == null) {
      taking.add(sealed(frame.from(), name, reading, due));
    } else {
      // Calls that must not hold up what comes behind.
      Thread.ofVirtual().name("slack-aside").start(() -> aside(frame.from(), name, reading, due));
    }
  }

  private Envelope sealed(SlackSocket from, String name, Reading reading, @Nullable Deadline due) {
    return new Envelope(reading.inbound(), () -> acknowledge(from, name, reading.answer()), due);
  }

  private void aside(SlackSocket from, String name, Reading reading, @Nullable Deadline due) {
    try {
      var form = reading.form();
      var press = sealed(from, name, reading, due);
      if (form != null && !press.isLate() && intake.open(form)) {
        press.acknowledgement().run();
      } else {
        intake.insistOn(List.of(sealed(from, name, intake.sure(reading), due)));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void acknowledge(SlackSocket from, String envelope, String answer) {
    if (envelope.isEmpty()) {
      return;
    }
    var frame = SlackWire.JSON.createObjectNode().put("envelope_id", envelope);
    if (!answer.isEmpty()) {
      frame.putObject("payload").put("text", answer);
    }
    // Slack takes the word of any socket of the app.
    var other = current;
    boolean sent =
        from.send(frame.toString())
            || (other != null && other != from && other.send(frame.toString()));
    if (!sent) {
      // An event Slack brings again, and it is taken as nothing.
      LOG.debug("event=not_acknowledged envelope={}", envelope);
    }
  }

  private void greeted(SlackSocket socket, JsonNode hello) {
    opening = false;
    trouble.worked();
    var before = current;
    current = socket;
    if (before != null && before != socket) {
      // Not closed at once: something may be on its way over it, and would come out of order later.
      before.retire();
    }
    int others = hello.path("num_connections").asInt(1) - (before == null ? 1 : 2);
    if (others > 0) {
      LOG.warn("event=shared_app sockets={} hint=\"each takes a part of what is said\"", others);
    }
    intake.connected();
  }

  /// The platform takes a socket away, as it does every few hours: a new one first, so that nothing
  /// falls between them.
  private void leaving(SlackSocket socket, String reason) throws InterruptedException {
    boolean stood = socket == current;
    boolean refused = !stood && opening && socket.isNeeded();
    if (refused || (stood && reason.equals("link_disabled"))) {
      socket.retire();
      socket.close();
      if (stood) {
        current = null;
      }
      if (refused || !opening) {
        notOpened(new Answered(reason, List.of()));
      }
      if (stood) {
        fellIntoGap();
      }
    } else if (stood && !opening && !reason.equals("warning")) {
      open(Duration.ZERO);
    }
  }

  private void ended(Arrival.Ended ended) throws InterruptedException {
    ended.socket().close();
    if (ended.socket() == current) {
      current = null;
      if (!opening) {
        intake.stand(new Standing.Down(ended.why()));
        open(timing.firstBackOff());
      }
      fellIntoGap();
    } else if (opening) {
      // It spoke, and was gone before it said hello.
      notOpened(new CallFailed.CutOff(ended.why()));
    }
  }

  private void notOpened(CallFailed failed) {
    var standing = Refusals.standing(failed);
    if (current == null) {
      intake.stand(standing);
    }
    open(waitAfter(failed, standing));
  }

  private Duration waitAfter(CallFailed failed, Standing standing) {
    return failed.waitOr(
        standing instanceof Standing.StoodDown ? timing.refused() : trouble.failed());
  }
}
