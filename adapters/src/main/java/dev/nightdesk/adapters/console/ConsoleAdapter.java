package dev.nightdesk.adapters.console;

import dev.nightdesk.adapters.Attachment;
import dev.nightdesk.adapters.Button;
import dev.nightdesk.adapters.Card;
import dev.nightdesk.adapters.ChannelAdapter;
import dev.nightdesk.adapters.ChannelId;
import dev.nightdesk.adapters.Delivery;
import dev.nightdesk.adapters.Door;
import dev.nightdesk.adapters.Inbound;
import dev.nightdesk.adapters.MessageRef;
import dev.nightdesk.adapters.Place;
import dev.nightdesk.adapters.Posting;
import dev.nightdesk.adapters.Quoted;
import dev.nightdesk.adapters.Rate;
import dev.nightdesk.adapters.Sender;
import dev.nightdesk.adapters.Traits;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One person at a terminal, or a program at a pipe. Every line typed is a message; digits press
/// buttons (`:help` tells). Messages are numbered anew by each process, so those of an earlier one
/// count as gone.
public final class ConsoleAdapter implements ChannelAdapter {
  public static final ChannelId ID = new ChannelId("console");

  /// The one person there is.
  public static final String USER = "console";

  /// How often a line is brought again that the gateway could not take.
  private static final int TRIES = 50;

  private static final Duration BETWEEN_TRIES = Duration.ofMillis(200);
  private static final int MAX_TEXT = 100_000;
  private static final int MAX_BUTTONS = 30;

  private static final String HELP =
      """
      Write what an agent should do. Besides:
        2              press button 2 of the newest question
        12.2           press button 2 of message 12
        12> words      reply to message 12
        words \\        go on in the next line
        :file p words  send the file at p along
        /help          what Nightdesk itself can do\
      """;

  private final BufferedReader in;
  private final ConsoleScreen screen;
  private final String run;
  private final Place place = Place.chat(ID, "main");
  private final Sender person = new Sender(ID, USER, "you");
  private int said;
  private volatile boolean closed;

  /// Reads nothing yet.
  ///
  /// @param columns of the terminal
  /// @param colour whether it takes colours and bells
  /// @param run a word that no other process of this home uses, so that source ids never repeat
  public ConsoleAdapter(InputStream in, PrintStream out, int columns, boolean colour, String run) {
    this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    this.screen = new ConsoleScreen(out, columns, colour);
    this.run = run;
  }

  @Override
  public ChannelId id() {
    return ID;
  }

  @Override
  public Traits traits() {
    return new Traits(
        MAX_TEXT, MAX_BUTTONS, Long.MAX_VALUE, Long.MAX_VALUE, false, true, false, Rate.UNLIMITED);
  }

  @Override
  public void listen(Door door) throws InterruptedException {
    door.standing(ID, new Door.Standing.Connected(USER));
    var typed = new StringBuilder();
    String line = next();
    while (line != null && !closed) {
      if (line.endsWith("\\")) {
        typed.append(line, 0, line.length() - 1).append('\n');
      } else {
        typed.append(line);
        take(door, typed.toString());
        typed.setLength(0);
      }
      line = next();
    }
    if (!closed) {
      door.standing(ID, new Door.Standing.Down("its input ended"));
    }
  }

  private @Nullable String next() {
    try {
      return in.readLine();
    } catch (IOException e) {
      // Closed under us, or the terminal is gone: the end of input either way.
      return null;
    }
  }

  private void take(Door door, String text) throws InterruptedException {
    if (text.isBlank()) {
      return;
    }
    switch (ConsoleLine.read(text)) {
      case ConsoleLine.Help _ -> screen.line(HELP);
      case ConsoleLine.Digit(int button, String words) -> {
        var newest = screen.newestWithButtons();
        if (newest == null || screen.button(newest, button).isEmpty()) {
          accept(door, said(words, null, List.of()));
        } else {
          press(door, newest, button);
        }
      }
      case ConsoleLine.Press(int message, int button) -> press(door, message, button);
      case ConsoleLine.Reply(int message, String words) -> reply(door, message, words);
      case ConsoleLine.WithFile(String path, String words) -> file(door, path, words);
      case ConsoleLine.Words(String words) -> accept(door, said(words, null, List.of()));
    }
  }

