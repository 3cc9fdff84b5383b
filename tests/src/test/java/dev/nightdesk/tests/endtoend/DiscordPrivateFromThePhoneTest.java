package dev.nightdesk.tests.endtoend;

import dev.nightdesk.tests.discord.DiscordSide;

/// The scripted agent, in a private talk on Discord, where there are no threads.
final class DiscordPrivateFromThePhoneTest extends DeskSuite
    implements FromThePhoneContract, AnsweringContract, SteeringContract {
  DiscordPrivateFromThePhoneTest() {
    super(folder -> ScriptedDesk.quick(folder, DiscordSide.inPrivate()));
  }
}
