/// Discord as a channel. JDA keeps the gateway connection (heartbeats, resuming, reconnecting) and
/// hands over what came in as it was written; every call outward is made by our own HTTP client.
///
/// That JDA makes no calls is on purpose: it waits for rate limits by itself where the gateway
/// wants to be told [dev.nightdesk.adapters.Delivery.Later], it tries again in silence, and an
/// answer it cannot read never comes back. And that it interprets nothing is on purpose, too:
/// reading the JSON ourselves, and only what is needed, a kind of content nobody has heard of yet
/// cannot make a message unreadable.
///
/// It knows the language of chat, the text renderer and how calls are made, and nothing of the
/// gateway or of other channels. Start at [DiscordAdapter]; [DiscordListen] is the way in,
/// [DiscordDeliver] the way out, [DiscordWire] what both share.
@NullMarked
package dev.nightdesk.adapters.discord;

import org.jspecify.annotations.NullMarked;
