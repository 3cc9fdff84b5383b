/// Turns cards into each channel's own dialect, cuts and splits long texts on their structure, and
/// makes hidden characters and secrets harmless. It is pure: no I/O, no clock, no channel; it knows
/// the language of chat, the CommonMark parser and trees of JSON. Start at
/// [dev.nightdesk.adapters.text.TelegramHtml] for a dialect and at
/// [dev.nightdesk.adapters.text.Markdown] for splitting.
@NullMarked
package dev.nightdesk.adapters.text;

import org.jspecify.annotations.NullMarked;
