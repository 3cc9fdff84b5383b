package dev.nightdesk.adapters.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.adapters.Block;
import dev.nightdesk.adapters.Button;
import dev.nightdesk.adapters.Card;
import dev.nightdesk.adapters.Delivery;
import dev.nightdesk.adapters.MessageRef;
import dev.nightdesk.adapters.Nonce;
import dev.nightdesk.adapters.Posting;
import dev.nightdesk.adapters.Tone;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What is put out, and what is printed of it.
class ConsolePrintedTest extends ConsoleStage {
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
    assertThat(console.deliver(new Posting.OpenThread(MAIN, null, "t", new Nonce("n"))))
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
