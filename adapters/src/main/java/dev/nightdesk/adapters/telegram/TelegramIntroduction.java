package dev.nightdesk.adapters.telegram;

import dev.nightdesk.adapters.CommandHint;
import dev.nightdesk.adapters.http.CallFailed;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.telegram.telegrambots.meta.api.methods.GetMe;
import org.telegram.telegrambots.meta.api.methods.commands.GetMyCommands;
import org.telegram.telegrambots.meta.api.methods.commands.SetMyCommands;
import org.telegram.telegrambots.meta.api.methods.updates.DeleteWebhook;
import org.telegram.telegrambots.meta.api.objects.commands.BotCommand;

/// What is said to the server once, before the first poll. For one thread.
final class TelegramIntroduction {
  private static final Logger LOG = LoggerFactory.getLogger(TelegramIntroduction.class);

  private final TelegramSettings settings;
  private final TelegramWire wire;

  TelegramIntroduction(TelegramSettings settings, TelegramWire wire) {
    this.settings = settings;
    this.wire = wire;
  }

  /// Learns who we are, takes away a webhook an earlier program may have left (polling is refused
  /// while there is one; waiting updates stay), and brings the command menu up to date.
  Self introduce() throws CallFailed, InterruptedException {
    var me = wire.call(new GetMe());
    wire.call(new DeleteWebhook(false));
    offerCommands();
    return new Self(me.getId(), me.getUserName() == null ? "" : me.getUserName());
  }

  /// A menu that cannot be set is no reason not to work.
  private void offerCommands() throws InterruptedException {
    if (settings.commands().isEmpty()) {
      return;
    }
    try {
      var wanted = settings.commands().stream().map(TelegramIntroduction::entry).toList();
      if (!wanted.equals(wire.call(new GetMyCommands()))) {
        wire.call(new SetMyCommands(wanted));
        LOG.info("event=commands_set count={}", wanted.size());
      }
    } catch (CallFailed failed) {
      LOG.warn("event=commands_not_set why={}", failed.getMessage());
    }
  }

  private static BotCommand entry(CommandHint hint) {
    return new BotCommand(hint.name(), hint.description());
  }
}
