package dev.nightdesk.tests.discord;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Who is called by a message: those named in its words, as far as the sender allows it. Embeds
/// call nobody.
///
/// @param everyone whether it calls all
record Mentions(Set<Long> users, boolean everyone) {
  private static final Pattern USER = Pattern.compile("<@!?([0-9]{1,19})>");
  private static final Pattern EVERYONE = Pattern.compile("@(?:everyone|here)\\b");

  /// @param allowed the form's `allowed_mentions`; without it everything is allowed
  /// @param answered who wrote the message that this one answers
  static Mentions of(String content, JsonNode allowed, @Nullable DiscordUser answered) {
    boolean free = !allowed.isObject();
    var users = new LinkedHashSet<Long>();
    boolean any = free || has(allowed.path("parse"), "users");
    USER.matcher(content)
        .results()
        .map(result -> result.group(1))
        .filter(id -> any || has(allowed.path("users"), id))
        .forEach(id -> users.add(Json.parse(id)));
    if (answered != null && (free || allowed.path("replied_user").asBoolean())) {
      users.add(answered.id());
    }
    boolean all = free || has(allowed.path("parse"), "everyone");
    return new Mentions(Set.copyOf(users), all && EVERYONE.matcher(content).find());
  }

  private static boolean has(JsonNode list, String word) {
    for (var each : list) {
      if (each.asText().equals(word)) {
        return true;
      }
    }
    return false;
  }
}
