package dev.nightdesk.sessions.host;

import java.time.Duration;
import java.util.Set;

/// How patient a host is and what it lets its agents see.
///
/// @param passedOn names of variables of ours that agents get beyond the allow-list
/// @param neverPassed names that no agent gets, whoever asks for them: our own tokens
/// @param startWithin a launcher that has not written down its agent by then is given up as unknown
/// @param unnamedWithin a claimed incarnation that nobody signed for is looked for after this
/// @param interruptWithin an agent that was interrupted leaves by itself in this time, or is
///   terminated
/// @param terminateWithin the same after SIGTERM, or is killed
/// @param killWithin what is still alive this long after SIGKILL cannot be killed
public record HostSettings(
    Set<String> passedOn,
    Set<String> neverPassed,
    Duration startWithin,
    Duration unnamedWithin,
    Duration interruptWithin,
    Duration terminateWithin,
    Duration killWithin) {
  public HostSettings {
    passedOn = Set.copyOf(passedOn);
    neverPassed = Set.copyOf(neverPassed);
  }

  public static HostSettings standard() {
    return new HostSettings(
        Set.of(),
        Set.of(),
        Duration.ofSeconds(10),
        Duration.ofSeconds(2),
        Duration.ofSeconds(5),
        Duration.ofSeconds(5),
        Duration.ofSeconds(3));
  }

  /// The same with other names of variables.
  public HostSettings withVariables(Set<String> alsoPassed, Set<String> never) {
    return new HostSettings(
        alsoPassed,
        never,
        startWithin,
        unnamedWithin,
        interruptWithin,
        terminateWithin,
        killWithin);
  }
}
