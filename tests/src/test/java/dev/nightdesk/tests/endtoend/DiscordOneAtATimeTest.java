package dev.nightdesk.tests.endtoend;

import dev.nightdesk.tests.discord.DiscordSide;

/// Over Discord: one process at a time, and each begins with a plan.
final class DiscordOneAtATimeTest extends DeskSuite implements PlanContract, ParkingContract {
  DiscordOneAtATimeTest() {
    super(folder -> ScriptedDesk.open(folder, ONE_AT_A_TIME, new DiscordSide()));
  }
}
