/// Slack as a channel: the Web API over HTTP by our own calls, Socket Mode through the library's
/// client with a queue of our own (so that order is kept and nothing is acknowledged before it is
/// durable), or signed requests handed in by whoever serves HTTP. It knows the language of chat,
/// the text renderers and how calls are made, and nothing of the gateway or of other channels.
/// Start at [SlackAdapter]; [SlackListen] is the way in, [SlackUpdates] reads what comes,
/// [SlackDeliver] is the way out, [SlackWire] what all share.
@NullMarked
package dev.nightdesk.adapters.slack;

import org.jspecify.annotations.NullMarked;
