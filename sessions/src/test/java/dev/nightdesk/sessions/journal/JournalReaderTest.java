package dev.nightdesk.sessions.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.sessions.journal.JournalLine.TooLong;
import dev.nightdesk.sessions.journal.JournalLine.Unfinished;
import dev.nightdesk.sessions.journal.JournalLine.Whole;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalReaderTest {
  @TempDir Path folder;
  private Path file = Path.of("unset");

  @BeforeEach
  void anEmptyJournal() throws IOException {
    file = Files.createFile(folder.resolve("out.jsonl"));
  }

  @Test
  void linesComeWithThePlaceBehindThem() throws IOException {
    write("one\nzwei €\n\nthree");

    try (var reader = JournalReader.open(file, 0)) {
      assertThat(reader.next()).isEqualTo(new Whole(4, "one"));
      assertThat(reader.next()).isEqualTo(new Whole(13, "zwei €"));
      assertThat(reader.next()).isEqualTo(new Whole(14, ""));
      assertThat(reader.next()).isNull();
      assertThat(reader.next()).isNull();
      append("!\n");
      assertThat(reader.next()).isEqualTo(new Whole(21, "three!"));
    }
  }

  @Test
  void readingGoesOnBehindAnyLine() throws IOException {
    write("one\ntwo\nthree\n");
    var all = readFrom(0);

    for (int line = 0; line < all.size(); line++) {
      assertThat(readFrom(all.get(line).end())).isEqualTo(all.subList(line + 1, all.size()));
    }
  }

  @Test
  void aPlacePastTheEndMeansTheEnd() throws IOException {
    write("one\n");

    try (var reader = JournalReader.open(file, 5_000)) {
      assertThat(reader.next()).isNull();
      append("two\n");
      assertThat(reader.next()).isEqualTo(new Whole(8, "two"));
    }
  }

  @Test
  void whatADeadWriterLeftBehindTheLastNewlineIsTold() throws IOException {
    write("one\n{\"type\":\"resu");

    try (var reader = JournalReader.open(file, 0)) {
      assertThat(reader.next()).isEqualTo(new Whole(4, "one"));
      assertThat(reader.next()).isNull();
      assertThat(reader.rest()).isEqualTo(new Unfinished(17, "{\"type\":\"resu"));
      assertThat(reader.rest()).isNull();
    }
  }

  @Test
  void bytesThatAreNoTextDoNotHideTheNextLine() throws IOException {
    var bytes = new byte[] {(byte) 0xC3, 0, (byte) 0xFF, 'x', '\n', 'o', 'k', '\n'};
    Files.write(file, bytes);

    assertThat(readFrom(0)).containsExactly(new Whole(5, "�\0�x"), new Whole(8, "ok"));
  }

  @Test
  void aLineMayHaveTheGreatestLengthAndNotOneByteMore() throws IOException {
    int max = 200_000;
    write("a".repeat(max) + "\n" + "b".repeat(max + 1) + "\nlast\n");

    var lines = readFrom(0, max);

    assertThat(lines).hasSize(3);
    assertThat(lines.get(0)).isEqualTo(new Whole(max + 1, "a".repeat(max)));
    assertThat(lines.get(1))
        .isEqualTo(new TooLong(2L * max + 3, "b".repeat(JournalReader.HEAD_BYTES), max + 1));
    assertThat(lines.get(2)).isEqualTo(new Whole(2L * max + 8, "last"));
  }

  @Test
  void aLineOfTheGreatestLengthIsReadAndALongerOneIsSkipped() throws IOException {
    try (var sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.seek(JournalReader.MAX_LINE_BYTES);
      sparse.write('\n');
      sparse.seek(sparse.length() + JournalReader.MAX_LINE_BYTES + 1);
      sparse.write("\nlast\n".getBytes(StandardCharsets.UTF_8));
    }

    try (var reader = JournalReader.open(file, 0)) {
      assertThat(reader.next())
          .isInstanceOfSatisfying(
              Whole.class, line -> assertThat(line.text()).hasSize(JournalReader.MAX_LINE_BYTES));
      assertThat(reader.next())
          .isInstanceOfSatisfying(
              TooLong.class,
              line -> assertThat(line.bytes()).isEqualTo(JournalReader.MAX_LINE_BYTES + 1L));
      assertThat(reader.next())
          .extracting(line -> line == null ? "" : line.text())
          .isEqualTo("last");
    }
  }

  @Test
  void aLineOfManyTimesTheGreatestLengthTakesOneEvent() throws IOException {
    write("c".repeat(3_000_000) + "\nlast\n" + "d".repeat(1_500_000));

    try (var reader = JournalReader.open(file, 0, 100_000)) {
      assertThat(reader.next())
          .isEqualTo(new TooLong(3_000_001, "c".repeat(JournalReader.HEAD_BYTES), 3_000_000));
      assertThat(reader.next()).isEqualTo(new Whole(3_000_006, "last"));
      assertThat(reader.next()).isNull();
      assertThat(reader.rest())
          .isEqualTo(new Unfinished(4_500_006, "d".repeat(JournalReader.HEAD_BYTES)));
    }
  }

  @Test
  void aLineOfTwoMebibytesIsOneLine() throws IOException {
    var big = "€".repeat(700_000);
    write("one\n" + big + "\ntwo\n");

    assertThat(readFrom(0).stream().map(JournalLine::text)).containsExactly("one", big, "two");
  }

  /// Whatever the lines, the pieces they are written in and the place reading begins anew.
  @Test
  void nothingIsLostNorTwiceHoweverTheFileGrows() throws IOException {
    long seed = new Random().nextLong();
    for (int round = 0; round < 60; round++) {
      var random = new Random(seed + round);
      var lines = randomLines(random);
      var bytes =
          lines.stream()
              .map(line -> line + "\n")
              .collect(Collectors.joining())
              .getBytes(StandardCharsets.UTF_8);

      assertThat(readWhileItGrows(bytes, random)).as("seed %d", seed + round).isEqualTo(lines);
    }
  }

  private List<String> readWhileItGrows(byte[] bytes, Random random) throws IOException {
    Files.write(file, new byte[0]);
    var read = new ArrayList<String>();
    var reader = JournalReader.open(file, 0);
    for (int written = 0; written < bytes.length; ) {
      int piece = Math.min(bytes.length - written, 1 + random.nextInt(150_000));
      var part = Arrays.copyOfRange(bytes, written, written + piece);
      Files.write(file, part, StandardOpenOption.APPEND);
      written += piece;
      for (var line = reader.next(); line != null; line = reader.next()) {
        read.add(line.text());
        if (random.nextInt(20) == 0) {
          reader.close();
          reader = JournalReader.open(file, line.end());
        }
      }
    }
    assertThat(reader.rest()).isNull();
    reader.close();
    return read;
  }

  private static List<String> randomLines(Random random) {
    var lines = new ArrayList<String>();
    for (int count = random.nextInt(60); count > 0; count--) {
      int length =
          switch (random.nextInt(6)) {
            case 0 -> 0;
            case 1 -> JournalReader.FIRST_BUFFER_BYTES - 2 + random.nextInt(4);
            case 2 -> random.nextInt(400_000);
            default -> random.nextInt(300);
          };
      lines.add("ä€x".repeat(length / 6 + 1).substring(0, length / 2));
    }
    return lines;
  }

  private List<JournalLine> readFrom(long place) throws IOException {
    return readFrom(place, JournalReader.MAX_LINE_BYTES);
  }

  private List<JournalLine> readFrom(long place, int maxLineBytes) throws IOException {
    var lines = new ArrayList<JournalLine>();
    try (var reader = JournalReader.open(file, place, maxLineBytes)) {
      for (var line = reader.next(); line != null; line = reader.next()) {
        lines.add(line);
      }
      return lines;
    }
  }

  private void write(String text) throws IOException {
    Files.writeString(file, text);
  }

  private void append(String text) throws IOException {
    Files.writeString(file, text, StandardOpenOption.APPEND);
  }
}
