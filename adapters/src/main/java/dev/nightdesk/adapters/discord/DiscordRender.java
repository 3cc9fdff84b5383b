package dev.nightdesk.adapters.discord;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightdesk.adapters.Block;
import dev.nightdesk.adapters.Button;
import dev.nightdesk.adapters.Card;
import dev.nightdesk.adapters.Tone;
import dev.nightdesk.adapters.text.Cut;
import dev.nightdesk.adapters.text.DiscordMarkdown;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/// A card as Discord shows it: an embed with a bar in the colour of its mood, and components under
/// it. Pure.
final class DiscordRender {
  /// docs.discord.com/developers/resources/message#embed-object-embed-limits.
  static final int MAX_TEXT = DiscordMarkdown.MAX_DESCRIPTION;

  /// docs.discord.com/developers/resources/message#create-message, for `content`.
  static final int MAX_CONTENT = 2000;

  /// docs.discord.com/developers/components/reference#action-row.
  static final int ROW_BUTTONS = 5;

  static final int MAX_ROWS = 5;

  /// One row may hold the menu instead.
  static final int MAX_BUTTONS = ROW_BUTTONS * (MAX_ROWS - 1);

  /// docs.discord.com/developers/components/reference#string-select.
  static final int MAX_OPTIONS = 25;

  /// docs.discord.com/developers/components/reference#button.
  static final int MAX_LABEL = 80;

  /// A phone's notification shows about this much.
  static final int MAX_HEADLINE = 120;

  /// docs.discord.com/developers/resources/message#allowed-mentions-object.
  static final int MAX_RING = 100;

  private static final int ROW = 1;
  private static final int BUTTON = 2;
  private static final int MENU = 3;

  private static final int GREY = 2;
  private static final int GREEN = 3;
  private static final int RED = 4;

  private DiscordRender() {}

  /// `embeds` and `components`; an edit with these takes away what was there.
  static ObjectNode card(Card card) {
    var form = DiscordWire.JSON.createObjectNode();
    var embed = form.putArray("embeds").addObject();
    embed.put("description", DiscordMarkdown.render(card.blocks(), MAX_TEXT).markdown());
    colour(card.tone()).ifPresent(colour -> embed.put("color", colour));
    form.set("components", components(card.buttons()));
    return form;
  }

  /// The same as an ordinary message, for when an embed is not taken.
  static ObjectNode plain(Card card) {
    var form = DiscordWire.JSON.createObjectNode();
    form.putArray("embeds");
    form.put("content", DiscordMarkdown.render(card.blocks(), MAX_CONTENT).markdown());
    form.set("components", components(card.buttons()));
    return form;
  }

  private static OptionalInt colour(Tone tone) {
    return switch (tone) {
      case PLAIN -> OptionalInt.empty();
      case QUEUED -> OptionalInt.of(0x95A5A6);
      case WORKING -> OptionalInt.of(0x3498DB);
      case NEEDS_INPUT -> OptionalInt.of(0xF1C40F);
      case GOOD -> OptionalInt.of(0x2ECC71);
      case BAD -> OptionalInt.of(0xE74C3C);
      case STOPPED -> OptionalInt.of(0x607D8B);
    };
  }

  /// The line that rings: whom it is for, and what it is about, as an embed is not shown in a
  /// phone's notification.
  static String headline(Card card, Set<String> ring) {
    var line = new StringBuilder();
    ring.stream()
        .filter(Ids::isId)
        .sorted()
        .limit(MAX_RING)
        .forEach(user -> line.append("<@" + user + "> "));
    line.append(literal(firstWords(card)));
    return Cut.to(line.toString().strip(), MAX_CONTENT);
  }

  private static String firstWords(Card card) {
    for (var block : card.blocks()) {
      if (block instanceof Block.Title title) {
        return Cut.to(title.text(), MAX_HEADLINE);
      }
    }
    for (var block : card.blocks()) {
      if (block instanceof Block.Text text && !text.text().isBlank()) {
        return Cut.to(text.text().strip().lines().findFirst().orElse(""), MAX_HEADLINE);
      }
    }
    return "";
  }

  /// Literal text as markup: no character of it acts.
  static String literal(String text) {
    return text.isBlank()
        ? ""
        : DiscordMarkdown.render(List.of(new Block.Text(text)), MAX_CONTENT).markdown();
  }

  /// Whom a message calls: these and nobody else, whatever its text says.
  static ObjectNode mentions(Set<String> ring) {
    var allowed = DiscordWire.JSON.createObjectNode();
    allowed.putArray("parse");
    if (!ring.isEmpty()) {
      var users = allowed.putArray("users");
      ring.stream().filter(Ids::isId).sorted().limit(MAX_RING).forEach(users::add);
    }
    return allowed.put("replied_user", false);
  }

  /// In reading order; what can be chosen stands together in one menu, where its first option
  /// stood.
  static ArrayNode components(List<Button> buttons) {
    var options = buttons.stream().filter(DiscordRender::isOption).limit(MAX_OPTIONS).toList();
    var rows = DiscordWire.JSON.createArrayNode();
    var row = new ArrayList<Button>();
    boolean menuShown = false;
    for (var button : buttons) {
      if (!isOption(button)) {
        row.add(button);
        if (row.size() == ROW_BUTTONS) {
          flush(row, rows);
        }
      } else if (!menuShown) {
        flush(row, rows);
        rows.addObject().put("type", ROW).putArray("components").add(menu(options));
        menuShown = true;
      }
    }
    flush(row, rows);
    while (rows.size() > MAX_ROWS) {
      rows.remove(rows.size() - 1);
    }
    return rows;
  }

  private static boolean isOption(Button button) {
    return button.use() == Button.Use.CHOSEN || button.use() == Button.Use.OPEN;
  }

  private static void flush(List<Button> row, ArrayNode rows) {
    if (!row.isEmpty()) {
      var components = rows.addObject().put("type", ROW).putArray("components");
      row.forEach(button -> components.add(button(button)));
      row.clear();
    }
  }

  private static ObjectNode button(Button button) {
    var node = DiscordWire.JSON.createObjectNode().put("type", BUTTON);
    node.put("style", style(button.style()));
    node.put("label", Cut.to(button.label(), MAX_LABEL));
    return node.put("custom_id", CustomId.of(button).toString());
  }

  private static int style(Button.Style style) {
    return switch (style) {
      case NEUTRAL -> GREY;
      case GO -> GREEN;
      case STOP -> RED;
    };
  }

  private static ObjectNode menu(List<Button> options) {
    var menu = DiscordWire.JSON.createObjectNode().put("type", MENU);
    menu.put("custom_id", CustomId.MENU.toString());
    menu.put("placeholder", "Choose");
    menu.put("min_values", 0).put("max_values", options.size());
    var list = menu.putArray("options");
    for (var option : options) {
      var node = list.addObject().put("label", option.label()).put("value", option.token());
      node.put("default", option.use() == Button.Use.CHOSEN);
    }
    return menu;
  }
}
