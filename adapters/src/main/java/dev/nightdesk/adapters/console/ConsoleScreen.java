package dev.nightdesk.adapters.console;

import dev.nightdesk.adapters.Block;
import dev.nightdesk.adapters.Button;
import dev.nightdesk.adapters.Card;
import dev.nightdesk.adapters.text.Visible;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// What was printed: cards by number, so that an edit can tell what changed and a press can find
/// its button. A terminal cannot change what it showed, so an edit prints what is new.
final class ConsoleScreen {
  /// Cards that can still be edited or pressed; the oldest are forgotten first.
  static final int MAX_CARDS = 500;

  private static final int NARROWEST = 30;
  private static final String BELL = "\u0007";
  private static final String BOLD = "\u001b[1m";
  private static final String DIM = "\u001b[2m";
  private static final String PLAIN = "\u001b[0m";

  private final PrintStream out;
  private final int columns;
  private final boolean colour;
  private final ReentrantLock lock = new ReentrantLock();
  private final TreeMap<Integer, Card> cards = new TreeMap<>();
  private int last;

  ConsoleScreen(PrintStream out, int columns, boolean colour) {
    this.out = out;
    this.columns = Math.max(NARROWEST, columns);
    this.colour = colour;
  }

  /// Prints a new card.
  ///
  /// @return its number
  int create(Card card, boolean silent) {
    lock.lock();
    try {
      int number = ++last;
      cards.put(number, card);
      if (cards.size() > MAX_CARDS) {
        cards.pollFirstEntry();
      }
      print(number, card, silent ? "" : colour ? BELL : "");
      return number;
    } finally {
      lock.unlock();
    }
  }

  /// Prints what an edit changed: one line while only the activity moves, the card when it is
  /// another state or has other buttons.
  ///
  /// @return false when the message is not known
  boolean edit(int number, Card card) {
    lock.lock();
    try {
      var before = cards.get(number);
      if (before == null) {
        return false;
      }
      cards.put(number, card);
      if (before.tone() != card.tone() || !labels(before).equals(labels(card))) {
        print(number, card, "");
      } else {
        changed(before, card).ifPresent(line -> out.println(dim("[" + number + "] ⟳ " + line)));
      }
      out.flush();
      return true;
    } finally {
      lock.unlock();
    }
  }

  void line(String text) {
    lock.lock();
    try {
      out.println(dim(Visible.controls(text)));
      out.flush();
    } finally {
      lock.unlock();
    }
  }

  /// The button with that number under that message.
  Optional<Button> button(int message, int number) {
    lock.lock();
    try {
      var card = cards.get(message);
      boolean there = card != null && number >= 1 && number <= card.buttons().size();
      return card != null && there ? Optional.of(card.buttons().get(number - 1)) : Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  /// The newest message that asks for something, else the newest with buttons.
  @Nullable Integer newestWithButtons() {
    lock.lock();
    try {
      Integer any = null;
      for (Map.Entry<Integer, Card> entry : cards.descendingMap().entrySet()) {
        var card = entry.getValue();
        if (card.buttons().isEmpty()) {
          continue;
        }
        if (card.tone() == dev.nightdesk.adapters.Tone.NEEDS_INPUT) {
          return entry.getKey();
        }
        any = any == null ? entry.getKey() : any;
      }
      return any;
    } finally {
      lock.unlock();
    }
  }

  @Nullable Card card(int number) {
    lock.lock();
    try {
      return cards.get(number);
    } finally {
      lock.unlock();
    }
  }

  private static List<String> labels(Card card) {
    return card.buttons().stream().map(Button::label).toList();
  }

  private static Optional<String> changed(Card before, Card after) {
    for (Block block : after.blocks()) {
      if (!before.blocks().contains(block)) {
        return Optional.of(Visible.controls(words(block)).lines().findFirst().orElse(""));
      }
    }
    return Optional.empty();
  }

  private static String words(Block block) {
    return switch (block) {
      case Block.Title(String text) -> text;
      case Block.Text(String text) -> text;
      case Block.Note(String text) -> text;
      case Block.Quote(String text) -> text;
      case Block.Code(_, String text) -> text;
      case Block.Markdown(String source) -> source;
    };
  }

  private void print(int number, Card card, String ring) {
    var lines = new ArrayList<String>();
    String head = "╭─[" + number + "]" + (ring.isEmpty() ? "" : " 🔔") + " ";
    lines.add(ring + head + "─".repeat(Math.max(3, columns - head.length())));
    for (Block block : card.blocks()) {
      lines.addAll(lines(block));
    }
    for (int i = 0; i < card.buttons().size(); i++) {
      String label = Visible.controls(card.buttons().get(i).label());
      lines.add("│ " + bold("[" + (i + 1) + "]") + " " + label);
    }
    lines.add("╰" + "─".repeat(columns - 1));
    lines.forEach(out::println);
    out.flush();
  }

  private List<String> lines(Block block) {
    String text = Visible.controls(words(block));
    return switch (block) {
      case Block.Title _ -> framed(text, "", this::bold);
      case Block.Text _, Block.Markdown _ -> framed(text, "", line -> line);
      case Block.Note _ -> framed(text, "", this::dim);
      case Block.Quote _ -> framed(text, "▏ ", this::dim);
      case Block.Code _ -> framed(text, "    ", line -> line);
    };
  }

  private List<String> framed(
      String text, String indent, java.util.function.UnaryOperator<String> style) {
    var framed = new ArrayList<String>();
    for (String line : text.split("\n", -1)) {
      for (String part : wrapped(line, columns - 2 - indent.length())) {
        framed.add("│ " + indent + style.apply(part));
      }
    }
    return framed;
  }

  private static List<String> wrapped(String line, int width) {
    var parts = new ArrayList<String>();
    String rest = line;
    while (rest.length() > width) {
      int space = rest.lastIndexOf(' ', width);
      int end = space > width / 2 ? space : width;
      if (Character.isHighSurrogate(rest.charAt(end - 1))) {
        end--;
      }
      parts.add(rest.substring(0, end).stripTrailing());
      rest = rest.substring(end).stripLeading();
    }
    parts.add(rest);
    return parts;
  }

  private String bold(String text) {
    return colour ? BOLD + text + PLAIN : text;
  }

  private String dim(String text) {
    return colour ? DIM + text + PLAIN : text;
  }
}
