package dev.nightdesk.tests.endtoend;

import dev.nightdesk.tests.slack.SlackSide;
import org.junit.jupiter.api.Tag;

/// The rest of [ClaudeOverSlackTest]: the real program is slow to start, and each of these starts
/// it again and again.
@Tag("long")
final class ClaudeOverSlackLongTest extends DeskSuite
    implements AnsweringContract, SteeringContract, DyingContract, TroubleContract {
  ClaudeOverSlackLongTest() {
    super(folder -> ClaudeDesk.open(folder, "", new SlackSide()));
  }
}
