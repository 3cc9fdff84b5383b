package dev.nightdesk.tests.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Set;

/// The bounds of buttons, menus and forms (docs.discord.com/developers/components/reference). Of
/// the newer layout parts, which only come with a flag of their own, it knows none. Pure.
final class ComponentForm {
  private static final int ROW = 1;
  private static final int BUTTON = 2;
  private static final int MENU = 3;
  private static final int TEXT = 4;
  private static final int WORDS = 10;
  private static final int LABEL = 18;
  private static final int LINK = 5;
  private static final int MAX_ID = 100;

  private final Problems problems;
  private final Set<String> ids = new HashSet<>();

  private ComponentForm(Problems problems) {
    this.problems = problems;
  }

  static void message(JsonNode form, Problems problems) {
    if (problems.list(form, "components", "", 0, 5)) {
      var check = new ComponentForm(problems);
      int i = 0;
      for (var row : form.path("components")) {
        check.row(row, "components." + i++ + ".");
      }
    }
  }

  private void row(JsonNode row, String way) {
    if (row.path("type").asInt() != ROW) {
      problems.choice(way + "type");
      return;
    }
    if (!problems.list(row, "components", way, 1, 5)) {
      return;
    }
    int i = 0;
    boolean menus = false;
    for (var part : row.path("components")) {
      var there = way + "components." + i++ + ".";
      switch (part.path("type").asInt()) {
        case BUTTON -> button(part, there);
        case MENU -> {
          menus = true;
          menu(part, there);
        }
        default -> problems.choice(there + "type");
      }
    }
    if (menus && i > 1) {
      problems.add(
          way + "components",
          "COMPONENT_LAYOUT_WIDTH_EXCEEDED",
          "The specified component exceeds the maximum width");
    }
  }

  private void button(JsonNode button, String way) {
    int style = button.path("style").asInt();
    if (style < 1 || style > LINK) {
      problems.choice(way + "style");
    }
    problems.text(button, "label", way, 0, 80);
    if (button.path("label").asText("").isEmpty() && !button.hasNonNull("emoji")) {
      problems.add(
          way + "label", "BUTTON_COMPONENT_INVALID", "A button needs a label or an emoji.");
    }
    if (style == LINK) {
      if (!button.path("url").asText("").matches("(?:https?|discord)://\\S+")) {
        problems.required(way + "url");
      }
      if (button.hasNonNull("custom_id")) {
        problems.add(way + "custom_id", "BUTTON_COMPONENT_INVALID", "A link has no custom id.");
      }
    } else {
      customId(button, way);
    }
  }

  private void customId(JsonNode part, String way) {
    problems.text(part, "custom_id", way, 1, MAX_ID);
    if (part.hasNonNull("custom_id") && !ids.add(part.path("custom_id").asText())) {
      problems.add(
          way + "custom_id",
          "COMPONENT_CUSTOM_ID_DUPLICATED",
          "Component custom id cannot be duplicated");
    }
  }

  private void menu(JsonNode menu, String way) {
    customId(menu, way);
    problems.text(menu, "placeholder", way, 0, 150);
    if (!problems.list(menu, "options", way, 1, 25)) {
      return;
    }
    int count = menu.path("options").size();
    range(menu, "min_values", way, 0, Math.min(25, count));
    range(menu, "max_values", way, 1, Math.min(25, count));
    var values = new HashSet<String>();
    int i = 0;
    for (var option : menu.path("options")) {
      var there = way + "options." + i++ + ".";
      problems.text(option, "label", there, 1, 100);
      problems.text(option, "value", there, 1, 100);
      problems.text(option, "description", there, 0, 100);
      if (!values.add(option.path("value").asText())) {
        problems.add(
            there + "value",
            "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED",
            "The specified option value is already used");
      }
    }
  }

  private void range(JsonNode form, String field, String way, int least, int most) {
    int value = form.path(field).asInt(least);
    if (value < least || value > most) {
      problems.add(
          way + field,
          "NUMBER_TYPE_" + (value > most ? "MAX" : "MIN"),
          "int value should be between " + least + " and " + most + ".");
    }
  }

  /// A form that pops up.
  static void modal(JsonNode modal) {
    var problems = new Problems();
    var check = new ComponentForm(problems);
    problems.text(modal, "title", "data.", 1, 45);
    problems.text(modal, "custom_id", "data.", 1, MAX_ID);
    if (problems.list(modal, "components", "data.", 1, 5)) {
      int i = 0;
      for (var part : modal.path("components")) {
        check.entry(part, "data.components." + i++ + ".");
      }
    }
    problems.refuse();
  }

  private void entry(JsonNode part, String way) {
    switch (part.path("type").asInt()) {
      case ROW -> {
        if (problems.list(part, "components", way, 1, 1)) {
          var input = part.path("components").path(0);
          problems.text(input, "label", way + "components.0.", 1, 45);
          input(input, way + "components.0.");
        }
      }
      case LABEL -> {
        problems.text(part, "label", way, 1, 45);
        problems.text(part, "description", way, 0, 100);
        input(part.path("component"), way + "component.");
      }
      case WORDS -> problems.text(part, "content", way, 1, 4000);
      default -> problems.choice(way + "type");
    }
  }

  private void input(JsonNode input, String way) {
    switch (input.path("type").asInt()) {
      case TEXT -> {
        customId(input, way);
        problems.text(input, "placeholder", way, 0, 100);
        problems.text(input, "value", way, 0, 4000);
        range(input, "style", way, 1, 2);
        range(input, "min_length", way, 0, 4000);
        range(input, "max_length", way, 1, 4000);
      }
      case MENU -> menu(input, way);
      default -> problems.choice(way + "type");
    }
  }

  /// Every part has a number of its own in what the server hands out.
  static ArrayNode numbered(JsonNode components) {
    var kept = Json.array();
    if (components.isArray()) {
      kept.addAll((ArrayNode) components.deepCopy());
    }
    int next = 1;
    for (var row : kept) {
      next = number(row, next);
      for (var part : row.path("components")) {
        next = number(part, next);
      }
      next = number(row.path("component"), next);
    }
    return kept;
  }

  private static int number(JsonNode part, int next) {
    if (part instanceof ObjectNode object && !object.has("id")) {
      object.put("id", next);
    }
    return next + 1;
  }
}
