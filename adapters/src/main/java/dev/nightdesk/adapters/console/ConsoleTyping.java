package dev.nightdesk.adapters.console;

import dev.nightdesk.adapters.Attachment;
import dev.nightdesk.adapters.Button;
import dev.nightdesk.adapters.Door;
import dev.nightdesk.adapters.Inbound;
import dev.nightdesk.adapters.Quoted;
import dev.nightdesk.adapters.Sender;
import dev.nightdesk.adapters.console.ConsoleInput.Typed;
import dev.nightdesk.adapters.console.ConsoleScreen.Numbered;
import dev.nightdesk.adapters.text.Excerpt;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Turns what is typed into happenings, and says so on the screen where it cannot.
final class ConsoleTyping {
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(200);
  private static final int MAX_QUOTED = 500;

  private static final String HELP =
      """
      Write what an agent should do. Besides:
        2              presses button 2 of the newest question
        12.2           presses button 2 of message 12
        12> words      replies to message 12
        words \\        goes on in the next line
        :file P words  sends the file at P along ("P" with spaces)
        :help          tells this
        /help          tells what Nightdesk itself can do\
      """;

  private final ConsoleInput input;
  private final ConsoleScreen screen;
  private final MessageNames names;
  private final Sender person = new Sender(ConsoleAdapter.ID, ConsoleAdapter.USER, "you");
  private final CountDownLatch closed = new CountDownLatch(1);
  private final AtomicInteger happenings = new AtomicInteger();

  ConsoleTyping(ConsoleInput input, ConsoleScreen screen, MessageNames names) {
    this.input = input;
    this.screen = screen;
    this.names = names;
  }

  /// Until the end of input, [#close] or an interrupt.
  void listen(Door door) throws InterruptedException {
    input.start();
    door.standing(ConsoleAdapter.ID, new Door.Standing.Connected(ConsoleAdapter.USER));
    var begun = new StringBuilder();
    while (true) {
      switch (input.next()) {
        case Typed.Line(var line) -> go(door, begun, line);
        case Typed.TooLong _ -> tooLong(begun);
        case Typed.End _ -> {
          if (!isClosed()) {
            take(door, begun.toString());
            door.standing(ConsoleAdapter.ID, new Door.Standing.Down("its input ended"));
          }
          return;
        }
      }
    }
  }

  private void go(Door door, StringBuilder begun, String line) throws InterruptedException {
    var goesOn = line.endsWith("\\");
    begun.append(line, 0, goesOn ? line.length() - 1 : line.length());
    if (begun.length() > ConsoleInput.MAX_LINE) {
      tooLong(begun);
    } else if (goesOn) {
      begun.append('\n');
    } else {
      var text = begun.toString();
      begun.setLength(0);
      take(door, text);
    }
  }

  private void tooLong(StringBuilder begun) {
    begun.setLength(0);
    screen.note(
        "That was longer than %,d characters and was not sent. Put it into a file: :file PATH words"
            .formatted(ConsoleInput.MAX_LINE));
  }

  private void take(Door door, String text) throws InterruptedException {
    if (text.isBlank()) {
      return;
    }
    switch (ConsoleLine.read(text)) {
      case ConsoleLine.Help _ -> screen.note(HELP);
      case ConsoleLine.Digit(var button, var words) -> {
        var newest = screen.newestWithButtons();
        if (newest.isPresent()) {
          press(door, newest.get(), button);
        } else {
          bring(door, said(words, null, List.of()));
        }
      }
      case ConsoleLine.Press(var message, var button, var words) -> {
        var card = screen.card(message);
        if (card.isPresent()) {
          press(door, card.get(), button);
        } else {
          bring(door, said(words, null, List.of()));
        }
      }
      case ConsoleLine.Reply(var message, var said) -> reply(door, message, said);
      case ConsoleLine.Said said -> say(door, null, said);
    }
  }

  private void press(Door door, Numbered message, int number) throws InterruptedException {
    var button = message.button(number);
    if (button.isEmpty()) {
      screen.note(
          message.card().buttons().isEmpty()
              ? "Message %d has no buttons (any more).".formatted(message.number())
              : "Message %d has buttons 1 to %d, and no %d."
                  .formatted(message.number(), message.card().buttons().size(), number));
      return;
    }
    var id = nextId();
    var token = button.get().token();
    var at = names.printed(message.number());
    bring(door, new Inbound.Pressed(id, person, at, token, id, Duration.ZERO));
  }

  private void reply(Door door, int message, ConsoleLine.Said said) throws InterruptedException {
    var card = screen.card(message);
    if (card.isEmpty()) {
      screen.note("There is no message %d to reply to (any more).".formatted(message));
      return;
    }
    say(door, quoted(card.get()), said);
  }

  private Quoted quoted(Numbered message) {
    var tokens = message.card().buttons().stream().map(Button::token).toList();
    var words = ConsoleCard.words(message.card());
    return new Quoted(
        names.printed(message.number()), true, tokens, Excerpt.headAndTail(words, MAX_QUOTED));
  }

  private void say(Door door, @Nullable Quoted reply, ConsoleLine.Said said)
      throws InterruptedException {
    switch (said) {
      case ConsoleLine.Words(var text) when text.isEmpty() ->
          screen.note("A reply takes words after the sign: 12> words");
      case ConsoleLine.Words(var text) -> bring(door, said(text, reply, List.of()));
      case ConsoleLine.WithFile(var path, var text) -> sayWithFile(door, reply, path, text);
      case ConsoleLine.NotKnown(var command) ->
          screen.note(
              "The console does not understand "
                  + command
                  + " like this, so nothing was sent: :help");
    }
  }

  private void sayWithFile(Door door, @Nullable Quoted reply, String path, String text)
      throws InterruptedException {
    var file = ConsoleFiles.named(path);
    if (file.isEmpty()) {
      screen.note("There is no file to read at " + path + ", so nothing was sent.");
      return;
    }
    Attachment attachment;
    try {
      attachment = ConsoleFiles.attachment(file.get());
    } catch (IOException e) {
      screen.note("The file at " + path + " cannot be read: " + e.getMessage());
      return;
    }
    bring(door, said(text, reply, List.of(attachment)));
  }

  private Inbound said(String text, @Nullable Quoted reply, List<Attachment> files) {
    var id = nextId();
    return new Inbound.Said(
        id,
        person,
        names.heard(id),
        reply,
        text,
        files,
        Inbound.Reach.PRIVATE,
        Set.of(),
        Duration.ZERO);
  }

  private String nextId() {
    return names.happening(happenings.incrementAndGet());
  }

  /// Brings the same again until it is taken: nobody else keeps what was typed here.
  private void bring(Door door, Inbound inbound) throws InterruptedException {
    var told = false;
    while (!isClosed()) {
      try {
        door.accept(inbound);
        return;
      } catch (Door.NotTaken e) {
        if (!told) {
          screen.note("It cannot be stored now (" + e.getMessage() + "); trying on.");
          told = true;
        }
        closed.await(BETWEEN_TRIES.toMillis(), TimeUnit.MILLISECONDS);
      }
    }
  }

  private boolean isClosed() {
    return closed.getCount() == 0;
  }

  void close() {
    closed.countDown();
    input.end();
  }
}
