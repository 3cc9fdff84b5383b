/// A twin of Telegram's Bot API: a server of our own on the loopback interface that is as strict as
/// the real one and can be told to fail in all the ways it does. It knows nothing of Nightdesk; its
/// texts and rules are the ones of core.telegram.org/bots/api and of the published server
/// (github.com/tdlib/telegram-bot-api). Start at [TelegramTwin], talk through [TwinPerson], look at
/// what came of it in [TwinChat].
@NullMarked
package dev.nightdesk.tests.telegram;

import org.jspecify.annotations.NullMarked;
