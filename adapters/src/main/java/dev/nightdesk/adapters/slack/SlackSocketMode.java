package dev.nightdesk.adapters.slack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.nightdesk.adapters.BackOff;
import dev.nightdesk.adapters.Door.Standing;
import dev.nightdesk.adapters.Inbound;
import dev.nightdesk.adapters.slack.Happening.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The way in over a socket (docs.slack.dev/apis/events-api/using-socket-mode). One thread takes
/// what the sockets bring, in order, brings it to the door and acknowledges it only then. Slack
/// gives three seconds for that and brings events again; a door that takes longer gets the old ones
/// from here and the repeated ones are taken as nothing. [#close] is safe from any thread.
final class SlackSocketMode {
  private static final Logger LOG = LoggerFactory.getLogger(SlackSocketMode.class);

  /// What is brought to the door at once.
  static final int MAX_TOGETHER = 100;

  /// Frames kept while the door takes nothing; later ones are dropped without a word to Slack,
  /// which brings them again, or keeps them where [SlackCatchUp] finds them.
  static final int MAX_WAITING = 10_000;

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
  private final LinkedBlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();

  /// Changed by the listening thread alone.
  private volatile @Nullable SlackSocket current;

  private boolean opening;

  /// Whether something may have been said that no socket brought.
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
      open(Duration.ZERO);
      while (!intake.isClosed()) {
        var together = new ArrayList<Arrival>();
        together.add(arrivals.take());
        arrivals.drainTo(together, MAX_TOGETHER - 1);
        handle(together);
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
    boolean mayComeAgain =
        arrival instanceof Arrival.Frame frame && frame.text().contains("\"envelope_id\"");
    if (mayComeAgain && arrivals.size() >= MAX_WAITING) {
      LOG.warn("event=dropped waiting={}", arrivals.size());
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
      try (var socket = SlackSocket.open(wire.library(), wire.socketUrl(), this::arrived)) {
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
      arrived(new Arrival.NotOpened(new CallFailed.Unreadable(e.getClass().getSimpleName())));
    }
  }

  /// What is to be brought, and what may be said to Slack once it was.
  private record Taking(List<Inbound> inbound, List<Runnable> acknowledgements) {
    void add(List<Inbound> more, Runnable acknowledgement) {
      inbound.addAll(more);
      acknowledgements.add(acknowledgement);
    }
  }

  private void handle(List<Arrival> together) throws InterruptedException {
    var taking = new Taking(new ArrayList<>(), new ArrayList<>());
    for (var arrival : together) {
      switch (arrival) {
        case Arrival.Frame frame -> frame(frame, taking);
        case Arrival.Ended ended -> ended(ended);
        case Arrival.NotOpened failed -> notOpened(failed.why());
        case Arrival.Wake _ -> {}
      }
    }
    if (taking.inbound().isEmpty() || intake.insist(taking.inbound())) {
      taking.acknowledgements().forEach(Runnable::run);
    }
  }

  private void frame(Arrival.Frame frame, Taking taking) throws InterruptedException {
    JsonNode json;
    try {
      json = SlackWire.JSON.readTree(frame.text());
    } catch (JsonProcessingException e) {
      // Without a name it cannot be acknowledged either.
      taking.inbound().add(intake.garbled(frame.text()));
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
          envelope(frame.from(), envelope, Happenings.of(kind, json.path("payload")), taking);
        } else if (!envelope.isEmpty()) {
          // Of a kind we did not ask for.
          acknowledge(frame.from(), envelope, "");
        }
      }
    }
  }

  private void envelope(SlackSocket from, String envelope, Happening happening, Taking taking)
      throws InterruptedException {
    var reading = intake.read(happening);
    Runnable acknowledgement = () -> acknowledge(from, envelope, reading.answer());
    var form = reading.form();
    if (form == null) {
      taking.add(reading.inbound(), acknowledgement);
    } else {
      // A call that must not hold up what comes behind.
      Thread.ofVirtual()
          .name("slack-form")
          .start(() -> openForm(form, reading.inbound(), acknowledgement));
    }
  }

  private void openForm(FormWanted form, List<Inbound> otherwise, Runnable acknowledgement) {
    try {
      if (intake.open(form) || intake.insist(otherwise)) {
        acknowledgement.run();
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
      // Slack brings it again, and it is taken as nothing.
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
    if (gap) {
      gap = false;
      catchUp.wanted();
    }
  }

  /// The platform takes a socket away, as it does every few hours: a new one first, so that nothing
  /// falls between them.
  private void leaving(SlackSocket socket, String reason) {
    boolean stood = socket == current;
    boolean refused = !stood && opening && socket.isNeeded();
    if (refused || (stood && reason.equals("link_disabled"))) {
      socket.retire();
      socket.close();
      if (stood) {
        current = null;
        gap = true;
      }
      if (refused || !opening) {
        notOpened(new CallFailed.Answered(reason, List.of()));
      }
    } else if (stood && !opening && !reason.equals("warning")) {
      open(Duration.ZERO);
    }
  }

  private void ended(Arrival.Ended ended) {
    ended.socket().close();
    if (ended.socket() == current) {
      current = null;
      gap = true;
      if (!opening) {
        intake.stand(new Standing.Down(ended.why()));
        open(timing.firstBackOff());
      }
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
