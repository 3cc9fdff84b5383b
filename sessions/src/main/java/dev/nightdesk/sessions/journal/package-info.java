/// A session's journal on disk: where its files lie, how a line is appended to its input exactly
/// once, how its output is read and followed. It knows bytes and lines, no processes and no agent's
/// language. Start at [SessionDirectory].
@NullMarked
package dev.nightdesk.sessions.journal;

import org.jspecify.annotations.NullMarked;
