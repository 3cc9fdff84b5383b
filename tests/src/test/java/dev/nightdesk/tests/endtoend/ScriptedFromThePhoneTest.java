package dev.nightdesk.tests.endtoend;

import dev.nightdesk.tests.telegram.TelegramSide;

/// The scripted agent, over Telegram.
final class ScriptedFromThePhoneTest extends DeskSuite
    implements FromThePhoneContract,
        AnsweringContract,
        SteeringContract,
        DyingContract,
        TroubleContract {
  ScriptedFromThePhoneTest() {
    super(folder -> ScriptedDesk.open(folder, "", new TelegramSide()));
  }
}
