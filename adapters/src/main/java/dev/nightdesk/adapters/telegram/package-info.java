/// Telegram as a channel: the Bot API over HTTP, polled by our own loop and spoken to through the
/// telegrambots client. It knows the language of chat, the text renderer and how calls are made,
/// and nothing of the gateway or of other channels. Start at [TelegramAdapter]; [TelegramListen] is
/// the way in, [TelegramDeliver] the way out, [TelegramWire] what both share.
@NullMarked
package dev.nightdesk.adapters.telegram;

import org.jspecify.annotations.NullMarked;
