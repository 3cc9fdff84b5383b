package dev.nightdesk.sessions.scripted;

import dev.nightdesk.sessions.scripted.Step.Failure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads a prompt as a script: one step a line, or several parted by `;`.
///
/// ```
/// say I look at **the build**
/// tool Bash npm test
/// permission Bash npm publish
/// write notes.txt hello
/// ask Which colour? red|blue & multi Which platforms? linux|macos
/// plan # First this, then that
/// sleep 2s · background 3s · big 2MB · two-prompts · noise
/// retry 429 · fail overloaded|429|401|network|error
/// echo back at once · result {answer} it is · die 9
/// ```
///
/// `{answer}` stands for what the last request was answered. A prompt with a line that is no step
/// is no script at all: it gets the [Story].
public final class Script {
  private static final Pattern DURATION = Pattern.compile("(\\d{1,7})(ms|s|m)?");
  private static final Pattern SIZE = Pattern.compile("(\\d{1,6})(KB|MB)?");
  private static final Pattern TOOL = Pattern.compile("[A-Z_][A-Za-z0-9_]*|mcp__\\w+");

  /// A message may be this long and no longer: what one line of the CLI was seen to hold, tenfold.
  public static final int BIGGEST = 20 * 1024 * 1024;

  private Script() {}

  /// The steps of a prompt; empty when it is no script.
  public static List<Step> read(String prompt) {
    var steps = new ArrayList<Step>();
    for (String line : prompt.split("[;\n]", -1)) {
      if (!line.isBlank()) {
        Step step = step(line.strip());
        if (step == null) {
          return List.of();
        }
        steps.add(step);
      }
    }
    return steps;
  }

  private static @Nullable Step step(String line) {
    int space = line.indexOf(' ');
    String word = space < 0 ? line : line.substring(0, space);
    String rest = space < 0 ? "" : line.substring(space + 1).strip();
    return switch (word) {
      case "say" -> rest.isEmpty() ? null : new Step.Say(rest);
      case "echo" -> rest.isEmpty() ? null : new Step.Say(rest);
      case "result" -> new Step.Result(rest);
      case "plan" -> new Step.Plan(rest);
      case "tool", "permission" -> tool(word, rest);
      case "write" -> write(rest);
      case "ask" -> ask(rest);
      case "sleep", "background" -> timed(word, rest);
      case "big" -> big(rest);
      case "fail", "retry" -> failing(word, rest);
      case "die" -> rest.matches("\\d{1,3}") ? new Step.Die(Integer.parseInt(rest)) : null;
      case "noise" -> rest.isEmpty() ? new Step.Noise() : null;
      case "two-prompts" -> rest.isEmpty() ? new Step.TwoPrompts() : null;
      default -> null;
    };
  }

  private static @Nullable Step tool(String word, String rest) {
    int space = rest.indexOf(' ');
    String tool = space < 0 ? rest : rest.substring(0, space);
    String argument = space < 0 ? "" : rest.substring(space + 1).strip();
    if (!TOOL.matcher(tool).matches()) {
      return null;
    }
    return word.equals("tool")
        ? new Step.Tool(tool, argument)
        : new Step.Permission(tool, argument);
  }

  /// The file must look like one, so that "write a poem" is not taken for a file named "a".
  private static @Nullable Step write(String rest) {
    int space = rest.indexOf(' ');
    String file = space < 0 ? rest : rest.substring(0, space);
    boolean looksLikeOne = file.contains(".") || file.contains("/");
    return looksLikeOne ? new Step.Write(file, rest.substring(file.length()).strip()) : null;
  }

  private static @Nullable Step ask(String rest) {
    var questions = new ArrayList<Step.Question>();
    for (String one : rest.split(" & ", -1)) {
      boolean multi = one.startsWith("multi ");
      int mark = one.lastIndexOf('?');
      if (mark < 0 || one.indexOf('|', mark) < 0) {
        return null;
      }
      List<String> options =
          Arrays.stream(one.substring(mark + 1).split("\\|")).map(String::strip).toList();
      questions.add(
          new Step.Question(
              one.substring(multi ? "multi ".length() : 0, mark + 1).strip(), multi, options));
    }
    return new Step.Ask(questions);
  }

  private static @Nullable Step timed(String word, String rest) {
    Matcher matcher = DURATION.matcher(rest);
    if (!matcher.matches()) {
      return null;
    }
    long number = Long.parseLong(matcher.group(1));
    String unit = matcher.group(2) == null ? "s" : matcher.group(2);
    Duration time =
        switch (unit) {
          case "ms" -> Duration.ofMillis(number);
          case "m" -> Duration.ofMinutes(number);
          default -> Duration.ofSeconds(number);
        };
    return word.equals("sleep") ? new Step.Sleep(time) : new Step.Background(time);
  }

  private static @Nullable Step big(String rest) {
    Matcher matcher = SIZE.matcher(rest.toUpperCase(Locale.ROOT));
    if (!matcher.matches()) {
      return null;
    }
    String unit = matcher.group(2) == null ? "" : matcher.group(2);
    long factor = unit.equals("MB") ? 1024 * 1024 : unit.equals("KB") ? 1024 : 1;
    return new Step.Big((int) Math.min(BIGGEST, Long.parseLong(matcher.group(1)) * factor));
  }

  private static @Nullable Step failing(String word, String rest) {
    Failure failure =
        switch (rest) {
          case "overloaded", "529" -> Failure.OVERLOADED;
          case "429" -> Failure.RATE_LIMIT;
          case "401" -> Failure.BAD_KEY;
          case "network" -> Failure.NETWORK;
          case "error", "400" -> Failure.ERROR;
          default -> null;
        };
    if (failure == null) {
      return null;
    }
    return word.equals("fail") ? new Step.Fail(failure) : new Step.Retry(failure);
  }
}
