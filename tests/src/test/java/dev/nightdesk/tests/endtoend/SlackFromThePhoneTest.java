package dev.nightdesk.tests.endtoend;

import dev.nightdesk.tests.slack.SlackSide;

/// The scripted agent, over Slack: direct messages with the bot and the threads there.
final class SlackFromThePhoneTest extends DeskSuite
    implements FromThePhoneContract,
        AnsweringContract,
        SteeringContract,
        DyingContract,
        TroubleContract,
        InThreadsContract {
  SlackFromThePhoneTest() {
    super(folder -> ScriptedDesk.quick(folder, new SlackSide()));
  }
}
