package dev.nightdesk.adapters.discord;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightdesk.adapters.Place;
import dev.nightdesk.adapters.http.CallFailed;
import dev.nightdesk.adapters.http.CallFailed.Unreadable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The threads of guilds that are not put away
/// (docs.discord.com/developers/resources/guild#list-active-guild-threads), each guild asked once
/// in a look, whatever comes of it. For one look, and for the thread that looks.
final class ActiveThreads {
  private final Rooms rooms;
  private final Set<Place> known;
  private final Asking asking;
  private final Map<Asked, JsonNode> told = new HashMap<>();
  private final Map<Asked, CallFailed> failed = new HashMap<>();

  /// Asks the server for the threads of a guild.
  interface Asking {
    JsonNode of(String guild) throws CallFailed, InterruptedException;
  }

  /// What was told before a connection was lost does not know what was begun in the gap.
  private record Asked(String guild, long losses) {}

  /// @param known what is read by itself
  ActiveThreads(Rooms rooms, Set<Place> known, Asking asking) {
    this.rooms = rooms;
    this.known = known;
    this.asking = asking;
  }

  /// The threads under a place that are not known and were begun, or written in, after a message;
  /// the one begun first comes first.
  ///
  /// @param mark the message's id
  /// @param losses how many connections were lost so far
  List<String> grown(Place place, String guild, String mark, long losses)
      throws CallFailed, InterruptedException {
    var grown = new ArrayList<String>();
    for (var thread : in(new Asked(guild, losses))) {
      var id = Ids.idOrEmpty(thread, "id");
      if (Ids.idOrEmpty(thread, "parent_id").equals(place.chat())
          && (isAfter(mark, id) || isAfter(mark, Ids.idOrEmpty(thread, "last_message_id")))
          && !known.contains(new Place(place.channel(), place.chat(), id))) {
        rooms.saw(thread, guild).ifPresent(room -> grown.add(room.id()));
      }
    }
    grown.sort(Comparator.comparingLong(Long::parseLong));
    return grown;
  }

  private static boolean isAfter(String mark, String id) {
    return !id.isEmpty() && Long.parseLong(id) > Long.parseLong(mark);
  }

  private JsonNode in(Asked asked) throws CallFailed, InterruptedException {
    var before = failed.get(asked);
    if (before != null) {
      throw before;
    }
    var known = told.get(asked);
    if (known != null) {
      return known;
    }
    try {
      var threads = asking.of(asked.guild()).path("threads");
      if (!threads.isArray()) {
        throw new Unreadable(DiscordWire.NAME, "it names no threads");
      }
      told.put(asked, threads);
      return threads;
    } catch (CallFailed now) {
      failed.put(asked, now);
      throw now;
    }
  }
}
