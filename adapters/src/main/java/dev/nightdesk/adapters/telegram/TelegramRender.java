package dev.nightdesk.adapters.telegram;

import dev.nightdesk.adapters.Button;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.telegram.telegrambots.meta.api.objects.replykeyboard.InlineKeyboardMarkup;
import org.telegram.telegrambots.meta.api.objects.replykeyboard.buttons.InlineKeyboardButton;
import org.telegram.telegrambots.meta.api.objects.replykeyboard.buttons.InlineKeyboardRow;

/// A card's buttons as Telegram shows them, in rows; its words are
/// [dev.nightdesk.adapters.text.TelegramHtml]'s. Pure.
final class TelegramRender {
  /// "1-4096 characters after entities parsing": core.telegram.org/bots/api#sendmessage.
  static final int MAX_TEXT = 4096;

  /// More makes the server refuse the keyboard.
  static final int MAX_BUTTONS = 100;

  /// Telegram gives every button of a row the same width; about this many characters fit a row of a
  /// narrow phone before labels are cut.
  static final int ROW_UNITS = 32;

  static final int ROW_BUTTONS = 8;

  private TelegramRender() {}

  /// Null when there is nothing to press: an edit without a keyboard takes the old one away.
  static @Nullable InlineKeyboardMarkup keyboard(List<Button> buttons) {
    if (buttons.isEmpty()) {
      return null;
    }
    var rows = rows(buttons).stream().map(TelegramRender::row).toList();
    return InlineKeyboardMarkup.builder().keyboard(rows).build();
  }

  /// In reading order, as many in a row as stay readable.
  static List<List<Button>> rows(List<Button> buttons) {
    var rows = new ArrayList<List<Button>>();
    var row = new ArrayList<Button>();
    int widest = 0;
    for (var button : buttons.subList(0, Math.min(buttons.size(), MAX_BUTTONS))) {
      int width = Math.max(widest, button.label().length());
      boolean fits = row.size() < ROW_BUTTONS && width * (row.size() + 1) <= ROW_UNITS;
      if (!row.isEmpty() && !fits) {
        rows.add(List.copyOf(row));
        row.clear();
        width = button.label().length();
      }
      row.add(button);
      widest = width;
    }
    rows.add(List.copyOf(row));
    return rows;
  }

  private static InlineKeyboardRow row(List<Button> buttons) {
    return new InlineKeyboardRow(buttons.stream().map(TelegramRender::button).toList());
  }

  private static InlineKeyboardButton button(Button button) {
    var built =
        InlineKeyboardButton.builder().text(button.label()).callbackData(button.token()).build();
    switch (button.style()) {
      case NEUTRAL -> {}
      case GO -> built.setStyle("success");
      case STOP -> built.setStyle("danger");
    }
    return built;
  }
}
