package dev.nightdesk.tests.endtoend;

import dev.nightdesk.tests.discord.DiscordSide;

/// The scripted agent, over Discord: a channel of a server and the threads there.
final class DiscordFromThePhoneTest extends DeskSuite
    implements FromThePhoneContract,
        AnsweringContract,
        SteeringContract,
        DyingContract,
        TroubleContract,
        InThreadsContract {
  DiscordFromThePhoneTest() {
    super(folder -> ScriptedDesk.quick(folder, new DiscordSide()));
  }
}
