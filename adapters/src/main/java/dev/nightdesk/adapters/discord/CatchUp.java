package dev.nightdesk.adapters.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightdesk.adapters.BackOff;
import dev.nightdesk.adapters.Inbound;
import dev.nightdesk.adapters.MessageRef;
import dev.nightdesk.adapters.Place;
import dev.nightdesk.adapters.discord.CallFailed.Answered;
import dev.nightdesk.adapters.discord.DiscordWire.ForListening;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import okhttp3.HttpUrl;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads what was said while nobody listened: Discord tells it nobody afterwards. Of each place
/// people were heard in, what is newer than the newest known, the oldest first. For one thread.
final class CatchUp {
  /// More places than this are not looked into; the first are the likeliest.
  static final int MAX_PLACES = 200;

  /// docs.discord.com/developers/resources/message#get-channel-messages.
  static final int PAGE = 100;

  /// Of one place; what was said after that is left out.
  static final int MAX_PAGES = 10;

  /// Of one call, before the place is left out.
  static final int MAX_TRIES = 6;

  private static final Logger LOG = LoggerFactory.getLogger(CatchUp.class);

  private final DiscordWire wire;
  private final Rooms rooms;
  private final Bringing bringing;
  private final DiscordTiming timing;

  /// What is done with what was read; each returns false when listening is over.
  interface Bringing {
    boolean bring(List<JsonNode> messages) throws InterruptedException;

    boolean pause(Duration wait) throws InterruptedException;

    void caughtUp(Place place) throws InterruptedException;
  }

  CatchUp(DiscordWire wire, DiscordTiming timing, Rooms rooms, Bringing bringing) {
    this.wire = wire;
    this.timing = timing;
    this.rooms = rooms;
    this.bringing = bringing;
  }

  void run(List<MessageRef> heard) throws InterruptedException {
    for (var newest : heard.stream().limit(MAX_PLACES).toList()) {
      var id = without(newest.message());
      if (Fields.isId(id) && !read(channel(newest.place()), id)) {
        return;
      }
      bringing.caughtUp(newest.place());
    }
  }

  /// A command came as no message, but its number counts in the same row.
  private static String without(String message) {
    return message.startsWith(Inbound.NO_MESSAGE)
        ? message.substring(Inbound.NO_MESSAGE.length())
        : message;
  }

  private static String channel(Place place) {
    return place.isThread() ? place.thread() : place.chat();
  }

  /// Reads one place; false when listening is over.
  private boolean read(String channel, String newest) throws InterruptedException {
    var known = rooms.find(channel);
    var room =
        known.isPresent()
            ? known
            : asked(channel, wire.url("channels", channel)).flatMap(told -> rooms.saw(told, ""));
    if (room.isEmpty()) {
      return true;
    }
    var guild = room.get().guild();
    var after = newest;
    for (int page = 0; page < MAX_PAGES; page++) {
      var messages = page(channel, after);
      for (var message : messages) {
        if (!guild.isEmpty()) {
          message.put("guild_id", guild);
        }
      }
      if (!messages.isEmpty()) {
        LOG.info("event=caught_up channel={} messages={}", channel, messages.size());
        if (!bringing.bring(List.copyOf(messages))) {
          return false;
        }
        after = Fields.textOrEmpty(messages.getLast(), "id");
      }
      if (messages.size() < PAGE) {
        return true;
      }
    }
    LOG.warn("event=not_all_caught_up channel={} pages={}", channel, MAX_PAGES);
    return true;
  }

  /// The server answers with the newest first.
  private List<ObjectNode> page(String channel, String after) throws InterruptedException {
    var url =
        wire.url("channels", channel, "messages")
            .addQueryParameter("after", after)
            .addQueryParameter("limit", String.valueOf(PAGE));
    var messages = new ArrayList<ObjectNode>();
    for (var each : asked(channel, url).orElse(MissingNode.getInstance())) {
      if (each instanceof ObjectNode object && !Fields.idOrEmpty(object, "id").isEmpty()) {
        messages.add(object);
      }
    }
    messages.sort(
        Comparator.comparingLong(message -> Long.parseLong(Fields.textOrEmpty(message, "id"))));
    return messages;
  }

  /// Asks until there is an answer; empty when there will be none.
  private Optional<JsonNode> asked(String channel, HttpUrl.Builder url)
      throws InterruptedException {
    var backOff = new BackOff(timing.firstBackOff(), timing.longestBackOff());
    var request = wire.to(url.build()).tag(ForListening.class, ForListening.YES);
    for (int i = 0; i < MAX_TRIES; i++) {
      Duration wait;
      try {
        return Optional.of(wire.call(request));
      } catch (Answered no) {
        if (no.status() != 429) {
          LOG.warn("event=not_caught_up channel={} why={}", channel, no.description());
          return Optional.empty();
        }
        var told = no.retryAfter();
        wait = told == null ? backOff.failed() : told;
      } catch (CallFailed failed) {
        LOG.warn("event=catch_up_waits channel={} why={}", channel, failed.getMessage());
        wait = backOff.failed();
      }
      if (!bringing.pause(wait)) {
        return Optional.empty();
      }
    }
    LOG.warn("event=not_caught_up channel={} tries={}", channel, MAX_TRIES);
    return Optional.empty();
  }
}
