/// Session hosts for tests: [FakeHost], which has no processes, and the small agents that the real
/// host is tried with. It knows the language of agents and nothing of the gateway. Start at
/// [FakeHost].
@NullMarked
package dev.nightdesk.tests.host;

import org.jspecify.annotations.NullMarked;
