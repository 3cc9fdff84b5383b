/// A twin of Discord: its REST API, its gateway and its file store in a server of our own on the
/// loopback interface, as strict as the real one and ready to fail in all the ways it does. It
/// knows nothing of Nightdesk; rules and words are those of the published documentation
/// (docs.discord.com/developers). Start at [DiscordTwin], talk through [DiscordPerson], look at
/// what came of it in [DiscordChannel].
@NullMarked
package dev.nightdesk.tests.discord;

import org.jspecify.annotations.NullMarked;
