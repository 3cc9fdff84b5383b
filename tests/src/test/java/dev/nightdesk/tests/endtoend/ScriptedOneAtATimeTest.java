package dev.nightdesk.tests.endtoend;

import dev.nightdesk.tests.telegram.TelegramSide;

/// One process at a time, and each begins with a plan.
final class ScriptedOneAtATimeTest extends DeskSuite implements PlanContract, ParkingContract {
  ScriptedOneAtATimeTest() {
    super(folder -> ScriptedDesk.open(folder, ONE_AT_A_TIME, new TelegramSide()));
  }
}
