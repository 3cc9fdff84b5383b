package dev.nightdesk.tests.channels;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.nightdesk.adapters.ChannelAdapter;
import dev.nightdesk.adapters.Inbound.Mark;
import dev.nightdesk.adapters.MessageRef;
import dev.nightdesk.adapters.Place;
import dev.nightdesk.adapters.console.ConsoleAdapter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The console with a keyboard and a screen of our own.
final class ConsoleRig extends LocalRig {
  private static final int COLUMNS = 400;

  /// A card as printed: its number, then its framed lines.
  private static final Pattern CARD =
      Pattern.compile("╭─\\[(\\d+)\\][^\\n]*\\n(.*?)╰", Pattern.DOTALL);

  private static final Pattern CHANGE = Pattern.compile("\\[(\\d+)\\] ⟳ (.*)");
  private static final Pattern UPLOAD = Pattern.compile("📎 ([^·]*) ·.*");
  private static final Pattern BUTTON = Pattern.compile("\\[(\\d+)\\] (.*)");

  private final Keyboard keyboard = new Keyboard();
  private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
  private final ConsoleAdapter adapter =
      new ConsoleAdapter(keyboard, new PrintStream(screen, true, UTF_8), COLUMNS, false, "run");
  private final RigFolder theirs = new RigFolder();

  /// Hands out what is typed, and waits when nothing is.
  private static final class Keyboard extends InputStream {
    private static final int END = -1;

    private final BlockingQueue<Integer> typed = new LinkedBlockingQueue<>();

    void type(String line) {
      for (byte each : (line + "\n").getBytes(UTF_8)) {
        typed.add(each & 0xff);
      }
    }

    void end() {
      typed.add(END);
    }

    @Override
    public int read() throws IOException {
      try {
        return typed.take();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException(e);
      }
    }

    /// As a terminal: what is there now, and at least one byte.
    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int first = read();
      if (first == END) {
        return END;
      }
      into[offset] = (byte) first;
      int count = 1;
      while (count < length && !typed.isEmpty() && typed.element() != END) {
        into[offset + count++] = (byte) read();
      }
      return count;
    }
  }

  @Override
  public ChannelAdapter adapter() {
    return adapter;
  }

  @Override
  public Place place() {
    return Place.chat(ConsoleAdapter.ID, "main");
  }

  @Override
  public void say(String text) {
    keyboard.type(text);
  }

  @Override
  public boolean editLast(String text) {
    return false;
  }

  @Override
  public boolean press(MessageRef message, String label) {
    var buttons = BUTTON.matcher(shown(message).orElseThrow());
    while (buttons.find()) {
      if (buttons.group(2).equals(label)) {
        keyboard.type(number(message) + "." + buttons.group(1));
        return true;
      }
    }
    throw new AssertionError("no button " + label + " under " + message);
  }

  @Override
  public boolean carriesFiles() {
    return false;
  }

  @Override
  public boolean sendFile(String name, byte[] bytes) {
    try {
      keyboard.type(":file " + Files.write(theirs.path().resolve(name), bytes) + " see this");
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public boolean sayMarked(Mark mark, String text) {
    return false;
  }

  @Override
  public List<String> shown() {
    var shown = new ArrayList<String>();
    var cards = CARD.matcher(printed());
    while (cards.find()) {
      shown.add(unframed(cards.group(2)));
    }
    var uploads = UPLOAD.matcher(printed());
    while (uploads.find()) {
      shown.add(uploads.group(1).strip());
    }
    return shown;
  }

  /// All that was ever printed for the message: a terminal takes nothing back.
  @Override
  public Optional<String> shown(MessageRef message) {
    var words = new ArrayList<String>();
    var cards = CARD.matcher(printed());
    while (cards.find()) {
      if (cards.group(1).equals(number(message))) {
        words.add(unframed(cards.group(2)));
      }
    }
    var changes = CHANGE.matcher(printed());
    while (changes.find()) {
      if (changes.group(1).equals(number(message))) {
        words.add(changes.group(2));
      }
    }
    return words.isEmpty() ? Optional.empty() : Optional.of(String.join("\n", words));
  }

  private static String number(MessageRef message) {
    return message.message().substring(message.message().lastIndexOf('-') + 1);
  }

  private static String unframed(String lines) {
    return lines
        .lines()
        .map(line -> line.replaceFirst("^│ ", ""))
        .collect(Collectors.joining("\n"));
  }

  private String printed() {
    return screen.toString(UTF_8);
  }

  @Override
  public Optional<byte[]> lastFile() {
    return Optional.empty();
  }

  @Override
  public Optional<String> lastWhisper() {
    return printed().lines().reduce((_, last) -> last).map(String::strip);
  }

  @Override
  public boolean delete(MessageRef message) {
    return false;
  }

  @Override
  public boolean shutOut() {
    return false;
  }

  @Override
  public void close() {
    adapter.close();
    keyboard.end();
    theirs.close();
    super.close();
  }
}
