package dev.nightdesk.adapters.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightdesk.adapters.BackOff;
import dev.nightdesk.adapters.ChannelId;
import dev.nightdesk.adapters.Door;
import dev.nightdesk.adapters.MessageRef;
import dev.nightdesk.adapters.Place;
import dev.nightdesk.adapters.discord.Begun.Reach;
import dev.nightdesk.adapters.http.CallFailed;
import dev.nightdesk.adapters.http.CallFailed.Unreadable;
import dev.nightdesk.adapters.http.Fields;
import dev.nightdesk.adapters.http.HttpCalls.ForListening;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import okhttp3.HttpUrl;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads what was said while nobody listened: Discord tells it nobody afterwards. Of each place
/// that is unread, and of the threads under it that nobody was heard in, what is newer than its
/// mark, the oldest first. Not found are threads that nobody was heard in and that were put away
/// meanwhile. On a thread of its own; what happens meanwhile does not wait for it. [#lost] is for
/// the thread that listens.
final class CatchUp {
  /// Places of one look; the others are for the next, which follows at once.
  static final int MAX_PLACES = 200;

  /// Threads of one look that are no places of their own; the others are for the next.
  static final int MAX_THREADS = 50;

  /// Looks in which a place could be read and the threads under it could not, before it counts as
  /// read without them: were it unread for ever, it would be read from an ever older message on. By
  /// the published waits that is after two hours.
  static final int MAX_FAILURES = 20;

  /// docs.discord.com/developers/resources/message#get-channel-messages.
  static final int PAGE = 100;

  /// Of one place; what was said after that is left out.
  static final int MAX_PAGES = 10;

  /// Of one call, before the place is left for later.
  static final int MAX_TRIES = 3;

  /// As long as there is nothing to read.
  private static final Duration LONG = Duration.ofDays(1);

  private static final Logger LOG = LoggerFactory.getLogger(CatchUp.class);

  private final ChannelId channel;
  private final Rooms rooms;
  private final DiscordWire wire;
  private final DiscordTiming timing;
  private final Door door;
  private final Bringing bringing;
  private final Semaphore wanted = new Semaphore(0);
  private final ReentrantLock marks = new ReentrantLock();

  /// How often a connection was lost; behind the lock of the marks.
  private long losses;

  /// The places that were begun with and are not read to their end. For the one thread.
  private final Map<Place, Begun> begun = new HashMap<>();

  /// How many threads may still be read in this look. For the one thread.
  private int threadsLeft;

  /// What is done with what was read; each returns false when listening is over.
  interface Bringing {
    boolean bring(List<JsonNode> messages) throws InterruptedException;

    boolean pause(Duration wait) throws InterruptedException;
  }

  CatchUp(DiscordParts parts, Door door, Bringing bringing) {
    this.channel = parts.channel();
    this.rooms = parts.rooms();
    this.wire = parts.wire();
    this.timing = parts.timing();
    this.door = door;
    this.bringing = bringing;
  }

  /// The last connection was not taken up again, and nothing of the one that stands now was
  /// brought. Looks, once this is known.
  void lost() throws InterruptedException {
    marks.lock();
    try {
      door.lost(channel);
      losses++;
    } finally {
      marks.unlock();
    }
    wanted.release();
  }

  /// What was lost while a place was read may be missing in what was read: then it stays unread.
  private boolean caughtUp(Place place, long lossesBefore) throws InterruptedException {
    marks.lock();
    try {
      if (losses != lossesBefore) {
        return false;
      }
      door.caughtUp(place);
      return true;
    } finally {
      marks.unlock();
    }
  }

  private long losses() {
    marks.lock();
    try {
      return losses;
    } finally {
      marks.unlock();
    }
  }

  /// Starts the thread; it ends when it is interrupted, or listening is over.
  Thread start() {
    return Thread.ofVirtual().name("discord-catch-up").start(this::work);
  }

