/// Whole gateways for tests, of two kinds: [Machine] is a process of its own, with a home, a
/// repository and a Telegram, and can be killed; [World] is one in the test's own process, with
/// time in the test's hand and agents of its choice. The one sees the gateway as the world does,
/// through the chat, the process table and the database; the other knows everything. Start at
/// either.
@NullMarked
package dev.nightdesk.tests.world;

import org.jspecify.annotations.NullMarked;
