package dev.nightdesk.adapters.text;

import java.util.Locale;
import java.util.Set;

/// Decides which addresses may become links. Everything else is shown as words: a relative path
/// leads nowhere in a chat, and a `javascript:` or `file:` address leads nowhere good.
final class Links {
  /// Longer addresses are not shown as links; browsers and platforms refuse them anyway.
  static final int MAX_URL = 2_000;

  private static final Set<String> SCHEMES = Set.of("http", "https", "mailto", "tg");

  private Links() {}

  static boolean isAllowed(String url) {
    var colon = url.indexOf(':');
    if (colon < 0 || url.length() > MAX_URL || !url.chars().allMatch(Links::isUrlCharacter)) {
      return false;
    }
    var scheme = url.substring(0, colon).toLowerCase(Locale.ROOT);
    var rest = url.substring(colon + 1);
    return switch (scheme) {
      case "http", "https" -> rest.startsWith("//") && rest.length() > 2 && rest.charAt(2) != '/';
      // tg://user would mention a person, and make their phone ring.
      case "tg" -> rest.startsWith("//") && !rest.toLowerCase(Locale.ROOT).startsWith("//user");
      default -> SCHEMES.contains(scheme) && !rest.isEmpty();
    };
  }

  private static boolean isUrlCharacter(int unit) {
    return switch (Character.getType(unit)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.SPACE_SEPARATOR,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
