package dev.nightdesk.tests.discord;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightdesk.tests.discord.ShownMessage.ShownButton;
import dev.nightdesk.tests.discord.ShownMessage.ShownEmbed;
import dev.nightdesk.tests.discord.ShownMessage.ShownField;
import dev.nightdesk.tests.discord.ShownMessage.ShownMenu;
import dev.nightdesk.tests.discord.ShownMessage.ShownOption;
import dev.nightdesk.tests.discord.ShownMessage.ShownPart;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// From the API's embeds and components to what is seen of them. Pure.
final class Shown {
  private static final Map<Integer, String> STYLES =
      Map.of(1, "primary", 2, "secondary", 3, "success", 4, "danger", 5, "link");

  private Shown() {}

  static List<ShownEmbed> embeds(JsonNode embeds) {
    var shown = new ArrayList<ShownEmbed>();
    for (var embed : embeds) {
      var fields = new ArrayList<ShownField>();
      for (var field : embed.path("fields")) {
        fields.add(
            new ShownField(
                word(field, "name"), word(field, "value"), field.path("inline").asBoolean()));
      }
      shown.add(
          new ShownEmbed(
              word(embed.path("author"), "name"),
              word(embed, "title"),
              word(embed, "url"),
              word(embed, "description"),
              List.copyOf(fields),
              word(embed.path("footer"), "text"),
              embed.path("color").asInt(-1)));
    }
    return List.copyOf(shown);
  }

  static List<List<ShownPart>> rows(JsonNode components) {
    var rows = new ArrayList<List<ShownPart>>();
    for (var row : components) {
      var parts = new ArrayList<ShownPart>();
      for (var part : row.path("components")) {
        parts.add(part.path("type").asInt() == 2 ? button(part) : menu(part));
      }
      rows.add(List.copyOf(parts));
    }
    return List.copyOf(rows);
  }

  private static ShownButton button(JsonNode part) {
    var emoji = word(part.path("emoji"), "name");
    var label = word(part, "label");
    return new ShownButton(
        emoji.isEmpty() ? label : (emoji + " " + label).strip(),
        word(part, "custom_id"),
        STYLES.getOrDefault(part.path("style").asInt(), ""),
        part.path("disabled").asBoolean(),
        word(part, "url"));
  }

  private static ShownMenu menu(JsonNode part) {
    var options = new ArrayList<ShownOption>();
    for (var option : part.path("options")) {
      options.add(
          new ShownOption(
              word(option, "label"),
              word(option, "value"),
              word(option, "description"),
              option.path("default").asBoolean()));
    }
    return new ShownMenu(
        word(part, "placeholder"),
        word(part, "custom_id"),
        List.copyOf(options),
        part.path("min_values").asInt(1),
        part.path("max_values").asInt(1),
        part.path("disabled").asBoolean());
  }

  static String word(JsonNode node, String field) {
    return node.path(field).asText("");
  }
}
