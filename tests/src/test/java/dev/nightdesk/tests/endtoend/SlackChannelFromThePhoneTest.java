package dev.nightdesk.tests.endtoend;

import dev.nightdesk.tests.slack.SlackSide;

/// The scripted agent, in a channel of Slack, where the bot is to be named and a message can come
/// without a sound.
final class SlackChannelFromThePhoneTest extends DeskSuite
    implements FromThePhoneContract, AnsweringContract, InThreadsContract {
  SlackChannelFromThePhoneTest() {
    super(folder -> ScriptedDesk.quick(folder, SlackSide.inChannel()));
  }
}