  private void work() {
    try {
      // Before a connection stands, what is read now would miss what is said until then.
      wanted.acquire();
      var wait = Duration.ZERO;
      while (bringing.pause(Duration.ZERO)) {
        if (wanted.tryAcquire(wait.toNanos(), TimeUnit.NANOSECONDS)) {
          wanted.drainPermits();
        } else {
          // A wait that was broken off does not count: nobody is asked too early.
          for (var each : begun.values()) {
            each.waited(wait);
          }
        }
        wait = look();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Looks once, and says how long to wait until the next look.
  private Duration look() throws InterruptedException {
    try {
      var unread = door.unread(channel);
      unread.reversed().forEach(mark -> rooms.familiar().saw(mark.place()));
      var places = new HashSet<Place>();
      unread.forEach(mark -> places.add(mark.place()));
      begun.keySet().retainAll(places);
      threadsLeft = MAX_THREADS;
      var active = new ActiveThreads(rooms, places, this::activeThreads);
      var due = unread.stream().filter(mark -> isDue(mark.place())).toList();
      var now = due.stream().limit(MAX_PLACES).toList();
      for (var mark : now) {
        read(mark, active);
        if (!bringing.pause(Duration.ZERO)) {
          return LONG;
        }
      }
      if (now.size() < due.size()
          || now.stream().anyMatch(mark -> !begun.containsKey(mark.place()))) {
        // There may be more places than are named, or looked at, at once.
        return Duration.ZERO;
      }
      var next = begun.values().stream().map(Begun::left).min(Comparator.naturalOrder());
      return next.filter(Duration::isPositive).orElse(begun.isEmpty() ? LONG : Duration.ZERO);
    } catch (RuntimeException e) {
      LOG.warn("event=not_caught_up", e);
      return timing.longestBackOff();
    }
  }

  private boolean isDue(Place place) {
    var known = begun.get(place);
    return known == null || known.isDue();
  }

  private void read(MessageRef mark, ActiveThreads active) throws InterruptedException {
    var place = mark.place();
    long before = losses();
    var far =
        begun.computeIfAbsent(place, _ -> new Begun(id(place), mark.message(), before, timing));
    far.asOf(before);
    try {
      if (Ids.isId(far.mark()) && !(readOn(far.own()) && readThreads(place, far, active, before))) {
        return;
      }
    } catch (CallFailed failed) {
      if (!isForGood(failed)) {
        far.later(failed);
        LOG.warn("event=catch_up_waits place={} why={}", place, failed.getMessage());
        return;
      }
      LOG.warn("event=not_caught_up place={} why={}", place, failed.getMessage());
    }
    if (caughtUp(place, before)) {
      begun.remove(place);
    }
  }

  /// Reads on in the threads under a place that are no places of their own.
  ///
  /// @return false when listening is over, or when some are left for the next look
  private boolean readThreads(Place place, Begun far, ActiveThreads active, long losses)
      throws CallFailed, InterruptedException {
    if (place.isThread()) {
      return true;
    }
    try {
      var guild = room(place.chat()).guild();
      if (guild.isEmpty()) {
        return true;
      }
      var grown = active.grown(place, guild, far.mark(), losses);
      return readAll(place, grown.stream().map(far::thread).filter(each -> !each.read).toList());
    } catch (CallFailed failed) {
      if (!isForGood(failed) && far.failedAgain() < MAX_FAILURES) {
        throw failed;
      }
      LOG.warn("event=threads_not_caught_up place={} why={}", place, failed.getMessage());
      return true;
    }
  }

  /// One that cannot be read now holds up none of the others.
  private boolean readAll(Place place, List<Reach> threads)
      throws CallFailed, InterruptedException {
    CallFailed trouble = null;
    for (var thread : threads) {
      if (threadsLeft == 0) {
        LOG.info("event=threads_wait place={} read_in_a_look={}", place, MAX_THREADS);
        break;
      }
      threadsLeft--;
      try {
        if (!readOn(thread)) {
          return false;
        }
        thread.read = true;
      } catch (CallFailed failed) {
        if (!bringing.pause(Duration.ZERO)) {
          return false;
        }
        LOG.warn("event=not_caught_up thread={} why={}", thread.id, failed.getMessage());
        thread.read = isForGood(failed);
        trouble = thread.read ? trouble : failed;
      }
    }
    if (trouble != null) {
      throw trouble;
    }
    return threads.stream().allMatch(thread -> thread.read);
  }

  /// Discord's own no; a proxy's has no code, and says nothing about the place.
  private static boolean isForGood(CallFailed failed) {
    return failed instanceof Answered no
        && (no.status() == 403 || no.status() == 404)
        && no.code() != 0;
  }

  private static String id(Place place) {
    return place.isThread() ? place.thread() : place.chat();
  }

  /// Reads one channel or thread on; false when listening is over.
  private boolean readOn(Reach far) throws CallFailed, InterruptedException {
    var id = far.id;
    var guild = room(id).guild();
    while (far.pages < MAX_PAGES) {
      var messages = page(id, far.after);
      for (var message : messages) {
        if (!guild.isEmpty()) {
          message.put("guild_id", guild);
        }
      }
      if (!messages.isEmpty()) {
        LOG.info("event=caught_up channel={} messages={}", id, messages.size());
        if (!bringing.bring(List.copyOf(messages))) {
          return false;
        }
        far.after = Fields.textOrEmpty(messages.getLast(), "id");
        far.pages++;
      }
      if (messages.size() < PAGE) {
        return true;
      }
    }
    LOG.warn("event=not_all_caught_up channel={} pages={}", id, MAX_PAGES);
    return true;
  }

  private Rooms.Room room(String id) throws CallFailed, InterruptedException {
    var known = rooms.find(id);
    if (known.isPresent()) {
      return known.get();
    }
    return rooms
        .saw(asked(wire.url("channels", id)), "")
        .orElseThrow(() -> new Unreadable(DiscordWire.NAME, "it is no channel"));
  }

  private JsonNode activeThreads(String guild) throws CallFailed, InterruptedException {
    return asked(wire.url("guilds", guild, "threads", "active"));
  }

  /// The server answers with the newest first.
  private List<ObjectNode> page(String id, String after) throws CallFailed, InterruptedException {
    var url =
        wire.url("channels", id, "messages")
            .addQueryParameter("after", after)
            .addQueryParameter("limit", String.valueOf(PAGE));
    var answer = asked(url);
    if (!answer.isArray()) {
      throw new Unreadable(DiscordWire.NAME, "it is no list");
    }
    var messages = new ArrayList<ObjectNode>();
    for (var each : answer) {
      if (each instanceof ObjectNode object && !Ids.idOrEmpty(object, "id").isEmpty()) {
        messages.add(object);
      }
    }
    messages.sort(
        Comparator.comparingLong(message -> Long.parseLong(Fields.textOrEmpty(message, "id"))));
    return messages;
  }

  /// Asks a few times, and never waits long for one place: the others may still be read.
  private JsonNode asked(HttpUrl.Builder url) throws CallFailed, InterruptedException {
    var backOff = new BackOff(timing.firstBackOff(), timing.longestBackOff());
    var request = wire.to(url.build()).tag(ForListening.class, ForListening.YES);
    for (int tries = 1; ; tries++) {
      try {
        return wire.call(request);
      } catch (CallFailed failed) {
        var wait = failed.waitOr(backOff.failed());
        boolean hopeless = failed instanceof Answered no && no.status() != 429;
        if (hopeless
            || tries >= MAX_TRIES
            || wait.compareTo(timing.longestWait()) > 0
            || !bringing.pause(wait)) {
          throw failed;
        }
      }
    }
  }
}
