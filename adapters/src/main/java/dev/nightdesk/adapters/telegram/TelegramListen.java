package dev.nightdesk.adapters.telegram;

import dev.nightdesk.adapters.BackOff;
import dev.nightdesk.adapters.ChannelId;
import dev.nightdesk.adapters.Door;
import dev.nightdesk.adapters.Door.Standing;
import dev.nightdesk.adapters.Inbound;
import dev.nightdesk.adapters.http.CallFailed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The way in: asks for updates, brings what came together to the door in order, and asks for more
/// only when the door has made it durable. Asking for an offset is what acknowledges everything
/// before it (core.telegram.org/bots/api#getupdates). For one thread; [#close] from any.
final class TelegramListen implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TelegramListen.class);

  private final ChannelId channel;
  private final TelegramWire wire;
  private final TelegramIntroduction introduction;
  private final TelegramTiming timing;
  private final TelegramPoll poll;
  private final BackOff trouble;
  private final BackOff notTaken;
  private final Albums albums = new Albums();
  private final LongTexts longTexts = new LongTexts();
  private final CountDownLatch closed = new CountDownLatch(1);

  private @Nullable Self self;
  private @Nullable Standing standing;
  private long offset;

  TelegramListen(
      ChannelId channel, TelegramSettings settings, TelegramTiming timing, TelegramWire wire) {
    this.channel = channel;
    this.wire = wire;
    this.introduction = new TelegramIntroduction(settings, wire);
    this.timing = timing;
    this.poll = new TelegramPoll(wire, timing);
    this.trouble = new BackOff(timing.firstBackOff(), timing.longestBackOff());
    this.notTaken = new BackOff(timing.firstBackOff(), timing.longestBackOff());
  }

  /// Returns when closed, and only then: a bot whose token is refused goes on asking as well.
  void listen(Door door) throws InterruptedException {
    while (!isClosed()) {
      try {
        pollOnce(door);
        trouble.worked();
      } catch (CallFailed failed) {
        if (!isClosed()) {
          pause(waitAfter(failed, door));
        }
      }
    }
  }

  private void pollOnce(Door door) throws CallFailed, InterruptedException {
    var me = self;
    if (me == null) {
      me = introduction.introduce();
      self = me;
    }
    // After trouble the first question does not wait, so that standing is known at once.
    var batch = poll.ask(offset, standing instanceof Standing.Connected);
    stand(door, new Standing.Connected("@" + me.username()));
    if (batch.updates().isEmpty()) {
      // Nothing waits, so nothing is acknowledged by mistake; and after a silent week the ids begin
      // anew somewhere, perhaps below what we would go on asking for
      // (core.telegram.org/bots/api#update).
      offset = 0;
    }
    var updates = new TelegramUpdates(channel, me, albums, longTexts);
    var together = new ArrayList<Inbound>();
    for (var update : batch.updates()) {
      understood(updates, update, batch.now()).ifPresent(together::add);
    }
    boolean taken = together.isEmpty() || bring(door, List.copyOf(together));
    if (taken && !batch.updates().isEmpty()) {
      offset = batch.updates().getLast().id() + 1;
    }
  }

  private Optional<Inbound> understood(
      TelegramUpdates updates, TelegramPoll.Update update, @Nullable Instant now) {
    var sourceId = String.valueOf(update.id());
    var json = update.json();
    return json == null
        ? Optional.of(updates.garbled(sourceId, update.raw(), "it is no JSON"))
        : updates.read(sourceId, json, now);
  }

  /// Brings what came together until it is taken: what the door refuses is not acknowledged.
  ///
  /// @return whether it was taken before we were closed
  private boolean bring(Door door, List<Inbound> together) throws InterruptedException {
    while (!isClosed()) {
      try {
        door.accept(together);
        notTaken.worked();
        return true;
      } catch (Door.NotTaken e) {
        var wait = notTaken.failed();
        LOG.warn(
            "event=not_taken updates={} first={} wait={} why={}",
            together.size(),
            together.getFirst().sourceId(),
            wait,
            e.toString());
        pause(wait);
      }
    }
    return false;
  }

  private Duration waitAfter(CallFailed failed, Door door) {
    return failed instanceof Answered no ? waitAfter(no, door) : down(failed, door);
  }

  private Duration waitAfter(Answered no, Door door) {
    return switch (no.code()) {
      case 401, 404 -> {
        stand(
            door,
            new Standing.StoodDown(
                "Telegram does not accept the bot's token: put the current one from @BotFather into"
                    + " the config and start again"));
        // Seldom, but not never: one such page of a proxy must not make us deaf until a restart.
        yield timing.refused();
      }
      case 409 -> {
        stand(door, new Standing.StoodDown(conflict(no)));
        yield timing.conflict();
      }
      case 429 -> no.waitOr(down(no, door));
      default -> down(no, door);
    };
  }

  private static String conflict(Answered no) {
    return no.says("webhook")
        ? "another program has set a webhook for this bot: stop it, then start again"
        : "another program polls this bot: stop it, and this one goes on by itself";
  }

  private Duration down(CallFailed failed, Door door) {
    stand(door, new Standing.Down(failed.why()));
    return trouble.failed();
  }

  private void stand(Door door, Standing now) {
    if (!now.equals(standing)) {
      standing = now;
      LOG.info("event=standing channel={} now={}", channel, now);
      door.standing(channel, now);
    }
  }

  private boolean isClosed() {
    return closed.getCount() == 0;
  }

  private void pause(Duration wait) throws InterruptedException {
    closed.await(TimeUnit.NANOSECONDS.convert(wait), TimeUnit.NANOSECONDS);
  }

  @Override
  public void close() {
    closed.countDown();
    wire.close();
  }
}
