package dev.nightdesk.sessions.host;

import java.time.Duration;

/// How patient a host is.
///
/// @param startWithin a launcher that has not written down its agent by then is given up as unknown
/// @param unnamedWithin a claimed incarnation that nobody signed for is looked for after this
/// @param interruptWithin an agent that was interrupted leaves by itself in this time, or is
///   terminated
/// @param terminateWithin the same after SIGTERM, or is killed
/// @param killWithin what is still alive this long after SIGKILL cannot be killed
public record HostSettings(
    Duration startWithin,
    Duration unnamedWithin,
    Duration interruptWithin,
    Duration terminateWithin,
    Duration killWithin) {
  public static HostSettings standard() {
    return new HostSettings(
        Duration.ofSeconds(10),
        Duration.ofSeconds(2),
        Duration.ofSeconds(5),
        Duration.ofSeconds(5),
        Duration.ofSeconds(3));
  }
}
