package dev.nightdesk.gateway.desk;

import dev.nightdesk.adapters.Block;
import dev.nightdesk.adapters.Button;
import dev.nightdesk.adapters.MessageRef;
import java.util.List;
import java.util.stream.Collectors;

/// A card as a person sees it.
///
/// @param at the message that shows it
record Shown(WantedCard wanted, MessageRef at) {
  String text() {
    return wanted.card().blocks().stream().map(Shown::words).collect(Collectors.joining("\n"));
  }

  private static String words(Block block) {
    return switch (block) {
      case Block.Title it -> it.text();
      case Block.Text it -> it.text();
      case Block.Note it -> it.text();
      case Block.Quote it -> it.text();
      case Block.Code it -> it.text();
      case Block.Markdown it -> it.source();
    };
  }

  List<String> buttons() {
    return wanted.card().buttons().stream().map(Button::label).toList();
  }

  /// What a button that begins so brings back when it is pressed.
  String token(String label) {
    return wanted.card().buttons().stream()
        .filter(button -> button.label().startsWith(label))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no button “" + label + "” among " + buttons()))
        .token();
  }

  boolean rings() {
    return wanted.rings();
  }

  WantedCard.Kind kind() {
    return wanted.kind();
  }
}
