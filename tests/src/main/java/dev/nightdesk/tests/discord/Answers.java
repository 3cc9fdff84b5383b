package dev.nightdesk.tests.discord;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightdesk.tests.discord.DiscordAnswer.ShownForm;
import dev.nightdesk.tests.discord.DiscordAnswer.ShownInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What of an interaction is seen on the screen. Under the world's lock.
final class Answers {
  private Answers() {}

  static Optional<DiscordAnswer> of(Interaction interaction) {
    if (interaction.answered == 0) {
      return Optional.empty();
    }
    var original = interaction.original;
    var choices = new ArrayList<String>();
    interaction.choices.forEach(choice -> choices.add(choice.path("name").asText()));
    return Optional.of(
        new DiscordAnswer(
            interaction.answered,
            original == null ? null : original.shown(),
            form(interaction.modal),
            List.copyOf(choices)));
  }

  private static @Nullable ShownForm form(JsonNode modal) {
    if (!modal.isObject()) {
      return null;
    }
    var inputs = new ArrayList<ShownInput>();
    for (var part : modal.path("components")) {
      boolean labelled = part.has("component");
      var input = labelled ? part.path("component") : part.path("components").path(0);
      if (!input.isMissingNode()) {
        inputs.add(input(labelled ? part : input, input));
      }
    }
    return new ShownForm(
        modal.path("title").asText(), modal.path("custom_id").asText(), List.copyOf(inputs));
  }

  private static ShownInput input(JsonNode about, JsonNode input) {
    return new ShownInput(
        about.path("label").asText(""),
        about.path("description").asText(""),
        input.path("custom_id").asText(),
        input.path("style").asInt() == 2,
        input.path("value").asText(""),
        input.path("placeholder").asText(""),
        input.path("required").asBoolean(true),
        input.path("max_length").asInt(4000));
  }
}
