/// Claude Code as an agent: how its command line begins, what we write to it and what its
/// stream-json lines mean. It knows the session contracts and the disk's transcripts, and starts no
/// process. Start at [ClaudeCode]; the families of lines are read by [Decoding].
@NullMarked
package dev.nightdesk.sessions.claude;

import org.jspecify.annotations.NullMarked;
