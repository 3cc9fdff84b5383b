package dev.nightdesk.adapters.discord;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightdesk.adapters.ChannelId;
import dev.nightdesk.adapters.Sender;
import dev.nightdesk.adapters.http.Fields;
import dev.nightdesk.adapters.http.Fields.Missing;
import java.util.List;

/// Who somebody is (docs.discord.com/developers/resources/user#user-object). Pure.
final class People {
  private People() {}

  /// @param member what the guild says about them; may be missing
  static Sender sender(ChannelId channel, JsonNode user, JsonNode member) throws Missing {
    return new Sender(channel, Ids.id(user, "id"), name(user, member));
  }

  /// As others see it: the name in this guild, the one they chose, the account's.
  static String name(JsonNode user, JsonNode member) {
    var names =
        List.of(
            Fields.textOrEmpty(member, "nick"),
            Fields.textOrEmpty(user, "global_name"),
            Fields.textOrEmpty(user, "username"));
    return names.stream().filter(name -> !name.isBlank()).findFirst().orElse("").strip();
  }
}
