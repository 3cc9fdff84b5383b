package dev.nightdesk.adapters.console;

import dev.nightdesk.adapters.Button;
import dev.nightdesk.adapters.Card;
import dev.nightdesk.adapters.Tone;
import java.io.PrintStream;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// What was printed: cards by number, so that an edit can tell what changed and a press can find
/// its button. A terminal cannot change what it showed, so an edit prints what is new. Safe for any
/// thread; what one call prints stands together.
final class ConsoleScreen {
  /// Cards that can still be edited, pressed or replied to; the oldest are forgotten first.
  static final int MAX_CARDS = 500;

  private final PrintStream out;
  private final ConsoleCard look;
  private final ReentrantLock lock = new ReentrantLock();
  private final TreeMap<Integer, Card> cards = new TreeMap<>();
  private int last;

  ConsoleScreen(PrintStream out, ConsoleCard look) {
    this.out = out;
    this.look = look;
  }

  /// A card and its number.
  record Numbered(int number, Card card) {
    Optional<Button> button(int index) {
      return index >= 1 && index <= card.buttons().size()
          ? Optional.of(card.buttons().get(index - 1))
          : Optional.empty();
    }
  }

  /// Whether what is printed reaches nobody any more: the other end of the pipe is closed.
  boolean isGone() {
    return out.checkError();
  }

  /// Prints a new card.
  ///
  /// @return its number
  int create(Card card, boolean silent) {
    return locked(() -> {
      var number = remember(card);
      print(look.framed(number, card, !silent));
      return number;
    });
  }

  /// Prints one line that can be replied to.
  ///
  /// @param card what a reply quotes
  /// @return its number
  int createLine(Card card, String line) {
    return locked(() -> {
      var number = remember(card);
      print(look.note("[" + number + "] " + line));
      return number;
    });
  }

  /// Prints what an edit changed: one line while only the activity moves, the card when it is in
  /// another state or has other buttons, nothing when it looks the same.
  ///
  /// @return false when the message is not known
  boolean edit(int number, Card card) {
    return locked(() -> {
      var before = cards.replace(number, card);
      if (before == null) {
        return false;
      }
      if (!ConsoleCard.isSame(before, card)) {
        print(look.change(number, before, card).orElseGet(() -> look.framed(number, card, false)));
      }
      return true;
    });
  }

  void note(String text) {
    locked(() -> {
      print(look.note(text));
      return true;
    });
  }

  Optional<Numbered> card(int number) {
    return locked(() -> Optional.ofNullable(cards.get(number)))
        .map(card -> new Numbered(number, card));
  }

  /// The newest message that asks for something, else the newest with buttons: a card at work with
  /// its *Stop* must not come between a question and its answer.
  Optional<Numbered> newestWithButtons() {
    return locked(() -> {
      var open =
          cards.descendingMap().entrySet().stream()
              .filter(entry -> !entry.getValue().buttons().isEmpty())
              .map(entry -> new Numbered(entry.getKey(), entry.getValue()))
              .toList();
      return open.stream()
          .filter(numbered -> numbered.card().tone() == Tone.NEEDS_INPUT)
          .findFirst()
          .or(() -> open.stream().findFirst());
    });
  }

  private int remember(Card card) {
    var number = ++last;
    cards.put(number, card);
    if (cards.size() > MAX_CARDS) {
      cards.pollFirstEntry();
    }
    return number;
  }

  private void print(String lines) {
    out.print(lines + "\n");
    out.flush();
  }

  private <T> T locked(Supplier<T> work) {
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }
}
