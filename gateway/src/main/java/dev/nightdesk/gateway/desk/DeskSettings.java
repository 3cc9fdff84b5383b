package dev.nightdesk.gateway.desk;

import dev.nightdesk.sessions.AgentKind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What the config says about deciding.
///
/// @param repos the first is the default; at least one
/// @param agents that can be chosen; the first is the default
/// @param maxLive processes at once; a further dispatch waits its turn
/// @param diskFloorBytes below it nothing new starts
/// @param hears whether voice notes can be made text of
public record DeskSettings(
    List<Repo> repos, List<AgentKind> agents, int maxLive, long diskFloorBytes, boolean hears) {
  /// A prompt shorter than this is refused (DISP-10).
  public static final int SHORTEST_PROMPT = 4;

  /// A message that took longer than this to reach us is asked about first (LIFE-16).
  public static final Duration LATE_AFTER = Duration.ofMinutes(10);

  /// An idle process is parked after this (LIFE-3).
  public static final Duration PARK_AFTER = Duration.ofHours(1);

  /// A dead agent is resumed by itself at most so often an hour.
  public static final int MAX_RESTARTS_AN_HOUR = 2;

  /// A verdict that was not seen to act is given again within this time.
  public static final Duration VERDICT_HOLDS = Duration.ofMinutes(10);

  /// Prompts that may wait in one session: more than a person types, and than a burst that was
  /// waiting for a gateway brings.
  public static final int MAX_QUEUED_PROMPTS = 100;

  /// Messages an answer is split into before it becomes a file.
  public static final int MAX_ANSWER_MESSAGES = 3;

  /// Files of an answer that are offered under it.
  public static final int MAX_OFFERED_FILES = 3;

  /// Characters of a voice note's text that are kept: half an hour of speech.
  public static final int MAX_SPOKEN = 30_000;

  /// Rows of the board.
  public static final int MAX_BOARD_ROWS = 30;

  /// A repository people may dispatch to (PERM-16).
  ///
  /// @param warning about working there, may be empty
  public record Repo(String name, String warning) {}

  /// One that hears nothing.
  public DeskSettings(List<Repo> repos, List<AgentKind> agents, int maxLive, long diskFloorBytes) {
    this(repos, agents, maxLive, diskFloorBytes, false);
  }

  public DeskSettings {
    repos = List.copyOf(repos);
    agents = List.copyOf(agents);
    if (repos.isEmpty() || agents.isEmpty() || maxLive < 1) {
      throw new IllegalArgumentException("a desk needs a repository, an agent and a place for it");
    }
  }

  Optional<Repo> repo(String name) {
    return repos.stream().filter(repo -> repo.name().equalsIgnoreCase(name)).findFirst();
  }
}
