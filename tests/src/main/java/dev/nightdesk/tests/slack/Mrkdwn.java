package dev.nightdesk.tests.slack;

import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Slack's own markup, read the way a client shows it. Guarded by the world's lock.
final class Mrkdwn {
  private static final Pattern CODE = Pattern.compile("(?s)```(.+?)```|`([^`\\n]+)`");
  private static final Pattern BRACKETS = Pattern.compile("<([^<>\\n]+)>");
  private static final Pattern MENTION = Pattern.compile("<(@[UWB][A-Z0-9]+|![a-z]+|#C[^<>]*)>");

  private Mrkdwn() {}

  /// @param mentions gets who is named
  static String shown(String text, SlackWorld world, Set<String> mentions) {
    return around(
        text,
        plain ->
            BRACKETS
                .matcher(styled(plain))
                .replaceAll(found -> quoted(bracket(found.group(1), world, mentions))),
        code -> BRACKETS.matcher(code).replaceAll(found -> quoted(code(found.group(1)))));
  }

  /// Only puts names for mentions, outside code.
  static String named(String markdown, SlackWorld world, Set<String> mentions) {
    return aroundKept(
        markdown,
        plain ->
            MENTION
                .matcher(plain)
                .replaceAll(found -> quoted(bracket(found.group(1), world, mentions))));
  }

  private static String around(
      String text, UnaryOperator<String> plain, UnaryOperator<String> code) {
    var shown = new StringBuilder();
    int from = 0;
    for (MatchResult found : CODE.matcher(text).results().toList()) {
      shown.append(unescaped(plain.apply(text.substring(from, found.start()))));
      var inside = found.group(1) == null ? found.group(2) : found.group(1);
      shown.append(unescaped(code.apply(inside)));
      from = found.end();
    }
    return shown.append(unescaped(plain.apply(text.substring(from)))).toString();
  }

  private static String aroundKept(String text, UnaryOperator<String> plain) {
    var shown = new StringBuilder();
    int from = 0;
    for (MatchResult found : CODE.matcher(text).results().toList()) {
      shown.append(plain.apply(text.substring(from, found.start()))).append(found.group());
      from = found.end();
    }
    return shown.append(plain.apply(text.substring(from))).toString();
  }

  private static String styled(String text) {
    var shown = text;
    for (var mark : new String[] {"\\*", "_", "~"}) {
      shown =
          shown.replaceAll(
              "(?<![\\w%1$s])%1$s(?=\\S)([^%1$s\\n]*[^%1$s\\s])%1$s(?![\\w%1$s])".formatted(mark),
              "$1");
    }
    return shown;
  }

  private static String bracket(String inside, SlackWorld world, Set<String> mentions) {
    if (inside.startsWith("@")) {
      return user(inside.substring(1).replaceAll("\\|.*", ""), world, mentions);
    }
    if (inside.startsWith("#")) {
      return channel(inside.substring(1).replaceAll("\\|.*", ""), world);
    }
    if (inside.startsWith("!date^") || inside.startsWith("!subteam^")) {
      // What clients without the date or the group show.
      return link(inside);
    }
    if (inside.startsWith("!")) {
      var range = inside.substring(1).replaceAll("\\|.*", "");
      mentions.add(range);
      return "@" + range;
    }
    return link(inside);
  }

  /// In code only links lose their brackets.
  private static String code(String inside) {
    return inside.matches("[@#!].*") ? "<" + inside + ">" : link(inside);
  }

  private static String link(String inside) {
    int bar = inside.indexOf('|');
    return bar < 0 ? inside : inside.substring(bar + 1);
  }

  static String user(String id, SlackWorld world, Set<String> mentions) {
    mentions.add(id);
    return "@" + Optional.ofNullable(world.users.get(id)).map(SlackUser::name).orElse(id);
  }

  static String channel(String id, SlackWorld world) {
    return "#" + Optional.ofNullable(world.channels.get(id)).map(SlackChannel::name).orElse(id);
  }

  /// As a person's client sends what they typed.
  static String escaped(String typed) {
    return typed.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  static String unescaped(String text) {
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
  }

  private static String quoted(String replacement) {
    return Matcher.quoteReplacement(replacement);
  }
}
