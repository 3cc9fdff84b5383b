package dev.nightdesk.adapters.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.slack.api.methods.Methods;
import dev.nightdesk.adapters.BackOff;
import dev.nightdesk.adapters.Inbound;
import dev.nightdesk.adapters.MessageRef;
import dev.nightdesk.adapters.Place;
import dev.nightdesk.adapters.http.CallFailed;
import dev.nightdesk.adapters.http.Fields.Missing;
import dev.nightdesk.adapters.slack.Happening.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads what was said while nobody listened: Slack brings an event again three times within some
/// minutes, and then never more (docs.slack.dev/apis/events-api#retries). What it finds is brought
/// under the names it would have come under, so that it does no harm to find what came already. On
/// a thread of its own; what happens meanwhile does not wait for it. Looks again by itself until
/// nothing is left unread. Not found are replies in a thread that the gateway does not know and
/// whose root is not among the [#OLDER] messages before what is read.
final class SlackCatchUp {
  private static final Logger LOG = LoggerFactory.getLogger(SlackCatchUp.class);

  /// Places read in one look; the others stay unread until the next. `conversations.history` may be
  /// asked fifty times a minute (docs.slack.dev/reference/methods/conversations.history), and is
  /// asked twice for a channel.
  static final int MAX_PLACES = 100;

  /// Pages of one place; what lies further back is left where it is.
  static final int MAX_PAGES = 5;

  static final int PAGE = 200;

  /// Messages before the gap that are looked at for threads that grew since: one page.
  static final int OLDER = 100;

  /// Threads of one channel that are read because they grew and their root was seen there; further
  /// ones are left. Those the gateway knows are not among them: they are places of their own.
  static final int MAX_THREADS = 20;

  /// Between two looks, in the longest waits between two tries of a call: at least one of them, and
  /// doubling up to this many while a look gets nowhere.
  static final int LONGEST_APART = 10;

  /// What is brought to the door at once.
  private static final int TOGETHER = 100;

  /// Tries of one call, with waits that double.
  static final int MAX_TRIES = 6;

  /// What Slack says of places that can not be read now, nor will be unless a person changes that.
  private static final Set<String> NEVER =
      Set.of(
          "access_denied",
          "channel_not_found",
          "method_not_supported_for_channel_type",
          "missing_scope",
          "no_permission",
          "not_in_channel",
          "thread_not_found");

  /// When somebody said something.
  private record Dated(Instant time, ObjectNode message) {}

  private final SlackIntake intake;
  private final SlackWire wire;
  private final SlackTiming timing;
  private final Semaphore wanted = new Semaphore(0);

  /// The places the last look had trouble with: the others go first. For the looking thread.
  private final Set<Place> troubled = new HashSet<>();

  /// Held while a mark is set or taken away.
  private final ReentrantLock marks = new ReentrantLock();

  /// How many gaps there were.
  private int gaps;

  SlackCatchUp(SlackIntake intake, SlackWire wire, SlackTiming timing) {
    this.intake = intake;
    this.wire = wire;
    this.timing = timing;
  }

  /// Something may have been said that nobody brought: notes where to read on from. To be called
  /// before anything is brought that came later.
  void lost() throws InterruptedException {
    marks.lockInterruptibly();
    try {
      gaps++;
      intake.door().lost(intake.channel());
    } finally {
      marks.unlock();
    }
  }

  /// Looks once more, as soon as the look under way is over.
  void wanted() {
    wanted.release();
  }

  /// Starts the thread, which ends with the intake.
  Thread start() {
    return Thread.ofVirtual().name("slack-catch-up").start(this::work);
  }

