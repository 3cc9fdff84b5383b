package dev.nightdesk.adapters.slack;

import com.slack.api.methods.Methods;
import dev.nightdesk.adapters.BackOff;
import dev.nightdesk.adapters.ChannelId;
import dev.nightdesk.adapters.Door;
import dev.nightdesk.adapters.Door.Standing;
import dev.nightdesk.adapters.Inbound;
import dev.nightdesk.adapters.Place;
import dev.nightdesk.adapters.slack.CallFailed.Answered;
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

  private final ChannelId channel;
  private final SlackClock clock;
  private final SlackWire wire;
  private final SlackTiming timing;
  private final CountDownLatch closed = new CountDownLatch(1);

  /// Fair: what came first is brought first.
  private final ReentrantLock order = new ReentrantLock(true);

  private final Recent taken = new Recent(REMEMBERED);
  private final Recent ourDirects = new Recent(REMEMBERED);
  private volatile @Nullable Door door;
  private volatile @Nullable Self self;
  private @Nullable Standing standing;

  SlackIntake(ChannelId channel, SlackClock clock, SlackWire wire, SlackTiming timing) {
    this.channel = channel;
    this.clock = clock;
    this.wire = wire;
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

  /// Reads what came. Only to be called once we know who we are.
  Reading read(Happening happening) throws InterruptedException {
    var reading = new SlackUpdates(channel, Objects.requireNonNull(self), clock).read(happening);
    for (var inbound : reading.inbound()) {
      if (inbound instanceof Inbound.Said said && said.reach() == Inbound.Reach.PRIVATE) {
        return isOurs(said) ? reading : Reading.answer(NOT_OURS);
      }
    }
    return reading;
  }

  /// What stands for a text that is no JSON at all.
  Inbound.Garbled garbled(String raw) {
    var name = Happenings.digest(raw);
    var nowhere = Place.chat(channel, "");
    return SlackUpdates.garbled(channel, name, nowhere, raw, "it is no JSON");
  }

  /// A command comes from wherever it was typed, be it among two other people. Asked once for each
  /// conversation, and not for longer than a command can wait.
  private boolean isOurs(Inbound.Said said) throws InterruptedException {
    var chat = said.place().chat();
    boolean command = said.message().message().startsWith(Inbound.NO_MESSAGE);
    if (knows(chat)) {
      return true;
    }
    if (command) {
      try {
        wire.callQuickly(Methods.CONVERSATIONS_INFO, Params.of("channel", chat));
      } catch (Answered no) {
        if (no.error().equals("channel_not_found")) {
          return false;
        }
      } catch (CallFailed failed) {
        // Not known now; most of them are ours.
        LOG.debug("event=not_looked_up chat={} why={}", chat, failed.why());
        return true;
      }
    }
    learn(chat);
    return true;
  }

  private boolean knows(String chat) {
    order.lock();
    try {
      return ourDirects.has(chat);
    } finally {
      order.unlock();
    }
  }

  private void learn(String chat) {
    order.lock();
    try {
      ourDirects.add(chat);
    } finally {
      order.unlock();
    }
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
  ///
  /// @return whether it was taken before we were closed
  boolean insist(List<Inbound> together) throws InterruptedException {
    var notTaken = new BackOff(timing.firstBackOff(), timing.longestBackOff());
    while (!isClosed()) {
      try {
        bring(together);
        return true;
      } catch (Door.NotTaken e) {
        var wait = notTaken.failed();
        LOG.warn(
            "event=not_taken happenings={} first={} wait={} why={}",
            together.size(),
            together.getFirst().sourceId(),
            wait,
            e.toString());
        pause(wait);
      }
    }
    return false;
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
