package dev.nightdesk.adapters.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.nightdesk.adapters.Attachment;
import dev.nightdesk.adapters.Block;
import dev.nightdesk.adapters.ChannelId;
import dev.nightdesk.adapters.Delivery;
import dev.nightdesk.adapters.Door;
import dev.nightdesk.adapters.Inbound;
import dev.nightdesk.adapters.Posting;
import dev.nightdesk.adapters.Tone;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/// What is typed, and what comes in of it.
class ConsoleTypedTest extends ConsoleStage {
  @Test
  void everyLineIsAMessage() throws InterruptedException {
    typing("fix the test", "", "  @shop add a header  ").listen(door);

    assertThat(door.said()).containsExactly("fix the test", "@shop add a header");
    assertThat(door.inbounds)
        .extracting(Inbound::sourceId, Inbound::place)
        .containsExactly(tuple("run7-1", MAIN), tuple("run7-2", MAIN));
    var said = (Inbound.Said) door.inbounds.getFirst();
    assertThat(said.from().user()).isEqualTo(ConsoleAdapter.USER);
    assertThat(said.reach()).isEqualTo(Inbound.Reach.PRIVATE);
    assertThat(said.marks()).isEmpty();
    assertThat(said.reply()).isNull();
  }

  @Test
  void theEndOfInputIsToldAndHarmsNobody() throws InterruptedException {
    var console = typing("last words");
    console.listen(door);

    assertThat(door.standings)
        .containsExactly(
            new Door.Standing.Connected("console"), new Door.Standing.Down("its input ended"));
    create(console, question(ALLOW));
    assertThat(printed()).contains("May I?");
  }

  @Test
  void aBackslashGoesOnInTheNextLine() throws InterruptedException {
    typing("first \\", "second\\", "third", "alone\\").listen(door);
    assertThat(door.said()).containsExactly("first \nsecond\nthird", "alone");
  }

  @Test
  void aNumberPressesTheNewestQuestion() throws InterruptedException {
    var console = typing("2");
    create(console, question(ALLOW));
    var question = create(console, question(ALLOW, DENY));
    create(console, card(Tone.WORKING, List.of(new Block.Text("…")), ALLOW, ALLOW));
    console.listen(door);

    var pressed = (Inbound.Pressed) door.inbounds.getFirst();
    assertThat(pressed.token()).isEqualTo("t-deny");
    assertThat(pressed.message()).isEqualTo(question);
  }

  @Test
  void aNumberWithNothingToPressIsWords() throws InterruptedException {
    var console = typing("2", "7.1");
    create(console, card(Tone.WORKING, List.of(new Block.Text("…"))));
    console.listen(door);
    assertThat(door.said()).containsExactly("2", "7.1");
  }

  @Test
  void aButtonThatIsNotThereIsExplained() throws InterruptedException {
    var console = typing("3", "1.9", "2.1", "9> hello", "1>");
    create(console, question(ALLOW, DENY));
    create(console, card(Tone.GOOD, List.of(new Block.Text("done"))));
    printed();
    console.listen(door);

    assertThat(door.inbounds).isEmpty();
    assertThat(printed())
        .isEqualTo(
            """
            Message 1 has buttons 1 to 2, and no 3.
            Message 1 has buttons 1 to 2, and no 9.
            Message 2 has no buttons (any more).
            There is no message 9 to reply to (any more).
            A reply takes words after the sign: 12> words
            """);
  }

  @Test
  void aReplyNamesItsMessageAndItsButtons() throws InterruptedException {
    var console = typing("1> and add a test", "1.2");
    var question = create(console, question(ALLOW, DENY));
    console.listen(door);

    var said = (Inbound.Said) door.inbounds.getFirst();
    assertThat(said.text()).isEqualTo("and add a test");
    assertThat(said.reply()).isNotNull();
    assertThat(said.reply().message()).isEqualTo(question);
    assertThat(said.reply().ours()).isTrue();
    assertThat(said.reply().tokens()).containsExactly("t-allow", "t-deny");
    assertThat(said.reply().text()).isEqualTo("May I?");
    assertThat(((Inbound.Pressed) door.inbounds.getLast()).token()).isEqualTo("t-deny");
  }

  @Test
  void aFileIsSentAlongAndFetchedWhole() throws Exception {
    var file = Files.writeString(directory.resolve("a b.txt"), "hello");
    var console = typing(":file \"" + file + "\" look at this", "1> :file " + file.getParent());
    create(console, question());
    printed();
    console.listen(door);

    var said = (Inbound.Said) door.inbounds.getFirst();
    assertThat(said.text()).isEqualTo("look at this");
    assertThat(said.files())
        .containsExactly(new Attachment(file.toString(), "a b.txt", "text/plain", 5));
    assertThat(printed()).startsWith("There is no file to read at ");
    var into = directory.resolve("into");
    assertThat(console.deliver(new Posting.Fetch(MAIN, said.files().getFirst(), into)))
        .isEqualTo(new Delivery.Saved(into, 5));
    assertThat(into).hasContent("hello");
    Files.delete(file);
    assertThat(console.deliver(new Posting.Fetch(MAIN, said.files().getFirst(), into)))
        .isInstanceOf(Delivery.Refused.class);
    assertThat(directory).isDirectoryNotContaining("glob:**.part");
  }

  @Test
  void helpTellsAndWhatIsNotKnownIsNotSent() throws InterruptedException {
    typing(":help", ":fiel x", ":file", ":)", "/help", ":file \u0000 x").listen(door);

    assertThat(door.said()).containsExactly(":)", "/help");
    assertThat(printed())
        .contains("12> words      replies to message 12")
        .contains("does not understand :fiel like this")
        .contains("does not understand :file like this")
        .contains("There is no file to read at ⟨U+0000⟩");
  }

  @Test
  void aLineOfAnyLengthIsTakenOrExplained() throws InterruptedException {
    var longest = "x".repeat(ConsoleInput.MAX_LINE);
    typing(longest, longest + "y", longest.substring(2) + "\\", "yy", "short").listen(door);

    assertThat(door.said()).containsExactly(longest, "short");
    assertThat(printed().lines())
        .hasSize(2)
        .allMatch(line -> line.startsWith("That was longer than 100,000 characters"));
  }

  @Test
  void whatIsNotTakenIsBroughtAgainUnderTheSameName() throws InterruptedException {
    door.refusals = 2;
    typing("keep this", "and this").listen(door);

    assertThat(door.inbounds).extracting(Inbound::sourceId).containsExactly("run7-1", "run7-2");
    assertThat(printed()).isEqualTo("It cannot be stored now (the disk is full); trying on.\n");
  }

  @Test
  void closingAndInterruptingEndTheListening() throws Exception {
    for (var interrupts : List.of(false, true)) {
      try (var in = new PipedInputStream();
          var keyboard = new PipedOutputStream(in)) {
        var console =
            new ConsoleAdapter(in, new PrintStream(screen, true, UTF_8), COLUMNS, false, "r");
        var connected = new CountDownLatch(1);
        var listening = Thread.ofVirtual().start(() -> listen(console, connected));
        connected.await();
        if (interrupts) {
          listening.interrupt();
        } else {
          console.close();
          console.close();
        }
        listening.join();
        keyboard.flush();
      }
    }
  }

  private static void listen(ConsoleAdapter console, CountDownLatch connected) {
    try {
      console.listen(
          new Taken() {
            @Override
            public void standing(ChannelId channel, Standing standing) {
              connected.countDown();
            }
          });
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
