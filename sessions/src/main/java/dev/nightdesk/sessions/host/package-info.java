/// Runs agents as processes of this machine that outlive the gateway: starts them, finds them again
/// after a restart, ends them with all they started. One of the few packages that may start
/// processes; it knows journals and no agent's language. Start at [LocalHost], then `launcher.sh`.
@NullMarked
package dev.nightdesk.sessions.host;

import org.jspecify.annotations.NullMarked;
