package dev.nightdesk.tests.endtoend;

import dev.nightdesk.tests.discord.DiscordSide;
import org.junit.jupiter.api.Tag;

/// The rest of [ClaudeOverDiscordTest]: the real program is slow to start, and each of these starts
/// it again and again.
@Tag("long")
final class ClaudeOverDiscordLongTest extends DeskSuite
    implements AnsweringContract, SteeringContract, DyingContract, TroubleContract {
  ClaudeOverDiscordLongTest() {
    super(folder -> ClaudeDesk.open(folder, "", new DiscordSide()));
  }
}
