package dev.nightdesk.sessions.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.nightdesk.sessions.InputId;
import dev.nightdesk.sessions.InputLine;
import dev.nightdesk.sessions.Outcome;
import dev.nightdesk.sessions.Outcome.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.UUID;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputJournalTest {
  private static final InputLine FIRST = line("{\"type\":\"first\"}\n");
  private static final InputLine SECOND = line("{\"type\":\"second\",\"text\":\"größer\"}\n");

  @TempDir Path folder;
  private Path file = Path.of("unset");
  private InputJournal journal = new InputJournal(file);

  @BeforeEach
  void anEmptyJournal() throws IOException {
    file = Files.createFile(folder.resolve("in.jsonl"));
    journal = new InputJournal(file);
  }

  @Test
  void linesStandOneBehindTheOther() throws IOException {
    assertThat(journal.append(0, FIRST)).isEqualTo(new Outcome.Done());
    assertThat(journal.append(FIRST.bytes().length, SECOND)).isEqualTo(new Outcome.Done());

    assertThat(Files.readAllBytes(file)).isEqualTo(concat(FIRST.bytes(), SECOND.bytes()));
  }

  @Test
  void aLineSentAgainIsNotWrittenAgain() throws IOException {
    journal.append(0, FIRST);
    journal.append(FIRST.bytes().length, SECOND);

    assertThat(journal.append(0, FIRST)).isEqualTo(new Outcome.Done());
    assertThat(journal.append(FIRST.bytes().length, SECOND)).isEqualTo(new Outcome.Done());
    assertThat(Files.readAllBytes(file)).isEqualTo(concat(FIRST.bytes(), SECOND.bytes()));
  }

  @Test
  void aLineCutAnywhereIsCompleted() throws IOException {
    for (int cut = 0; cut <= SECOND.bytes().length; cut++) {
      Files.write(file, concat(FIRST.bytes(), Arrays.copyOf(SECOND.bytes(), cut)));

      assertThat(journal.append(FIRST.bytes().length, SECOND)).isEqualTo(new Outcome.Done());
      assertThat(Files.readAllBytes(file))
          .as("cut after %d bytes", cut)
          .isEqualTo(concat(FIRST.bytes(), SECOND.bytes()));
    }
  }

  @Test
  void anyOtherByteIsTampering() throws IOException {
    long seed = new Random().nextLong();
    var random = new Random(seed);
    for (int round = 0; round < 500; round++) {
      var there = Arrays.copyOf(SECOND.bytes(), 1 + random.nextInt(SECOND.bytes().length));
      int wrong = random.nextInt(there.length);
      there[wrong] ^= (byte) (1 + random.nextInt(255));
      var before = concat(FIRST.bytes(), there);
      Files.write(file, before);

      assertRefused(journal.append(FIRST.bytes().length, SECOND), Reason.TAMPERED);
      assertThat(Files.readAllBytes(file)).as("seed %d round %d", seed, round).isEqualTo(before);
    }
  }

  @Test
  void linesOfSomebodyElseAndMissingBytesAreTampering() throws IOException {
    Files.write(file, concat(FIRST.bytes(), SECOND.bytes()));
    assertRefused(journal.append(FIRST.bytes().length, FIRST), Reason.TAMPERED);

    Files.write(file, Arrays.copyOf(FIRST.bytes(), 3));
    assertRefused(journal.append(FIRST.bytes().length, SECOND), Reason.TAMPERED);
  }

  @Test
  void aLineLongerThanTheCompareBufferIsCompletedToo() throws IOException {
    var big = line("x".repeat(3_000_000) + "\n");
    for (int cut : new int[] {65_535, 65_536, 65_537, 2_999_999, 3_000_000}) {
      Files.write(file, Arrays.copyOf(big.bytes(), cut));

      assertThat(journal.append(0, big)).isEqualTo(new Outcome.Done());
      assertThat(Files.readAllBytes(file)).isEqualTo(big.bytes());
    }
  }

  @Test
  void withoutAJournalNothingIsMade() {
    var nowhere = folder.resolve("no/in.jsonl");

    assertRefused(new InputJournal(nowhere).append(0, FIRST), Reason.INVALID);
    assertThat(nowhere).doesNotExist();
  }

  @Test
  void aFullDiskKeepsThePrefixAndTheSameLineCompletesIt() throws Exception {
    var disk = Files.createDirectory(folder.resolve("disk"));
    assumeThat(run("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", disk.toString()))
        .as("a small disk can be mounted here (needs root)")
        .isZero();
    try {
      var ballast = Files.write(disk.resolve("ballast"), new byte[40 * 1024]);
      var full = new InputJournal(Files.createFile(disk.resolve("in.jsonl")));
      var big = line("y".repeat(40 * 1024) + "\n");

      assertRefused(full.append(0, big), Reason.NO_SPACE);
      long prefix = Files.size(disk.resolve("in.jsonl"));
      assertThat(prefix).isBetween(1L, (long) big.bytes().length - 1);
      assertRefused(full.append(0, big), Reason.NO_SPACE);
      assertRefused(full.append(0, FIRST), Reason.TAMPERED);

      Files.delete(ballast);
      assertThat(full.append(0, big)).isEqualTo(new Outcome.Done());
      assertThat(Files.readAllBytes(disk.resolve("in.jsonl"))).isEqualTo(big.bytes());
    } finally {
      run("umount", disk.toString());
    }
  }

  private static void assertRefused(Outcome outcome, Reason reason) {
    assertThat(outcome)
        .asInstanceOf(InstanceOfAssertFactories.type(Outcome.Refused.class))
        .extracting(Outcome.Refused::reason)
        .isEqualTo(reason);
  }

  private static int run(String... command) throws Exception {
    return new ProcessBuilder(command)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  private static InputLine line(String text) {
    return new InputLine(
        new InputId(UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8))),
        text.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] concat(byte[] one, byte[] two) {
    var both = Arrays.copyOf(one, one.length + two.length);
    System.arraycopy(two, 0, both, one.length, two.length);
    return both;
  }
}
