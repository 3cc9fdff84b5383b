package dev.nightdesk.adapters.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.nightdesk.adapters.Attachment;
import dev.nightdesk.adapters.Block;
import dev.nightdesk.adapters.Button;
import dev.nightdesk.adapters.Card;
import dev.nightdesk.adapters.CardId;
import dev.nightdesk.adapters.ChannelId;
import dev.nightdesk.adapters.Delivery;
import dev.nightdesk.adapters.Door;
import dev.nightdesk.adapters.Inbound;
import dev.nightdesk.adapters.MessageRef;
import dev.nightdesk.adapters.Nonce;
import dev.nightdesk.adapters.Place;
import dev.nightdesk.adapters.Posting;
import dev.nightdesk.adapters.Tone;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConsoleAdapterTest {
  private static final int COLUMNS = 50;
  private static final Place MAIN = Place.chat(ConsoleAdapter.ID, "main");
  private static final Button ALLOW = new Button("t-allow", "Allow once", Button.Style.GO);
  private static final Button DENY = new Button("t-deny", "Deny", Button.Style.STOP);

  private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
  private final Taken door = new Taken();
  @TempDir Path directory;

  private static final class Taken implements Door {
    private final List<Inbound> inbounds = new ArrayList<>();
    private final List<Standing> standings = new ArrayList<>();
    private int refusals;

    @Override
    public void accept(Inbound inbound) {
      if (refusals-- > 0) {
        throw new NotTaken("the disk is full", new IOException("no space"));
      }
      inbounds.add(inbound);
    }

    @Override
    public void standing(ChannelId channel, Standing standing) {
      standings.add(standing);
    }

    List<String> said() {
      return inbounds.stream().map(inbound -> ((Inbound.Said) inbound).text()).toList();
    }
  }

  private ConsoleAdapter typing(String... lines) {
    return console(String.join("\n", lines), false);
  }

  private ConsoleAdapter console(String typed, boolean colour) {
    var in = new ByteArrayInputStream(typed.getBytes(UTF_8));
    return new ConsoleAdapter(in, new PrintStream(screen, true, UTF_8), COLUMNS, colour, "run7");
  }

  private static Card card(Tone tone, List<Block> blocks, Button... buttons) {
    return new Card(new CardId(new UUID(1, 2)), 1, tone, blocks, List.of(buttons));
  }

  private static Card question(Button... buttons) {
    return card(Tone.NEEDS_INPUT, List.of(new Block.Text("May I?")), buttons);
  }

  private static MessageRef create(ConsoleAdapter adapter, Card card) {
    return create(adapter, card, true);
  }

  private static MessageRef create(ConsoleAdapter adapter, Card card, boolean silent) {
    var delivery = adapter.deliver(new Posting.Create(MAIN, card, new Nonce("n"), silent, null));
    return ((Delivery.Shown) delivery).at();
  }

  private String printed() {
    var text = screen.toString(UTF_8);
    screen.reset();
    return text;
  }

  // What is typed.

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
          new Door() {
            @Override
            public void accept(Inbound inbound) {}

            @Override
            public void standing(ChannelId channel, Standing standing) {
              connected.countDown();
            }
          });
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  // What is printed.

  @Test
  void aCardIsFramedAndItsButtonsNumbered() {
    var blocks =
        List.<Block>of(
            new Block.Title("❓ Allow Bash? · fix the flaky test"),
            new Block.Code("bash", "mvn -q test"),
            new Block.Note("shop · 7c5d"));
    create(typing(), card(Tone.NEEDS_INPUT, blocks, ALLOW, DENY), false);

    assertThat(printed())
        .isEqualTo(
            """
            ╭─[1] 🔔 ─────────────────────────────────────────
            │ ❓ Allow Bash? · fix the flaky test
            │
            │   mvn -q test
            │
            │ shop · 7c5d
            │ [1] Allow once
            │ [2] Deny
            ╰─ 1.1 to 1.2 press, 1> replies ──────────────────
            """);
  }

  @Test
  void onlyWhatRingsRings() {
    var console = console("", true);
    create(console, question(ALLOW), true);
    assertThat(printed()).doesNotContain("\u0007").doesNotContain("🔔");
    create(console, question(ALLOW), false);
    assertThat(printed()).startsWith("\u0007").contains("🔔");
  }

  @Test
  void whileOnlyTheActivityMovesOneLineIsEnough() {
    var console = typing();
    var at = create(console, working("reading Cart.java", "1 min"));
    printed();

    console.deliver(new Posting.Edit(at, working("running the tests", "1 min")));
    assertThat(printed()).isEqualTo("[1] ⟳ running the tests\n");
    console.deliver(new Posting.Edit(at, working("running the tests", "1 min")));
    assertThat(printed()).isEmpty();
    console.deliver(new Posting.Edit(at, working("running the tests", "2 min")));
    assertThat(printed()).isEqualTo("[1] ⟳ 2 min\n");
    console.deliver(new Posting.Edit(at, working("writing\nmany ".repeat(30), "3 min")));
    assertThat(printed()).startsWith("[1] ⟳ writing many writing").endsWith("…\n").hasSize(51);
  }

  private static Card working(String activity, String age) {
    return card(
        Tone.WORKING,
        List.of(new Block.Title("Working"), new Block.Text(activity), new Block.Note(age)),
        new Button("t-stop", "Stop", Button.Style.STOP));
  }

  @Test
  void anotherStateOrOtherButtonsOrAnAnswerShowTheWholeCard() {
    var console = typing();
    var at = create(console, question(ALLOW));
    for (var changed :
        List.of(
            card(Tone.GOOD, List.of(new Block.Text("May I?")), ALLOW),
            card(Tone.GOOD, List.of(new Block.Text("May I?"))),
            card(Tone.GOOD, List.of(new Block.Markdown("**Done**"))))) {
      printed();
      assertThat(console.deliver(new Posting.Edit(at, changed))).isEqualTo(new Delivery.Shown(at));
      assertThat(printed()).startsWith("╭─[1] ─").endsWith("─\n");
    }
  }

  @Test
  void whatAnEarlierProcessPrintedIsGone() {
    var console = typing();
    for (var name : List.of("run6-1", "run7-1", "run7-x", "in-run7-1", "")) {
      assertThat(console.deliver(new Posting.Edit(new MessageRef(MAIN, name), question())))
          .isInstanceOf(Delivery.MessageGone.class);
    }
  }

  @Test
  void onlyTheNewestCardsAreRemembered() {
    var console = typing();
    var first = create(console, question());
    var second = create(console, question());
    IntStream.range(2, ConsoleScreen.MAX_CARDS + 1).forEach(_ -> create(console, question()));

    assertThat(console.deliver(new Posting.Edit(first, question(ALLOW))))
        .isInstanceOf(Delivery.MessageGone.class);
    assertThat(console.deliver(new Posting.Edit(second, question(ALLOW))))
        .isEqualTo(new Delivery.Shown(second));
  }

  @Test
  void aFileOfOursIsNamedWithSizeAndPath() throws IOException {
    var console = typing();
    var file = Files.writeString(directory.resolve("stored"), "x".repeat(12_345));
    var upload =
        new Posting.Upload(MAIN, file, "changes.diff", "all of it", new Nonce("n"), true, null);
    assertThat(console.deliver(upload)).isInstanceOf(Delivery.Shown.class);
    assertThat(printed()).isEqualTo("[1] 📎 changes.diff · 12 kB · all of it · " + file + "\n");

    Files.delete(file);
    assertThat(console.deliver(upload)).isInstanceOf(Delivery.Refused.class);
  }

  @Test
  void whisperTypingAndThreads() {
    var console = typing();
    assertThat(console.deliver(new Posting.Whisper(MAIN, "p", "Too late.")))
        .isEqualTo(new Delivery.Done());
    assertThat(console.deliver(new Posting.Whisper(MAIN, "p", ""))).isEqualTo(new Delivery.Done());
    assertThat(console.deliver(new Posting.Typing(MAIN))).isEqualTo(new Delivery.Done());
    assertThat(console.deliver(new Posting.OpenThread(MAIN, "t", new Nonce("n"))))
        .isInstanceOf(Delivery.Refused.class);
    assertThat(printed()).isEqualTo("  Too late.\n");
  }

  @Test
  void nobodyDrivesTheTerminal() throws IOException {
    var hostile = "x\u001B[2J\u0007\u009B\r\u202Ey";
    var console = typing();
    var button = new Button("t", hostile, Button.Style.GO);
    var blocks =
        List.<Block>of(
            new Block.Title(hostile),
            new Block.Code(hostile, hostile),
            new Block.Markdown(hostile));
    var at = create(console, card(Tone.WORKING, blocks, button), false);
    console.deliver(
        new Posting.Edit(
            at, card(Tone.WORKING, List.of(new Block.Text(hostile + "\n" + hostile)), button)));
    console.deliver(new Posting.Whisper(MAIN, "p", hostile));
    var file = Files.writeString(directory.resolve("f"), "x");
    console.deliver(new Posting.Upload(MAIN, file, hostile, hostile, new Nonce("n"), true, null));

    var shown = printed();
    assertThat(shown.chars().filter(Character::isISOControl)).containsOnly((int) '\n');
    assertThat(shown).doesNotContain("\u202E").contains("⟨U+001B⟩");
  }

  @Test
  void aClosedPipeIsAPlaceThatIsGone() {
    var closed = new PrintStream(new Closed(), true, UTF_8);
    var console = new ConsoleAdapter(InputStream.nullInputStream(), closed, COLUMNS, false, "run7");
    create(console, question());
    assertThat(console.deliver(new Posting.Create(MAIN, question(), new Nonce("n"), true, null)))
        .isInstanceOf(Delivery.PlaceGone.class);
  }

  private static final class Closed extends OutputStream {
    @Override
    public void write(int unit) throws IOException {
      throw new IOException("Broken pipe");
    }
  }

  @Test
  void cardsFromManyThreadsStandWhole() throws InterruptedException {
    var console = typing();
    var threads =
        IntStream.range(0, 50)
            .mapToObj(_ -> Thread.ofVirtual().start(() -> create(console, question(ALLOW))))
            .toList();
    for (var thread : threads) {
      thread.join();
    }
    var cards = printed().split("(?<=replies ─{1,50}\n)");
    assertThat(cards).hasSize(50);
    assertThat(
            IntStream.rangeClosed(1, 50).mapToObj("╭─[%d] "::formatted).collect(Collectors.toSet()))
        .allMatch(start -> List.of(cards).stream().anyMatch(card -> card.startsWith(start)));
  }
}
