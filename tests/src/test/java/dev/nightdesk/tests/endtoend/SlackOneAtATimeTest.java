package dev.nightdesk.tests.endtoend;

import dev.nightdesk.tests.slack.SlackSide;

/// Over Slack: one process at a time, and each begins with a plan.
final class SlackOneAtATimeTest extends DeskSuite implements PlanContract, ParkingContract {
  SlackOneAtATimeTest() {
    super(folder -> ScriptedDesk.open(folder, ONE_AT_A_TIME, new SlackSide()));
  }
}
