/// A machine for tests: a home, a repository, a Telegram and a gateway that is a process of its own
/// and can be killed. It sees the gateway as the world does: through the chat, the process table
/// and the database. Start at [Machine].
@NullMarked
package dev.nightdesk.tests.world;

import org.jspecify.annotations.NullMarked;
