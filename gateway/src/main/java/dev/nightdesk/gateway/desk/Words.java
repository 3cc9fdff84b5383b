package dev.nightdesk.gateway.desk;

import dev.nightdesk.adapters.text.Excerpt;
import dev.nightdesk.adapters.text.Markdown;
import dev.nightdesk.sessions.AgentEvent.Trouble;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;

/// Small wordings that several cards share.
final class Words {
  private static final int NAME_UNITS = 44;

  /// Of what an agent says about its failure.
  private static final int TROUBLE_UNITS = 1_000;

  /// Of Markdown that becomes one line.
  private static final int PLAIN_UNITS = 1_000;

  private static final Pattern MARKS = Pattern.compile("[*_`#\\[|>~\\\\]");

  /// What draws tables and separators.
  private static final Pattern RULES = Pattern.compile("[\\u2500-\\u257F]+");

  private static final Pattern AT_WORD = Pattern.compile("(?<!\\S)@[\\w.-]+");

  private Words() {}

  /// `just now`, `4m`, `2h 05m`, `3d 4h`.
  static String age(Duration duration) {
    long minutes = duration.toMinutes();
    if (minutes < 1) {
      return "just now";
    }
    if (minutes < 60) {
      return minutes + "m";
    }
    if (minutes < 24 * 60) {
      return String.format(Locale.ROOT, "%dh %02dm", minutes / 60, minutes % 60);
    }
    return String.format(Locale.ROOT, "%dd %dh", minutes / (24 * 60), minutes / 60 % 24);
  }

  /// `asked just now`, `waiting 4m`.
  static String waiting(Duration duration) {
    return (duration.toMinutes() < 1 ? "asked " : "waiting ") + age(duration);
  }

  /// `0.4s`, `12s`, `3m 20s`, `2h 05m`.
  static String took(Duration duration) {
    long seconds = duration.toSeconds();
    if (seconds < 10) {
      return String.format(Locale.ROOT, "%.1fs", duration.toMillis() / 1000.0);
    }
    if (seconds < 60) {
      return seconds + "s";
    }
    if (seconds < 3600) {
      return String.format(Locale.ROOT, "%dm %02ds", seconds / 60, seconds % 60);
    }
    return age(duration);
  }

  static String money(double dollars) {
    return dollars < 0.005
        ? "under $0.01"
        : String.format(Locale.ROOT, dollars < 10 ? "$%.2f" : "$%.0f", dollars);
  }

  static String count(int number, String one) {
    return number + " " + (number == 1 ? one : one + "s");
  }

  /// A session's name out of its first prompt (SUM-7).
  static String name(String prompt) {
    String words = AT_WORD.matcher(prompt).replaceAll("").strip();
    String line =
        words.lines().map(String::strip).filter(it -> !it.isEmpty()).findFirst().orElse("");
    return cut(line.isEmpty() ? "untitled" : line, NAME_UNITS);
  }

  /// The beginning of an agent's Markdown as words, for a line of a card.
  static String plain(String markdown) {
    String head = markdown.substring(0, Math.min(markdown.length(), PLAIN_UNITS));
    // Most of what agents say on the way has no marks, and reading it would cost more than showing
    // it.
    return MARKS.matcher(head).find() ? RULES.matcher(Markdown.plain(head)).replaceAll(" ") : head;
  }

  /// At most so many UTF-16 units, on one line, cut at a word where that is near.
  static String cut(String text, int units) {
    String line = text.strip().replaceAll("\\s+", " ");
    if (line.length() <= units) {
      return line;
    }
    int end = units - 1;
    int space = line.lastIndexOf(' ', end);
    if (space > end - 12) {
      end = space;
    }
    if (end > 0 && Character.isHighSurrogate(line.charAt(end - 1))) {
      end--;
    }
    return line.substring(0, end).stripTrailing() + "…";
  }

  /// What is the matter, and what happens next.
  static String trouble(Trouble trouble, String agentWords) {
    return switch (trouble) {
      case BAD_KEY ->
          "The agent's login was refused. Run `claude auth login` on the machine (or mend its API key),"
              + " then reply here to go on.";
      case RATE_LIMIT ->
          "The account's rate limit is reached. Nothing is lost: reply here later to go on.";
      case OVERLOADED ->
          "The model's service is overloaded. Nothing is lost: reply here in a few minutes to go on.";
      case NETWORK ->
          "The model's service could not be reached. Check the machine's network, then reply here to"
              + " go on.";
      case NO_SUCH_MODEL ->
          "The model is not available to this account. Change `agents.claude.model` in the config.";
      case REFUSED_BY_MODEL -> "The model declined this task. Reply with other words to go on.";
      case TOO_MANY_TURNS ->
          "It reached the bound of turns for one task. Reply here to let it go on.";
      case OVER_BUDGET ->
          "It reached the budget of this process. Start a new session, or raise"
              + " `agents.claude.max_budget_usd`.";
      case BAD_REQUEST ->
          "The model's service refused the request. Reply with other words, or start a new session.";
      case BILLING -> "The account has no credit left. Top it up, then reply here to go on.";
      case SERVER ->
          "The model's service failed. Nothing is lost: reply here in a few minutes to go on.";
      case OTHER ->
          agentWords.isBlank()
              ? "The turn failed. Reply here to go on."
              : Excerpt.headAndTail(agentWords, TROUBLE_UNITS);
    };
  }

  static String troubleName(Trouble trouble) {
    return switch (trouble) {
      case BAD_KEY -> "login refused";
      case RATE_LIMIT -> "rate limit";
      case OVERLOADED -> "model overloaded";
      case NETWORK -> "no connection to the model";
      case NO_SUCH_MODEL -> "model not available";
      case REFUSED_BY_MODEL -> "declined by the model";
      case TOO_MANY_TURNS -> "turn limit";
      case OVER_BUDGET -> "over budget";
      case BAD_REQUEST -> "request refused";
      case BILLING -> "no credit";
      case SERVER -> "service error";
      case OTHER -> "error";
    };
  }
}
