package dev.nightdesk.tests.endtoend;

import dev.nightdesk.tests.slack.SlackSide;

/// The real Claude Code, over Slack; only the model behind it is scripted. What it does by itself
/// is no other than over Telegram, where all of it runs; the rest over this channel is in
/// [ClaudeOverSlackLongTest].
final class ClaudeOverSlackTest extends DeskSuite implements FromThePhoneContract {
  ClaudeOverSlackTest() {
    super(folder -> ClaudeDesk.open(folder, "", new SlackSide()));
  }
}
