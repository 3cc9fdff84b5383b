/// Real Claude Code for tests: its installation, a scripted Messages API that it talks to instead
/// of the vendor's, and a plain pipe to any agent's process. It knows the language of agents and
/// nothing of chat. Start at [RealClaude] and [ScriptedMessagesApi].
@NullMarked
package dev.nightdesk.tests.claude;

import org.jspecify.annotations.NullMarked;
