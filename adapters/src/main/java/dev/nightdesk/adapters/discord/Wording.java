package dev.nightdesk.adapters.discord;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightdesk.adapters.http.Fields;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/// A message's words as its writer saw them: without our own name, and with the names of others
/// instead of their numbers. Pure.
///
/// @param text without our own mention, trimmed
/// @param namesUs whether we were mentioned
record Wording(String text, boolean namesUs) {
  /// docs.discord.com/developers/reference#message-formatting.
  private static final Pattern MARK =
      Pattern.compile(
          "<(?:@!?(?<user>[0-9]{1,19})|@&(?<role>[0-9]{1,19})|#(?<channel>[0-9]{1,19})"
              + "|a?:(?<emoji>\\w{1,64}):[0-9]{1,19}"
              + "|/(?<command>[^:<>\\n]{1,128}):[0-9]{1,19})>");

  /// @param message with its `content` and `mentions`
  static Wording of(JsonNode message, String self, Rooms rooms) {
    var content = Fields.textOrEmpty(message, "content");
    var names = names(message);
    var guild = Ids.idOrEmpty(message, "guild_id");
    var text = new StringBuilder();
    boolean namesUs = false;
    var found = MARK.matcher(content);
    int at = 0;
    boolean gap = false;
    while (found.find()) {
      append(text, content.substring(at, found.start()), gap);
      at = found.end();
      var user = found.group("user");
      var role = found.group("role");
      gap = self.equals(user) || (role != null && rooms.isOurRole(guild, role));
      namesUs = namesUs || gap;
      if (user != null && !gap) {
        text.append('@').append(names.getOrDefault(user, user));
      } else if (role != null && !gap) {
        text.append('@').append(rooms.roleName(role).isEmpty() ? role : rooms.roleName(role));
      } else if (found.group("channel") != null) {
        var channel = found.group("channel");
        text.append('#').append(rooms.find(channel).map(Rooms.Room::name).orElse(channel));
      } else if (found.group("emoji") != null) {
        text.append(':').append(found.group("emoji")).append(':');
      } else if (found.group("command") != null) {
        text.append('/').append(found.group("command"));
      }
    }
    append(text, content.substring(at), gap);
    return new Wording(text.toString().strip(), namesUs);
  }

  /// After "@bot, do it" and "please @bot do it": neither the comma nor the second blank stays.
  private static void append(StringBuilder text, String part, boolean gap) {
    int from = 0;
    if (gap && text.toString().isBlank()) {
      while (from < part.length() && ",:".indexOf(part.charAt(from)) >= 0) {
        from++;
      }
    } else if (gap && part.startsWith(" ") && text.charAt(text.length() - 1) == ' ') {
      from = 1;
    }
    text.append(part, from, part.length());
  }

  private static Map<String, String> names(JsonNode message) {
    var names = new HashMap<String, String>();
    for (var user : Fields.list(message, "mentions")) {
      names.put(Fields.textOrEmpty(user, "id"), People.name(user, user.path("member")));
    }
    names.remove("");
    return names;
  }
}
