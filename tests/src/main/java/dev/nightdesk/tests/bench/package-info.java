/// The figures: what a message costs here, and what the same work costs a bot of a hundred lines.
/// [Bench] runs both as processes of their own against one Telegram twin and prints a table;
/// [Channels] adds a few figures of Slack and Discord. They assert nothing; they print aims and
/// ratios and leave the judgement to the reader.
@NullMarked
package dev.nightdesk.tests.bench;

import org.jspecify.annotations.NullMarked;
