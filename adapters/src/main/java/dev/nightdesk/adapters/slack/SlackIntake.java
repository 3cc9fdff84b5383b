package dev.nightdesk.adapters.slack;

import com.slack.api.methods.Methods;
import dev.nightdesk.adapters.BackOff;
import dev.nightdesk.adapters.ChannelId;
import dev.nightdesk.adapters.Door;
import dev.nightdesk.adapters.Door.Standing;
import dev.nightdesk.adapters.Inbound;
import dev.nightdesk.adapters.Place;
import dev.nightdesk.adapters.http.CallFailed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What all ways in share: reading what came, and bringing it to the door one after the other. Safe
/// for any thread.
final class SlackIntake {
  private static final Logger LOG = LoggerFactory.getLogger(SlackIntake.class);

  /// Happenings remembered, so that a mention, which comes twice, and what is delivered again need
  /// not trouble the door. Forgotten ones are brought again, and taken as nothing there.
  static final int REMEMBERED = 8_192;

  private static final String NOT_OURS =
      "I am not part of this conversation, so I could not answer here. Write to me directly, or in"
          + " a channel I am in.";

  private static final String NOT_NOW =
      "Slack did not tell me just now whether I am part of this conversation, so I did nothing."
          + " Please try again in a moment.";

  private final ChannelId channel;
  private final SlackClock clock;
  private final SlackWire wire;
  private final SlackTiming timing;
  private final CountDownLatch closed = new CountDownLatch(1);

  /// Fair: what came first is brought first.
  private final ReentrantLock order = new ReentrantLock(true);

  private final Recent taken = new Recent(REMEMBERED);
  private final SlackDirects directs;
  private volatile @Nullable Door door;
  private volatile @Nullable Self self;
  private @Nullable Standing standing;

  SlackIntake(ChannelId channel, SlackClock clock, SlackWire wire, SlackTiming timing) {
    this.channel = channel;
    this.clock = clock;
    this.wire = wire;
    this.directs = new SlackDirects(wire);
    this.timing = timing;
  }

  ChannelId channel() {
    return channel;
  }

  void open(Door to) {
    door = to;
  }

  /// Whether there is anybody to bring things to.
  boolean isOpen() {
    return door != null && self != null && !isClosed();
  }

  /// Learns who we are, once.
  Self introduce() throws CallFailed, InterruptedException {
    var known = self;
    if (known == null) {
      known = wire.whoWeAre();
      self = known;
    }
    return known;
  }

  Door door() {
    return Objects.requireNonNull(door);
  }

  void stand(Standing now) {
    order.lock();
    try {
      if (!now.equals(standing)) {
        standing = now;
        LOG.info("event=standing channel={} now={}", channel, now);
        door().standing(channel, now);
      }
    } finally {
      order.unlock();
    }
  }

  void connected() {
    stand(new Standing.Connected("@" + Objects.requireNonNull(self).name()));
  }

  /// Reads what came, without a call. Only to be called once we know who we are.
  Reading read(Happening happening) {
    var reading = new SlackUpdates(channel, Objects.requireNonNull(self), clock).read(happening);
    for (var inbound : reading.inbound()) {
      if (inbound instanceof Inbound.Said said && said.reach() == Inbound.Reach.PRIVATE) {
        return inDirects(reading, said);
      }
    }
    return reading;
  }

  private Reading inDirects(Reading reading, Inbound.Said said) {
    var chat = said.place().chat();
    if (!said.message().message().startsWith(Inbound.NO_MESSAGE)) {
      directs.isOurs(chat);
      return reading;
    }
    return switch (directs.known(chat)) {
      case OURS -> reading;
      case OTHERS -> Reading.answer(NOT_OURS);
      case UNKNOWN -> reading.ifOurs(chat);
    };
  }

  /// Looks up what [Reading#unsure] names, with a call that others must not wait for.
  Reading sure(Reading reading) throws InterruptedException {
    var chat = reading.unsure();
    if (chat == null) {
      return reading;
    }
    return switch (directs.ask(chat)) {
      case OURS -> reading.sure();
      case OTHERS -> Reading.answer(NOT_OURS);
      case UNKNOWN -> Reading.answer(NOT_NOW);
    };
  }

  /// What stands for a text that is no JSON at all.
  Inbound.Garbled garbled(String raw) {
    var name = Happenings.digest(raw);
    var nowhere = Place.chat(channel, "");
    return SlackUpdates.garbled(channel, name, nowhere, raw, "it is no JSON");
  }

  /// Brings what came together; returning means that it is durable.
  ///
  /// @throws Door.NotTaken when it is not; bring the same again
  void bring(List<Inbound> together) throws InterruptedException {
    order.lockInterruptibly();
    try {
      var fresh = new ArrayList<Inbound>();
      var names = new HashSet<String>();
      for (var inbound : together) {
        if (!taken.has(inbound.sourceId()) && names.add(inbound.sourceId())) {
          fresh.add(inbound);
        }
      }
      if (!fresh.isEmpty()) {
        door().accept(List.copyOf(fresh));
        names.forEach(taken::add);
      }
    } finally {
      order.unlock();
    }
  }

  /// Brings what came together until it is taken.
  void insist(List<Inbound> together) throws InterruptedException {
    insistOn(List.of(new Envelope(together, () -> {}, null)));
  }

  /// Brings what came together until it is taken, and acknowledges it then. What somebody waits for
  /// who was told meanwhile that it failed is dropped, and never acknowledged; the rest keeps its
  /// order.
  void insistOn(List<Envelope> together) throws InterruptedException {
    var notTaken = new BackOff(timing.firstBackOff(), timing.longestBackOff());
    var left = together;
    while (!isClosed()) {
      left = left.stream().filter(this::isInTime).toList();
      var inbound = left.stream().flatMap(each -> each.inbound().stream()).toList();
      try {
        bring(inbound);
        left.forEach(each -> each.acknowledgement().run());
        return;
      } catch (Door.NotTaken e) {
        var wait = notTaken.failed();
        LOG.warn(
            "event=not_taken happenings={} first={} wait={} why={}",
            inbound.size(),
            inbound.getFirst().sourceId(),
            wait,
            e.toString());
        pause(wait);
      }
    }
  }

  private boolean isInTime(Envelope envelope) {
    if (envelope.isLate()) {
      LOG.warn("event=not_taken_in_time name={}", envelope.inbound().getFirst().sourceId());
      return false;
    }
    return true;
  }

  /// Opens a form before whoever pressed its button.
  ///
  /// @return whether it stands there
  boolean open(FormWanted form) throws InterruptedException {
    try {
      wire.callQuickly(
          Methods.VIEWS_OPEN, Params.of("trigger_id", form.trigger()).and("view", form.view()));
      return true;
    } catch (CallFailed failed) {
      LOG.info("event=form_not_opened at={} why={}", form.message(), failed.why());
      return false;
    }
  }

  boolean isClosed() {
    return closed.getCount() == 0;
  }

  /// Waits, or is woken when we are closed.
  ///
  /// @return whether we were closed meanwhile
  boolean pause(Duration wait) throws InterruptedException {
    return closed.await(TimeUnit.NANOSECONDS.convert(wait), TimeUnit.NANOSECONDS);
  }

  void awaitClosed() throws InterruptedException {
    closed.await();
  }

  void close() {
    closed.countDown();
  }
}
