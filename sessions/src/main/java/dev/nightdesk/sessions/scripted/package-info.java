/// An agent that plays what it is told: the demo's agent, and the tests'. A program of its own that
/// speaks Claude Code's stream-json on the same flags, traps included, and needs no account; it
/// shares no state with the gateway. Start at [ScriptedAgent], or at [Scripted] for how it is
/// hosted.
@NullMarked
package dev.nightdesk.sessions.scripted;

import org.jspecify.annotations.NullMarked;