  private void press(Door door, int message, int number) throws InterruptedException {
    var button = screen.button(message, number);
    if (button.isEmpty()) {
      screen.line("Message " + message + " has no button " + number + ".");
      return;
    }
    String id = nextId();
    accept(
        door,
        new Inbound.Pressed(id, person, ref(message), button.get().token(), id, Duration.ZERO));
  }

  private void reply(Door door, int message, String words) throws InterruptedException {
    Card card = screen.card(message);
    if (card == null) {
      screen.line("There is no message " + message + " any more.");
      return;
    }
    var tokens = card.buttons().stream().map(Button::token).toList();
    accept(door, said(words, new Quoted(ref(message), true, tokens, ""), List.of()));
  }

  private void file(Door door, String path, String words) throws InterruptedException {
    var file = Path.of(path).toAbsolutePath();
    if (!Files.isRegularFile(file)) {
      screen.line("There is no file at " + file + ".");
      return;
    }
    long bytes;
    try {
      bytes = Files.size(file);
    } catch (IOException e) {
      bytes = -1;
    }
    var attachment = new Attachment(file.toString(), file.getFileName().toString(), "", bytes);
    accept(door, said(words, null, List.of(attachment)));
  }

  private Inbound.Said said(String text, @Nullable Quoted reply, List<Attachment> files) {
    String id = nextId();
    return new Inbound.Said(
        id,
        person,
        new MessageRef(place, "in-" + id),
        reply,
        text,
        files,
        Inbound.Reach.PRIVATE,
        Set.of(),
        Duration.ZERO);
  }

  private String nextId() {
    return run + "-" + ++said;
  }

  private void accept(Door door, Inbound inbound) throws InterruptedException {
    for (int i = 1; i <= TRIES; i++) {
      try {
        door.accept(inbound);
        return;
      } catch (Door.NotTaken e) {
        if (i == 1) {
          screen.line("It cannot be stored now (" + e.getMessage() + "); trying again…");
        }
        Thread.sleep(BETWEEN_TRIES);
      }
    }
    screen.line("It was not taken. Type it once more when the machine has recovered.");
  }

  private MessageRef ref(int number) {
    return new MessageRef(place, run + "-" + number);
  }

  @Override
  public Delivery deliver(Posting posting) {
    return switch (posting) {
      case Posting.Create create ->
          new Delivery.Shown(ref(screen.create(create.card(), create.silent())));
      case Posting.Edit edit -> edited(edit);
      case Posting.Upload upload -> {
        screen.line(
            "📎 "
                + upload.name()
                + (upload.caption().isEmpty() ? "" : " · " + upload.caption())
                + " · "
                + upload.file());
        yield new Delivery.Shown(new MessageRef(place, run + "-file-" + upload.nonce().value()));
      }
      case Posting.OpenThread _ -> new Delivery.Refused("a console has no threads");
      case Posting.Whisper whisper -> {
        if (!whisper.text().isEmpty()) {
          screen.line("  " + whisper.text());
        }
        yield new Delivery.Done();
      }
      case Posting.Typing _ -> new Delivery.Done();
      case Posting.Fetch fetch -> fetched(fetch);
    };
  }

  private Delivery edited(Posting.Edit edit) {
    String id = edit.message().message();
    boolean ours = id.startsWith(run + "-") && id.substring(run.length() + 1).matches("\\d{1,9}");
    if (!ours || !screen.edit(Integer.parseInt(id.substring(run.length() + 1)), edit.card())) {
      return new Delivery.MessageGone("it was printed by an earlier process");
    }
    return new Delivery.Shown(edit.message());
  }

  private static Delivery fetched(Posting.Fetch fetch) {
    try {
      Files.copy(Path.of(fetch.attachment().file()), fetch.into());
      return new Delivery.Saved(fetch.into(), Files.size(fetch.into()));
    } catch (IOException e) {
      return new Delivery.Refused("it could not be read: " + e.getMessage());
    }
  }

  @Override
  public void close() {
    closed = true;
  }
}
