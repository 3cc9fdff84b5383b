package dev.nightdesk.sessions.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightdesk.sessions.FailPoint;
import dev.nightdesk.sessions.SessionId;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class JournalArchiveTest {
  private static final Instant ENDED = Instant.parse("2026-11-20T09:00:00Z");
  private static final String SAID = "{\"type\":\"assistant\"}\n".repeat(5_000);
  private static final int HALTED = 137;

  @TempDir Path home;
  private IncarnationDirectory files;

  @BeforeEach
  void anIncarnationThatEnded() throws IOException {
    files = SessionDirectory.of(home, new SessionId(UUID.fromString("0-0-0-0-1"))).incarnation(1);
    files.prepare();
    Files.createDirectory(files.claim());
    Files.writeString(files.input(), "hello\n");
    Files.writeString(files.output(), SAID);
    Files.writeString(files.pids(), "boot b\n");
    Files.writeString(files.exit(), "0\n");
    for (var file : List.of(files.input(), files.output(), files.pids(), files.exit())) {
      Files.setLastModifiedTime(file, FileTime.from(ENDED));
    }
  }

  private static Path compressed(Path file) {
    return Path.of(file + ".gz");
  }

  private static String unpacked(Path file) throws IOException {
    try (var in = new GZIPInputStream(Files.newInputStream(file))) {
      return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    }
  }

  private List<String> names() throws IOException {
    try (var all = Files.list(files.path())) {
      return all.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void itsFilesBecomeSmallAndStayPrivateAndAsOldAsTheyWere() throws Exception {
    assertThat(JournalArchive.isOpen(files)).isTrue();
    JournalArchive.compress(files);

    assertThat(names())
        .containsExactly(
            "claim", "err.log", "exit", "in.jsonl.gz", "launcher.log", "out.jsonl.gz", "pids");
    assertThat(unpacked(compressed(files.output()))).isEqualTo(SAID);
    assertThat(unpacked(compressed(files.input()))).isEqualTo("hello\n");
    assertThat(Files.size(compressed(files.output()))).isLessThan(SAID.length() / 10);
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(compressed(files.output()))))
        .isEqualTo("rw-------");
    assertThat(Files.getLastModifiedTime(compressed(files.output())).toInstant()).isEqualTo(ENDED);
    assertThat(JournalArchive.isOpen(files)).isFalse();
    assertThat(JournalArchive.isThere(files)).isTrue();
  }

  @Test
  void twiceIsAsOnce() throws Exception {
    JournalArchive.compress(files);
    var once = Files.readAllBytes(compressed(files.output()));
    JournalArchive.compress(files);

    assertThat(Files.readAllBytes(compressed(files.output()))).isEqualTo(once);
  }

  @Test
  void whatACrashLeftHalfWrittenIsWrittenAnew() throws Exception {
    Files.writeString(Path.of(compressed(files.output()) + ".draft"), "half of");
    JournalArchive.compress(files);

    assertThat(unpacked(compressed(files.output()))).isEqualTo(SAID);
    assertThat(names()).noneMatch(name -> name.endsWith(".draft"));
  }

  @Test
  void anInterruptionLeavesTheFileAsItWas() {
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> JournalArchive.compress(files))
          .isInstanceOf(InterruptedIOException.class);
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(files.output()).hasContent(SAID);
    assertThat(compressed(files.output())).doesNotExist();
  }

  @Test
  void whatIsWantedAgainIsAsItWas() throws Exception {
    JournalArchive.compress(files);
    JournalArchive.bringBack(files);

    assertThat(files.output()).hasContent(SAID);
    assertThat(files.input()).hasContent("hello\n");
    assertThat(names())
        .containsExactly(
            "claim", "err.log", "exit", "in.jsonl", "launcher.log", "out.jsonl", "pids");
    assertThat(Files.getLastModifiedTime(files.output()).toInstant()).isEqualTo(ENDED);
  }

  @Test
  void whatWasDroppedComesBackEmpty() throws Exception {
    JournalArchive.dropJournal(files);
    assertThat(names()).containsExactly("claim", "exit", "pids");
    JournalArchive.bringBack(files);

    assertThat(files.output()).isEmptyFile();
    assertThat(files.errors()).isEmptyFile();
  }

  @Test
  void ofABrokenFileAsMuchComesBackAsCanBeRead() throws Exception {
    JournalArchive.compress(files);
    var whole = Files.readAllBytes(compressed(files.output()));
    Files.write(compressed(files.output()), Arrays.copyOf(whole, whole.length / 2));
    Files.writeString(compressed(files.input()), "no such thing");
    JournalArchive.bringBack(files);

    assertThat(SAID).startsWith(Files.readString(files.output()));
    assertThat(files.input()).isEmptyFile();
  }

  @Test
  void whatNobodyClaimedIsNotTouched() throws Exception {
    var next =
        SessionDirectory.of(home, new SessionId(UUID.fromString("0-0-0-0-1"))).incarnation(2);
    JournalArchive.bringBack(next);
    assertThat(next.path()).doesNotExist();
  }

  @Test
  void anOldIncarnationGoesAltogether() throws Exception {
    JournalArchive.compress(files);
    JournalArchive.drop(files);
    assertThat(files.path()).doesNotExist();
  }

  @Test
  void itsEndIsTheLastThingThatChangedWhenTheLauncherWroteNone() throws Exception {
    assertThat(JournalArchive.endedAt(files)).contains(ENDED);
    Files.delete(files.exit());
    Files.setLastModifiedTime(files.errors(), FileTime.from(ENDED.minusSeconds(5)));
    Files.setLastModifiedTime(files.launcherLog(), FileTime.from(ENDED.minusSeconds(5)));
    Files.setLastModifiedTime(files.output(), FileTime.from(ENDED.plusSeconds(7)));
    assertThat(JournalArchive.endedAt(files)).contains(ENDED.plusSeconds(7));

    JournalArchive.compress(files);
    assertThat(JournalArchive.endedAt(files)).contains(ENDED.plusSeconds(7));
    JournalArchive.drop(files);
    assertThat(JournalArchive.endedAt(files)).isEmpty();
  }

  // ── Killed in the middle ──

  @ParameterizedTest
  @EnumSource(ArchiveFailPoint.class)
  void killedAtAnyStepEveryFileIsThereWholeAndTheNextCallEndsIt(ArchiveFailPoint point)
      throws Exception {
    boolean dropping = point == ArchiveFailPoint.ARCHIVE_HALF_DROPPED;
    assertThat(killedAt(point, dropping ? "drop" : "compress")).isEqualTo(HALTED);

    if (dropping) {
      assertThat(names()).containsExactly("exit");
      assertThat(JournalArchive.endedAt(files)).as("as old as before").contains(ENDED);
      JournalArchive.drop(files);
      assertThat(files.path()).doesNotExist();
      return;
    }
    for (var file : List.of(files.input(), files.output())) {
      var words = file.equals(files.output()) ? SAID : "hello\n";
      assertThat(Files.exists(file) ? Files.readString(file) : unpacked(compressed(file)))
          .isEqualTo(words);
    }
    JournalArchive.compress(files);
    assertThat(unpacked(compressed(files.output()))).isEqualTo(SAID);
    assertThat(unpacked(compressed(files.input()))).isEqualTo("hello\n");
    assertThat(names()).doesNotContain("in.jsonl", "out.jsonl").noneMatch(it -> it.endsWith("ft"));
  }

  private int killedAt(FailPoint point, String verb) throws Exception {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var child =
        new ProcessBuilder(
            java,
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            JournalArchiveTest.class.getName(),
            verb,
            files.path().toString());
    child.environment().put(FailPoint.VARIABLE, point.name());
    return child.inheritIO().start().waitFor();
  }

  /// Puts one incarnation away.
  public static void main(String[] arguments) throws IOException {
    var incarnation = new IncarnationDirectory(1, Path.of(arguments[1]));
    if (arguments[0].equals("drop")) {
      JournalArchive.drop(incarnation);
    } else {
      JournalArchive.compress(incarnation);
    }
  }
}
