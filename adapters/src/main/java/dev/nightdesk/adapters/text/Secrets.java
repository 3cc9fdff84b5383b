package dev.nightdesk.adapters.text;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Knows the published shapes of secrets. Whatever a pattern may read before it fails is bounded,
/// so a hostile text cannot make it slow.
final class Secrets {
  private static final int SHOWN = 4;
  private static final String NOT_WITHIN_A_WORD = "(?<![A-Za-z0-9])";

  private static final List<String> SHAPES =
      List.of(
          "sk-ant-[A-Za-z0-9_-]{16,}+",
          // A digit is asked for: "sk-" also begins names of CSS classes and folders.
          "sk-(?=[A-Za-z_-]{0,64}+[0-9])[A-Za-z0-9_-]{20,}+",
          "(?:sk|rk)_(?:live|test)_[A-Za-z0-9]{16,}+",
          "gh[opusr]_[A-Za-z0-9]{30,}+",
          "github_pat_[A-Za-z0-9_]{22,}+",
          "glpat-[A-Za-z0-9_-]{20,}+",
          "xox[abeprs]-[A-Za-z0-9-]{10,}+",
          "xapp-[A-Za-z0-9-]{10,}+",
          "(?:AKIA|ASIA)[A-Z0-9]{16}+",
          "AIza[A-Za-z0-9_-]{35}+",
          "npm_[A-Za-z0-9]{36,}+",
          "pypi-[A-Za-z0-9_-]{50,}+",
          "hf_[A-Za-z0-9]{30,}+",
          // Three parts with dots between them are also the name of a machine, in an address.
          "(?<!//|[.@_-])eyJ[A-Za-z0-9_-]{8,1000}+\\.[A-Za-z0-9_-]{8,8000}+\\.[A-Za-z0-9_-]{8,}+");

  /// In addresses a bot token follows the letters "bot".
  private static final String BOT_TOKEN = "(?<![0-9])[0-9]{8,12}+:[A-Za-z0-9_-]{35}+";

  private static final Pattern TOKEN =
      Pattern.compile(NOT_WITHIN_A_WORD + "(?:" + String.join("|", SHAPES) + ")|" + BOT_TOKEN);

  private static final String KEY_BEGINS = "-----BEGIN ";
  private static final String KEY_NAME_ENDS = "PRIVATE KEY-----";
  private static final int LONGEST_KEY_NAME = 48;

  /// A whole line of a key, or a key on one line. What is shorter is not enough of any key, and
  /// what holds anything else is none: hidden, it would be run unseen.
  private static final Pattern KEY_LINE = Pattern.compile("[A-Za-z0-9+/]{60,}+={0,2}+");

  private Secrets() {}

  static String masked(String text) {
    return TOKEN.matcher(maskedKeys(text)).replaceAll(Secrets::shortened);
  }

  private static String shortened(MatchResult secret) {
    return secret.group().substring(0, SHOWN) + "…";
  }

  /// Shortens the lines of private keys; an end that is missing means up to the text's end.
  private static String maskedKeys(String text) {
    var begin = text.indexOf(KEY_BEGINS);
    if (begin < 0) {
      return text;
    }
    var out = new StringBuilder(text.length());
    var copied = 0;
    for (; begin >= 0; begin = text.indexOf(KEY_BEGINS, Math.max(copied, begin + 1))) {
      var body = bodyOf(text, begin);
      if (body >= 0) {
        var end = text.indexOf("-----END ", body);
        var after = end < 0 ? text.length() : end;
        out.append(text, copied, body).append(maskedLines(text.substring(body, after)));
        copied = after;
      }
    }
    return out.append(text, copied, text.length()).toString();
  }

  private static String maskedLines(String body) {
    return KEY_LINE.matcher(body).replaceAll(Secrets::shortened);
  }

  /// Where the key after its first line begins, or -1 when that line is about something public.
  private static int bodyOf(String text, int begin) {
    var from = begin + KEY_BEGINS.length();
    var firstLine = text.substring(from, Math.min(text.length(), from + LONGEST_KEY_NAME));
    var name = firstLine.indexOf(KEY_NAME_ENDS);
    return name < 0 ? -1 : from + name + KEY_NAME_ENDS.length();
  }
}
