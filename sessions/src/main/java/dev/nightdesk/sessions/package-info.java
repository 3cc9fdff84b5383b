/// The language of agents: what is asked of a session ([AgentInput]), what it tells ([AgentEvent])
/// and who hosts it ([SessionHost]). It knows nothing of the gateway or of chats. A session is a
/// journal on disk before it is a process: start at [SessionHost].
@NullMarked
package dev.nightdesk.sessions;

import org.jspecify.annotations.NullMarked;
