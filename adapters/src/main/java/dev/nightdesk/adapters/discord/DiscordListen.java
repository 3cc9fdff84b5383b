package dev.nightdesk.adapters.discord;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightdesk.adapters.BackOff;
import dev.nightdesk.adapters.Door;
import dev.nightdesk.adapters.Door.Standing;
import dev.nightdesk.adapters.Inbound;
import dev.nightdesk.adapters.discord.DiscordLine.NotSignedIn;
import dev.nightdesk.adapters.http.CallFailed;
import dev.nightdesk.adapters.http.Fields;
import dev.nightdesk.adapters.http.Fields.Missing;
import dev.nightdesk.adapters.http.HttpCalls.ForListening;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The way in: has a connection kept up, and brings what comes over it to the door, in order, each
/// happening until it is taken. Discord keeps nothing for us: what is lost with a process or a
/// connection is read from the history when the next one stands, by [CatchUp], beside what is live.
/// For one thread; [#close] from any.
final class DiscordListen implements AutoCloseable {
  /// The events that are brought, in their order.
  static final Set<String> BROUGHT =
      Set.of(
          "READY",
          "MESSAGE_CREATE",
          "MESSAGE_UPDATE",
          "CHANNEL_DELETE",
          "THREAD_DELETE",
          "GUILD_DELETE");

  /// The events that are looked at; all others are nothing to us.
  static final Set<String> KINDS =
      Set.of(
          "READY",
          "MESSAGE_CREATE",
          "MESSAGE_UPDATE",
          "INTERACTION_CREATE",
          "CHANNEL_CREATE",
          "CHANNEL_UPDATE",
          "CHANNEL_DELETE",
          "THREAD_CREATE",
          "THREAD_UPDATE",
          "THREAD_DELETE",
          "THREAD_LIST_SYNC",
          "GUILD_CREATE",
          "GUILD_DELETE");

  /// docs.discord.com/developers/resources/channel#channel-object-channel-types: no thread.
  private static final Set<Integer> NO_THREADS = Set.of(0, 2, 3, 5, 13, 15, 16);

  /// As long as nothing happens.
  private static final Duration LONG = Duration.ofDays(1);

  private static final Logger LOG = LoggerFactory.getLogger(DiscordListen.class);

  private final DiscordParts parts;
  private final DiscordTiming timing;
  private final DiscordEvents events;
  private final BackOff trouble;
  private final BackOff notTaken;
  private final Recent recent = new Recent();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile Waiting waiting = new Waiting();

  DiscordListen(DiscordParts parts) {
    this.parts = parts;
    this.timing = parts.timing();
    this.events = new DiscordEvents(parts);
    this.trouble = new BackOff(timing.firstBackOff(), timing.longestBackOff());
    this.notTaken = new BackOff(timing.firstBackOff(), timing.longestBackOff());
  }

  /// Returns when closed, and only then: a bot that is refused goes on asking as well.
  void listen(Door door) throws InterruptedException {
    var standings = new Standings(parts.channel(), door);
    var catchUp = catchUp(door);
    var beside = catchUp.start();
    try {
      while (!isClosed()) {
        var wait = oneConnection(door, catchUp, standings);
        if (!isClosed()) {
          pause(wait);
        }
      }
    } finally {
      beside.interrupt();
    }
    beside.join();
  }

  /// Makes a connection, serves it to its end, and says how long to wait before the next.
  private Duration oneConnection(Door door, CatchUp catchUp, Standings standings)
      throws InterruptedException {
    var mine = new Waiting();
    waiting = mine;
    var hearing = new Hearing(parts, door, standings, mine);
    try {
      // JDA would ask the same and, on trouble, try again in silence before it told.
      parts.wire().call(parts.wire().to("users", "@me").tag(ForListening.class, ForListening.YES));
    } catch (CallFailed failed) {
      return waitAfter(failed, standings);
    }
    if (isClosed()) {
      return Duration.ZERO;
    }
    try (var _ = DiscordLine.open(parts.settings(), parts.wire(), hearing)) {
      bringAll(door, catchUp, mine, hearing);
    } catch (NotSignedIn no) {
      return no.isTokenRefused()
          ? standDown(Refusals.TOKEN, standings)
          : down(String.valueOf(no.getMessage()), standings);
    }
    var end = mine.end();
    if (end.isEmpty()) {
      return down("Discord's gateway does not answer", standings);
    }
    var refusal = Refusals.of(end.get().code());
    return refusal.isPresent()
        ? standDown(refusal.get(), standings)
        : down(end.get().why(), standings);
  }

