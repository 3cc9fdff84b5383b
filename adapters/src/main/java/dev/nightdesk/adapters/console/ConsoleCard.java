package dev.nightdesk.adapters.console;

import dev.nightdesk.adapters.Block;
import dev.nightdesk.adapters.Button;
import dev.nightdesk.adapters.Card;
import dev.nightdesk.adapters.Tone;
import dev.nightdesk.adapters.text.Excerpt;
import dev.nightdesk.adapters.text.Terminal;
import dev.nightdesk.adapters.text.Visible;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// How cards look in a terminal. Pure. Nothing that an agent or a person said reaches it with a
/// control character in it.
final class ConsoleCard {
  private static final int NARROWEST = 30;
  private static final int FRAME = "│ ".length();
  private static final String BELL = "\u0007";
  private static final String RESET = "\u001b[0m";
  private static final String DIM = "\u001b[2m";
  private static final String BOLD = "\u001b[1m";

  private final int columns;
  private final boolean colour;

  /// @param colour whether the terminal takes colours and bells
  ConsoleCard(int columns, boolean colour) {
    this.columns = Math.max(NARROWEST, columns);
    this.colour = colour;
  }

  /// The whole card in a frame: its number, its words, its numbered buttons.
  ///
  /// @param rings a bell, and a mark beside the number
  String framed(int number, Card card, boolean rings) {
    var lines = new ArrayList<String>();
    lines.add(
        (rings && colour ? BELL : "") + edge("╭─[" + number + "] " + (rings ? "🔔 " : ""), card));
    var words = Terminal.render(card.blocks(), columns - FRAME, colour);
    words.lines().forEach(line -> lines.add((bar(card) + line).stripTrailing()));
    for (var index = 0; index < card.buttons().size(); index++) {
      lines.add(bar(card) + button(index + 1, card.buttons().get(index)));
    }
    lines.add(edge("╰" + hint(number, card), card));
    return String.join("\n", lines);
  }

  /// What an edit changed, in one line; empty when it takes the whole card to show it. Ages and
  /// hints are told only when nothing else changed.
  Optional<String> change(int number, Card before, Card after) {
    var changed =
        after.blocks().stream().filter(block -> !before.blocks().contains(block)).toList();
    if (isAnotherState(before, after) || !changed.stream().allMatch(ConsoleCard::isBrief)) {
      return Optional.empty();
    }
    var main = changed.stream().filter(block -> !(block instanceof Block.Note)).toList();
    var told = main.isEmpty() ? changed : main;
    var words = told.stream().map(ConsoleCard::words).collect(Collectors.joining(" · "));
    var start = "[" + number + "] ⟳ ";
    return Optional.of(
        dim(start + Excerpt.line(Visible.controls(words), columns - start.length())));
  }

  /// Whether anything can be seen of that edit at all.
  static boolean isSame(Card before, Card after) {
    return !isAnotherState(before, after) && before.blocks().containsAll(after.blocks());
  }

  /// A word of the console itself, or one for this person alone.
  String note(String text) {
    return Visible.controls(text).lines().map(this::dim).collect(Collectors.joining("\n"));
  }

  private static boolean isAnotherState(Card before, Card after) {
    return before.tone() != after.tone() || !labels(before).equals(labels(after));
  }

  private static List<String> labels(Card card) {
    return card.buttons().stream().map(Button::label).toList();
  }

  private static boolean isBrief(Block block) {
    return switch (block) {
      case Block.Title _, Block.Text _, Block.Note _ -> true;
      case Block.Quote _, Block.Code _, Block.Markdown _ -> false;
    };
  }

  /// The card's words without form, as a platform would quote them.
  static String words(Card card) {
    return card.blocks().stream().map(ConsoleCard::words).collect(Collectors.joining("\n"));
  }

  private static String words(Block block) {
    return switch (block) {
      case Block.Title(var text) -> text;
      case Block.Text(var text) -> text;
      case Block.Note(var text) -> text;
      case Block.Quote(var text) -> text;
      case Block.Code(var _, var text) -> text;
      case Block.Markdown(var source) -> source;
    };
  }

  private String edge(String start, Card card) {
    var line = start + "─".repeat(Math.max(1, columns - start.length()));
    return colour ? frameColour(card.tone()) + line + RESET : line;
  }

  private String bar(Card card) {
    return colour ? frameColour(card.tone()) + "│ " + RESET : "│ ";
  }

  private static String hint(int number, Card card) {
    return switch (card.buttons().size()) {
      case 0 -> "";
      case 1 -> "─ %d.1 presses, %d> replies ".formatted(number, number);
      default ->
          "─ %d.1 to %d.%d press, %d> replies "
              .formatted(number, number, card.buttons().size(), number);
    };
  }

  private String button(int number, Button button) {
    var start = "[" + number + "] ";
    var label = Excerpt.line(Visible.controls(button.label()), columns - FRAME - start.length());
    return colour
        ? BOLD + start + RESET + buttonColour(button.style()) + label + RESET
        : start + label;
  }

  private String dim(String text) {
    return colour ? DIM + text + RESET : text;
  }

  private static String frameColour(Tone tone) {
    return switch (tone) {
      case PLAIN, QUEUED, STOPPED -> DIM;
      case WORKING -> "\u001b[36m";
      case NEEDS_INPUT -> "\u001b[33m";
      case GOOD -> "\u001b[32m";
      case BAD -> "\u001b[31m";
    };
  }

  private static String buttonColour(Button.Style style) {
    return switch (style) {
      case NEUTRAL -> "";
      case GO -> "\u001b[32m";
      case STOP -> "\u001b[31m";
    };
  }
}
