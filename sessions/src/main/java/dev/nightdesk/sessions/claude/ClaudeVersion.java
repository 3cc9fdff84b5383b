package dev.nightdesk.sessions.claude;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A version of Claude Code, and whether it will do (VER-1). Somebody else runs `claude --version`;
/// this only reads what it printed.
public record ClaudeVersion(int major, int minor, int patch) implements Comparable<ClaudeVersion> {
  /// The oldest that works.
  public static final ClaudeVersion OLDEST = new ClaudeVersion(2, 1, 300);

  /// The one our protocol reference was measured with.
  public static final ClaudeVersion MEASURED = new ClaudeVersion(2, 1, 329);

  private static final Pattern PRINTED =
      Pattern.compile("\\s*(\\d{1,6})\\.(\\d{1,6})\\.(\\d{1,6})\\b.*", Pattern.DOTALL);
  private static final Comparator<ClaudeVersion> ORDER =
      Comparator.comparingInt(ClaudeVersion::major)
          .thenComparingInt(ClaudeVersion::minor)
          .thenComparingInt(ClaudeVersion::patch);

  /// Reads `2.1.329 (Claude Code)`, or the bare number of a [Started] line.
  ///
  /// [Started]: dev.nightdesk.sessions.AgentEvent.Started
  public static Optional<ClaudeVersion> read(String printed) {
    Matcher matcher = PRINTED.matcher(printed);
    return matcher.matches()
        ? Optional.of(
            new ClaudeVersion(
                Integer.parseInt(matcher.group(1)),
                Integer.parseInt(matcher.group(2)),
                Integer.parseInt(matcher.group(3))))
        : Optional.empty();
  }

  /// Why the program that printed this cannot be used, with what to do; empty when it can.
  public static Optional<String> refusal(String printed) {
    Optional<ClaudeVersion> version = read(printed);
    if (version.isEmpty()) {
      return Optional.of(
          "`claude --version` did not print a version but: "
              + Tools.oneLine(printed)
              + ". Please check agents.claude.command.");
    }
    if (version.get().compareTo(OLDEST) >= 0) {
      return Optional.empty();
    }
    return Optional.of(
        "Claude Code %s is too old: Nightdesk needs %s or newer. Please run `claude update`."
            .formatted(version.get(), OLDEST));
  }

  @Override
  public int compareTo(ClaudeVersion other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return major + "." + minor + "." + patch;
  }
}