  private void bringAll(Door door, CatchUp catchUp, Waiting from, Hearing hearing)
      throws InterruptedException {
    while (!isClosed()) {
      var next = from.take(hearing.wasReady() ? LONG : timing.ready());
      if (next.isPresent()) {
        trouble.worked();
        bring(door, catchUp, next.get());
      } else if (from.end().isPresent() || !hearing.wasReady()) {
        return;
      }
    }
  }

  private void bring(Door door, CatchUp catchUp, Happening happening) throws InterruptedException {
    switch (happening.kind()) {
      // A session that goes on is never told of: this one is new, and behind the end of the last.
      case "READY" -> lost(catchUp);
      case "INTERACTION_CREATE" -> bringUsed(door, happening);
      default -> {
        learnPlace(happening);
        bring(door, events.read(happening), notTaken);
        forget(happening);
      }
    }
  }

  /// Nothing of a new connection may be brought before the gateway knows where to read on.
  private void lost(CatchUp catchUp) throws InterruptedException {
    while (!isClosed()) {
      try {
        catchUp.lost();
        return;
      } catch (RuntimeException e) {
        var wait = notTaken.failed();
        LOG.warn("event=loss_not_noted wait={} why={}", wait, e.toString());
        pause(wait);
      }
    }
  }

  /// Asks which channel a thread hangs under, when nobody told. What was said there waits for the
  /// answer, and so does what comes behind it: brought without, it would begin another session.
  private void learnPlace(Happening happening) throws InterruptedException {
    var json = happening.json();
    var channel = Ids.idOrEmpty(json, "channel_id");
    if (channel.isEmpty()) {
      return;
    }
    if (!json.hasNonNull("guild_id")) {
      parts.rooms().sawPrivate(channel);
    } else if (parts.rooms().find(channel).isEmpty()
        && !NO_THREADS.contains(Fields.number(json, "channel_type", -1))) {
      askPlace(channel, Ids.idOrEmpty(json, "guild_id"));
    }
  }

  private void askPlace(String channel, String guild) throws InterruptedException {
    var backOff = new BackOff(timing.firstBackOff(), timing.longestBackOff());
    while (!isClosed()) {
      try {
        var asked = parts.wire().to("channels", channel);
        var answer = parts.wire().call(asked.tag(ForListening.class, ForListening.YES));
        parts.rooms().saw(answer, guild);
        return;
      } catch (CallFailed failed) {
        LOG.warn("event=place_unknown channel={} why={}", channel, failed.getMessage());
        if (failed instanceof Answered no && no.status() != 429) {
          return;
        }
        var wait = failed.waitOr(backOff.failed());
        pause(wait.compareTo(timing.longestBackOff()) < 0 ? wait : timing.longestBackOff());
      }
    }
  }

  private void forget(Happening happening) {
    var id = Ids.idOrEmpty(happening.json(), "id");
    switch (happening.kind()) {
      case "CHANNEL_DELETE", "THREAD_DELETE" -> parts.rooms().forget(id);
      case "GUILD_DELETE" -> {
        if (!happening.json().path("unavailable").asBoolean()) {
          parts.rooms().in(id).forEach(room -> parts.rooms().forget(room.id()));
        }
      }
      default -> {}
    }
  }

