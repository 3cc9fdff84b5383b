package dev.nightdesk.sessions.host;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What every process of an incarnation carries in its environment, and hands on to whatever it
/// starts: by it they are found again when nothing else remembers them.
///
/// @param home of the gateway, so that another one's agents are not taken for ours
record Mark(String home, String session, String incarnation) {
  static final String SESSION = "NIGHTDESK_SESSION";
  static final String INCARNATION = "NIGHTDESK_INCARNATION";

  /// Not `NIGHTDESK_HOME`: a gateway that an agent starts must not take our home for its own.
  static final String HOME = "NIGHTDESK_SESSION_HOME";

  /// The mark among variables written `NAME=value`, `null` when there is none.
  static @Nullable Mark in(List<String> variables) {
    var session = value(variables, SESSION);
    return session == null
        ? null
        : new Mark(
            orEmpty(value(variables, HOME)), session, orEmpty(value(variables, INCARNATION)));
  }

  Map<String, String> variables() {
    return Map.of(HOME, home, SESSION, session, INCARNATION, incarnation);
  }

  private static @Nullable String value(List<String> variables, String name) {
    for (var variable : variables) {
      if (variable.startsWith(name) && variable.startsWith("=", name.length())) {
        return variable.substring(name.length() + 1);
      }
    }
    return null;
  }

  private static String orEmpty(@Nullable String value) {
    return value == null ? "" : value;
  }
}
