package dev.nightdesk.adapters.discord;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightdesk.adapters.ChannelId;
import dev.nightdesk.adapters.Place;
import dev.nightdesk.adapters.http.Fields;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// What Discord told of its channels, threads and roles. A message says only in which channel it
/// is, and a thread is a channel: which one it hangs under is only known from here. All of it is
/// told anew with every connection, or can be asked for. Safe for any thread.
final class Rooms {
  /// docs.discord.com/developers/resources/channel#channel-object-channel-types.
  static final int DM = 1;

  private static final int ANNOUNCEMENT_THREAD = 10;
  private static final int PRIVATE_THREAD = 12;

  /// One channel or thread.
  ///
  /// @param guild empty for a private talk
  /// @param parent what a thread hangs under, else empty
  record Room(String id, String guild, String parent, String name) {}

  private final Map<String, Room> rooms = new ConcurrentHashMap<>();

  /// The role that a guild gave to us alone, by guild.
  private final Map<String, String> ourRoles = new ConcurrentHashMap<>();

  private final Map<String, String> roleNames = new ConcurrentHashMap<>();
  private final Familiar familiar = new Familiar();

  /// Takes in an event that tells of channels; others are left alone.
  ///
  /// @param self our own user id
  void hear(String kind, JsonNode event, String self) {
    switch (kind) {
      case "GUILD_CREATE" -> hearGuild(event, self);
      case "CHANNEL_CREATE", "CHANNEL_UPDATE", "THREAD_CREATE", "THREAD_UPDATE" ->
          saw(event, Ids.idOrEmpty(event, "guild_id"));
      case "THREAD_LIST_SYNC" -> {
        for (var thread : Fields.list(event, "threads")) {
          saw(thread, Ids.idOrEmpty(event, "guild_id"));
        }
      }
      default -> {}
    }
  }

  private void hearGuild(JsonNode event, String self) {
    var guild = Ids.idOrEmpty(event, "id");
    if (guild.isEmpty()) {
      return;
    }
    for (var list : List.of("channels", "threads")) {
      for (var channel : Fields.list(event, list)) {
        saw(channel, guild);
      }
    }
    for (var role : Fields.list(event, "roles")) {
      var id = Ids.idOrEmpty(role, "id");
      if (!id.isEmpty()) {
        roleNames.put(id, Fields.textOrEmpty(role, "name"));
        if (Fields.textOrEmpty(role.path("tags"), "bot_id").equals(self)) {
          ourRoles.put(guild, id);
        }
      }
    }
  }

  /// Takes in a channel or thread; empty when it is none.
  ///
  /// @param guild where it is, when the channel does not say so itself
  Optional<Room> saw(JsonNode channel, String guild) {
    var id = Ids.idOrEmpty(channel, "id");
    int type = Fields.number(channel, "type", -1);
    if (id.isEmpty() || type < 0) {
      return Optional.empty();
    }
    boolean thread = type >= ANNOUNCEMENT_THREAD && type <= PRIVATE_THREAD;
    var parent = Ids.idOrEmpty(channel, "parent_id");
    if (thread && parent.isEmpty()) {
      return Optional.empty();
    }
    var itsGuild = Ids.idOrEmpty(channel, "guild_id");
    var room =
        new Room(
            id,
            type == DM ? "" : itsGuild.isEmpty() ? guild : itsGuild,
            thread ? parent : "",
            Fields.textOrEmpty(channel, "name"));
    rooms.put(id, room);
    return Optional.of(room);
  }

  /// A message without a guild came from there; what is known to be in one stays there.
  void sawPrivate(String channel) {
    rooms.putIfAbsent(channel, new Room(channel, "", "", ""));
  }

  void sawThread(String thread, String parent) {
    var known = rooms.get(parent);
    rooms.putIfAbsent(thread, new Room(thread, known == null ? "" : known.guild(), parent, ""));
  }

  Optional<Room> find(String channel) {
    return Optional.ofNullable(rooms.get(channel));
  }

  /// Whether it is known to be a talk with one person.
  boolean isPrivate(String channel) {
    return find(channel)
        .filter(room -> room.guild().isEmpty() && room.parent().isEmpty())
        .isPresent();
  }

  /// Those that we have to do with.
  Familiar familiar() {
    return familiar;
  }

  void forget(String channel) {
    rooms.remove(channel);
    familiar.forget(channel);
  }

  /// The channels and threads of a guild.
  List<Room> in(String guild) {
    return rooms.values().stream().filter(room -> room.guild().equals(guild)).toList();
  }

  boolean isOurRole(String guild, String role) {
    return role.equals(ourRoles.get(guild));
  }

  String roleName(String role) {
    return roleNames.getOrDefault(role, "");
  }

  /// Where it is; a channel nobody told of stands for itself.
  Place place(ChannelId channel, String id) {
    var parent = find(id).map(Room::parent).orElse("");
    return parent.isEmpty() ? Place.chat(channel, id) : new Place(channel, parent, id);
  }
}