  /// Brings what came together until it is taken: what comes behind it waits.
  ///
  /// @return whether it was taken before we were closed
  private boolean bring(Door door, List<Inbound> together, BackOff backOff)
      throws InterruptedException {
    var fresh = recent.newAmong(together);
    if (fresh.isEmpty()) {
      return !isClosed();
    }
    while (!isClosed()) {
      try {
        door.accept(fresh);
        backOff.worked();
        took(fresh);
        return true;
      } catch (Door.NotTaken e) {
        pause(waitAfter(e, fresh, backOff));
      }
    }
    return false;
  }

  /// Brings what somebody used until it is taken, or until it is too late for them.
  private void bringUsed(Door door, Happening happening) throws InterruptedException {
    var together = recent.newAmong(events.read(happening));
    var asked = happening.asked();
    if (asked == null) {
      bring(door, together, notTaken);
      return;
    }
    while (!isClosed() && asked.begin()) {
      try {
        if (!together.isEmpty()) {
          door.accept(together);
          notTaken.worked();
          took(together);
        }
        asked.taken(line(together));
        return;
      } catch (Door.NotTaken e) {
        var wait = waitAfter(e, together, notTaken);
        if (asked.notYet()) {
          pause(wait);
        }
      }
    }
  }

  private static String line(List<Inbound> together) {
    return !together.isEmpty() && together.getFirst() instanceof Inbound.Said said
        ? said.text()
        : "";
  }

  private void took(List<Inbound> together) {
    recent.taken(together);
    for (var each : together) {
      if (!(each instanceof Inbound.Left)) {
        parts.rooms().familiar().saw(each.place());
      }
    }
  }

  private static Duration waitAfter(Door.NotTaken e, List<Inbound> together, BackOff backOff) {
    var wait = backOff.failed();
    LOG.warn(
        "event=not_taken happenings={} first={} wait={} why={}",
        together.size(),
        together.getFirst().sourceId(),
        wait,
        e.toString());
    return wait;
  }

  private CatchUp catchUp(Door door) {
    var backOff = new BackOff(timing.firstBackOff(), timing.longestBackOff());
    var bringing =
        new CatchUp.Bringing() {
          @Override
          public boolean bring(List<JsonNode> messages) throws InterruptedException {
            return DiscordListen.this.bring(door, said(messages), backOff);
          }

          @Override
          public boolean pause(Duration wait) throws InterruptedException {
            DiscordListen.this.pause(wait);
            return !isClosed();
          }
        };
    return new CatchUp(parts, door, bringing);
  }

  /// What cannot be read of the history is left out: it cannot be told apart from what nobody said.
  private List<Inbound> said(List<JsonNode> messages) {
    var said = new ArrayList<Inbound>();
    var reader = parts.messages();
    for (var message : messages) {
      try {
        reader.written(message).ifPresent(said::add);
      } catch (Missing | RuntimeException e) {
        LOG.warn("event=history_unreadable why={}", e.toString());
      }
    }
    return said;
  }

  private Duration waitAfter(CallFailed failed, Standings standings) {
    if (failed instanceof Answered no && no.status() == 401) {
      return standDown(Refusals.TOKEN, standings);
    }
    return failed.waitOr(down(failed.why(), standings));
  }

  private Duration down(String why, Standings standings) {
    stand(new Standing.Down(why), standings);
    return trouble.failed();
  }

  /// Seldom, but not never: nobody should have to start us again once they have mended it.
  private Duration standDown(String why, Standings standings) {
    stand(new Standing.StoodDown(why), standings);
    return timing.refused();
  }

  /// What fails because we are closed is no trouble.
  private void stand(Standing now, Standings standings) {
    if (!isClosed()) {
      standings.stand(now);
    }
  }

  private boolean isClosed() {
    return closed.getCount() == 0;
  }

  private void pause(Duration wait) throws InterruptedException {
    var _ = closed.await(wait.toNanos(), TimeUnit.NANOSECONDS);
  }

  @Override
  public void close() {
    closed.countDown();
    waiting.close();
    parts.answering().close();
    parts.wire().close();
  }
}
