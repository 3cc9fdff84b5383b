package dev.nightdesk.tests.endtoend;

import dev.nightdesk.tests.discord.DiscordSide;

/// The real Claude Code, over Discord; only the model behind it is scripted. What it does by itself
/// is no other than over Telegram, where all of it runs; the rest over this channel is in
/// [ClaudeOverDiscordLongTest].
final class ClaudeOverDiscordTest extends DeskSuite implements FromThePhoneContract {
  ClaudeOverDiscordTest() {
    super(folder -> ClaudeDesk.open(folder, "", new DiscordSide()));
  }
}
