package dev.nightdesk.adapters.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.slack.api.methods.Methods;
import dev.nightdesk.adapters.BackOff;
import dev.nightdesk.adapters.Inbound;
import dev.nightdesk.adapters.MessageRef;
import dev.nightdesk.adapters.Place;
import dev.nightdesk.adapters.slack.CallFailed.Answered;
import dev.nightdesk.adapters.slack.Fields.Missing;
import dev.nightdesk.adapters.slack.Happening.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads what was said while nobody listened: Slack brings an event again three times within some
/// minutes, and then never more (docs.slack.dev/apis/events-api#retries). What it finds is brought
/// under the names it would have come under, so that it does no harm to find what came already. On
/// a thread of its own; what happens meanwhile does not wait for it.
final class SlackCatchUp {
  private static final Logger LOG = LoggerFactory.getLogger(SlackCatchUp.class);

  /// Places looked at after one gap; `conversations.history` may be asked fifty times a minute
  /// (docs.slack.dev/reference/methods/conversations.history).
  static final int MAX_PLACES = 100;

  /// Pages of one place; what lies further back is left where it is.
  static final int MAX_PAGES = 5;

  static final int PAGE = 200;

  /// Threads begun, or gone on with, in one channel during one gap.
  static final int MAX_THREADS = 20;

  /// What is brought to the door at once.
  private static final int TOGETHER = 100;

  /// Tries of one call, with waits that double.
  private static final int MAX_TRIES = 6;

  /// When somebody said something.
  private record Dated(Instant time, ObjectNode message) {}

  private final SlackIntake intake;
  private final SlackWire wire;
  private final SlackTiming timing;
  private final Semaphore wanted = new Semaphore(0);

  SlackCatchUp(SlackIntake intake, SlackWire wire, SlackTiming timing) {
    this.intake = intake;
    this.wire = wire;
    this.timing = timing;
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
    try {
      while (!intake.isClosed()) {
        wanted.acquire();
        wanted.drainPermits();
        lookEverywhere();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void lookEverywhere() throws InterruptedException {
    try {
      intake.door().lost(intake.channel());
      var heard = intake.door().unread(intake.channel());
      var threads = new HashSet<String>();
      heard.forEach(ref -> threads.add(ref.place().thread()));
      int looked = 0;
      for (var ref : heard) {
        if (ref.place().chat().startsWith(SlackUpdates.HOME)) {
          continue;
        }
        if (++looked > MAX_PLACES) {
          LOG.warn("event=not_caught_up places={} looked={}", heard.size(), MAX_PLACES);
          return;
        }
        look(ref, threads);
        intake.door().caughtUp(ref.place());
      }
    } catch (CallFailed failed) {
      LOG.warn("event=not_caught_up why={}", failed.why());
    } catch (RuntimeException e) {
      LOG.warn("event=not_caught_up", e);
    }
  }

  private void look(MessageRef newest, Set<String> threads)
      throws CallFailed, InterruptedException {
    var place = newest.place();
    var after = newest.message();
    try {
      var since = Fields.time(after);
      var found = read(place, after);
      if (!place.isThread()) {
        for (var root : rootsThatGrew(found, since, threads)) {
          found.addAll(read(new Place(place.channel(), place.chat(), root), after));
        }
      }
      bring(place, found, since);
    } catch (Missing e) {
      LOG.debug("event=not_looked_at place={} why={}", place, e.getMessage());
    } catch (Answered no) {
      // Without the scope, or not in there any more: the others may still be read.
      LOG.info("event=not_caught_up place={} why={}", place, no.why());
    }
  }

  private static List<String> rootsThatGrew(
      List<JsonNode> messages, Instant since, Set<String> known) throws Missing {
    var roots = new ArrayList<String>();
    for (var message : messages) {
      var latest = Fields.stampOrEmpty(message, "latest_reply");
      if (latest.isEmpty() || roots.size() >= MAX_THREADS) {
        continue;
      }
      var root = Fields.stamp(message, "ts");
      if (Fields.time(latest).isAfter(since) && !known.contains(root)) {
        roots.add(root);
      }
    }
    return roots;
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
        var time = Fields.time(Fields.stamp(message, "ts"));
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