  private void work() {
    var apart = timing.longestBackOff();
    var again = new BackOff(apart, apart.multipliedBy(LONGEST_APART));
    try {
      wanted.acquire();
      while (!intake.isClosed()) {
        wanted.drainPermits();
        var seen = look();
        if (seen.read() > 0 || seen.left() == 0) {
          again.worked();
        }
        if (seen.left() == 0) {
          wanted.acquire();
        } else {
          var wait = again.failed();
          LOG.info("event=not_caught_up read={} left={} wait={}", seen.read(), seen.left(), wait);
          var _ = wanted.tryAcquire(wait.toNanos(), TimeUnit.NANOSECONDS);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// What came of a look.
  ///
  /// @param read places of which nothing is left
  /// @param left places that are still to be read
  private record Seen(int read, int left) {}

  private Seen look() throws InterruptedException {
    try {
      var unread = intake.door().unread(intake.channel());
      var places = new HashSet<Place>();
      unread.forEach(ref -> places.add(ref.place()));
      var turn = new ArrayList<>(unread);
      turn.sort(Comparator.comparing(ref -> troubled.contains(ref.place())));
      troubled.clear();
      int read = 0;
      for (var ref : turn.subList(0, Math.min(turn.size(), MAX_PLACES))) {
        if (look(ref, places)) {
          read++;
        } else {
          troubled.add(ref.place());
        }
      }
      return new Seen(read, turn.size() - read);
    } catch (RuntimeException e) {
      LOG.warn("event=not_caught_up", e);
      return new Seen(0, 1);
    }
  }

  /// Whether nothing is left to be read there.
  private boolean look(MessageRef mark, Set<Place> places) throws InterruptedException {
    int before = gaps();
    try {
      read(mark, places);
    } catch (Missing e) {
      LOG.debug("event=never_caught_up place={} why={}", mark.place(), e.getMessage());
    } catch (CallFailed failed) {
      LOG.warn("event=not_caught_up place={} why={}", mark.place(), failed.why());
      if (!(failed instanceof Answered no) || !NEVER.contains(no.error())) {
        return false;
      }
    } catch (RuntimeException e) {
      LOG.warn("event=not_caught_up place={}", mark.place(), e);
      return false;
    }
    return caughtUp(mark.place(), before);
  }

  private int gaps() throws InterruptedException {
    marks.lockInterruptibly();
    try {
      return gaps;
    } finally {
      marks.unlock();
    }
  }

  /// What fell into a gap that began meanwhile may not have been there yet when the place was read:
  /// then its mark stays.
  private boolean caughtUp(Place place, int before) throws InterruptedException {
    marks.lockInterruptibly();
    try {
      if (gaps == before) {
        intake.door().caughtUp(place);
      }
      return gaps == before;
    } finally {
      marks.unlock();
    }
  }

  private void read(MessageRef mark, Set<Place> places)
      throws CallFailed, InterruptedException, Missing {
    var place = mark.place();
    if (place.chat().startsWith(SlackUpdates.HOME)) {
      // Nothing is said there.
      return;
    }
    var after = mark.message();
    var since = Ids.time(after);
    var found = read(place, after);
    if (!place.isThread()) {
      var roots = new ArrayList<>(found);
      roots.addAll(before(place, after));
      for (var thread : threadsThatGrew(place, roots, since, places)) {
        found.addAll(readThread(thread, after));
      }
    }
    bring(place, found, since);
  }

  /// The newest of what was said up to the mark, which may have become a root itself.
  private List<JsonNode> before(Place place, String mark) throws CallFailed, InterruptedException {
    var question =
        Params.of("channel", place.chat())
            .and("latest", mark)
            .and("inclusive", true)
            .and("limit", OLDER);
    var answer = patiently(Methods.CONVERSATIONS_HISTORY, question);
    return answer.path("messages").valueStream().toList();
  }

  private static List<Place> threadsThatGrew(
      Place place, List<JsonNode> messages, Instant since, Set<Place> known) {
    var grown = new ArrayList<Place>();
    for (var message : messages) {
      try {
        var latest = Ids.stampOrEmpty(message, "latest_reply");
        if (!latest.isEmpty() && Ids.time(latest).isAfter(since)) {
          grown.add(new Place(place.channel(), place.chat(), Ids.stamp(message, "ts")));
        }
      } catch (Missing e) {
        LOG.debug("event=not_read place={} why={}", place, e.getMessage());
      }
    }
    grown.removeAll(known);
    if (grown.size() > MAX_THREADS) {
      LOG.warn(
          "event=threads_not_read place={} threads={} read={}", place, grown.size(), MAX_THREADS);
      return grown.subList(0, MAX_THREADS);
    }
    return grown;
  }

  /// A thread that is gone hides nothing else of its channel.
  private List<JsonNode> readThread(Place thread, String after)
      throws CallFailed, InterruptedException {
    try {
      return read(thread, after);
    } catch (Answered no) {
      if (!NEVER.contains(no.error())) {
        throw no;
      }
      LOG.warn("event=never_caught_up place={} why={}", thread, no.why());
      return List.of();
    }
  }

  private List<JsonNode> read(Place place, String after) throws CallFailed, InterruptedException {
    var found = new ArrayList<JsonNode>();
    var cursor = "";
    for (int page = 0; page < MAX_PAGES; page++) {
      var question =
          Params.of("channel", place.chat())
              .and("oldest", after)
              .and("inclusive", false)
              .and("limit", PAGE)
              .andIfAny("ts", place.thread())
              .andIfAny("cursor", cursor);
      var answer =
          patiently(
              place.isThread() ? Methods.CONVERSATIONS_REPLIES : Methods.CONVERSATIONS_HISTORY,
              question);
      answer.path("messages").forEach(found::add);
      cursor = answer.path("response_metadata").path("next_cursor").asText("");
      if (cursor.isEmpty()) {
        return found;
      }
    }
    LOG.warn("event=not_caught_up place={} messages={} more=true", place, found.size());
    return found;
  }

  /// Waits as long as Slack asks for, and out short trouble.
  private JsonNode patiently(String method, Params question)
      throws CallFailed, InterruptedException {
    var trouble = new BackOff(timing.firstBackOff(), timing.longestBackOff());
    for (int tries = 1; ; tries++) {
      try {
        return wire.call(method, question);
      } catch (Answered no) {
        throw no;
      } catch (CallFailed failed) {
        if (tries >= MAX_TRIES) {
          throw failed;
        }
        if (intake.pause(failed.waitOr(trouble.failed()))) {
          throw failed;
        }
      }
    }
  }

  /// The oldest first, whatever the order they were told in.
  private void bring(Place place, List<JsonNode> found, Instant since) throws InterruptedException {
    var dated = new ArrayList<Dated>();
    for (var message : found) {
      try {
        var time = Ids.time(Ids.stamp(message, "ts"));
        if (time.isAfter(since) && message instanceof ObjectNode fields) {
          dated.add(new Dated(time, fields.put("channel", place.chat()).put("type", "message")));
        }
      } catch (Missing e) {
        LOG.debug("event=not_read place={} why={}", place, e.getMessage());
      }
    }
    dated.sort(Comparator.comparing(Dated::time));
    var together = new ArrayList<Inbound>();
    int all = 0;
    for (var each : dated) {
      var payload = SlackWire.JSON.createObjectNode();
      payload.set("event", each.message());
      together.addAll(intake.read(Happenings.of(Kind.EVENT, payload)).inbound());
      if (together.size() >= TOGETHER) {
        all += together.size();
        intake.insist(List.copyOf(together));
        together.clear();
      }
    }
    if (!together.isEmpty()) {
      all += together.size();
      intake.insist(List.copyOf(together));
    }
    if (all > 0) {
      LOG.info("event=caught_up place={} messages={}", place, all);
    }
  }
}
