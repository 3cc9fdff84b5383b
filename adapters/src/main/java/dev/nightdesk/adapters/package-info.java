/// The language of chat: what a channel can bring in ([Inbound]), what can be put out ([Posting])
/// and what came of it ([Delivery]). It knows nothing of the gateway, of agents, or of any library;
/// every channel lives in a package of its own beside it. Start at [ChannelAdapter].
@NullMarked
package dev.nightdesk.adapters;

import org.jspecify.annotations.NullMarked;
