package dev.nightdesk.sessions.claude;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightdesk.sessions.SessionId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The settings that keep an agent's file tools out of our own files: an agent that could write its
/// journal would answer its own prompts.
///
/// A session's `files` folder holds what people sent and stays readable. The CLI knows no
/// exceptions to a denial, so reading is denied by first letters: everything in the home but names
/// in `se…` (`sessions`), everything in a session's directory but names in `f…`. Matching ignores
/// case and takes no negated classes; both measured with 2.1.329. Its Bash tool honours these rules
/// where it sees the path in the command; a script can still go round them (SECURITY.md).
final class Fence {
  private static final String ALL_BUT_S = "[0-9a-rt-z._-]*";
  private static final String ALL_BUT_E = "[0-9a-df-z._-]*";
  private static final String ALL_BUT_F = "[0-9a-eg-z._-]*";

  private final Path home;
  private final List<Path> denied;

  Fence(Path home, List<Path> denied) {
    this.home = home;
    this.denied = List.copyOf(denied);
  }

  /// The value of `--settings`, one line of JSON.
  String settings(SessionId session) {
    ObjectNode permissions = Json.object();
    ArrayNode deny = permissions.putArray("deny");
    ArrayNode allow = permissions.putArray("allow");
    for (String root : patterns(home)) {
      deny.add("Read(" + root + "/" + ALL_BUT_S + ")");
      deny.add("Read(" + root + "/s" + ALL_BUT_E + ")");
      deny.add("Read(" + root + "/sessions/*/" + ALL_BUT_F + ")");
      denyChange(deny, root + "/**");
      allow.add("Read(" + root + "/sessions/" + session + "/files/**)");
    }
    for (Path path : denied) {
      for (String pattern : patterns(path)) {
        deny.add("Read(" + pattern + ")");
        denyChange(deny, pattern);
      }
    }
    return Json.line(Json.object().set("permissions", permissions));
  }

  private static void denyChange(ArrayNode deny, String pattern) {
    deny.add("Edit(" + pattern + ")");
    deny.add("Write(" + pattern + ")");
  }

  /// A path as the CLI's rules want it: absolute ones begin with two slashes. Both as it is said
  /// and as it really is, where links lie in between.
  private static Set<String> patterns(Path path) {
    var names = new ArrayList<Path>(List.of(path.toAbsolutePath().normalize()));
    try {
      names.add(path.toRealPath());
    } catch (IOException absent) {
      // Not there yet: then no link can lead to it either.
    }
    var patterns = new LinkedHashSet<String>();
    names.forEach(name -> patterns.add("/" + literal(name.toString())));
    return patterns;
  }

  /// What would be read as a pattern or as the end of a rule matches any one character instead: a
  /// denial may be a little wider than asked for, never narrower.
  private static String literal(String path) {
    return path.replaceAll("[\\\\*?\\[\\]{}()!#]", "?");
  }
}
