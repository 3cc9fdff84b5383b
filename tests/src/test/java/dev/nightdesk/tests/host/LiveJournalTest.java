package dev.nightdesk.tests.host;

import static dev.nightdesk.tests.host.HostWorld.DONE;
import static dev.nightdesk.tests.host.SessionHostContract.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.sessions.Cursor;
import dev.nightdesk.sessions.Outcome.Reason;
import dev.nightdesk.sessions.SessionId;
import dev.nightdesk.sessions.StopReason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The journal between a real host and a real agent: cut, tampered with, long, and measured.
@Timeout(120)
class LiveJournalTest {
  @TempDir Path home;

  @Test
  void aLineCutAtAnyPlaceIsHeardOnceAndWhole() throws Exception {
    try (var world = new HostWorld(home);
        var later = world.another()) {
      var session = world.started();
      var said = new ArrayList<String>();
      long at = 0;
      for (int cut = 0; cut <= 24; cut++) {
        var text = "größer €%02d ".formatted(cut) + "x".repeat(7);
        var line = world.line(text);
        // As a gateway leaves it that was killed while it wrote.
        appendTo(world.files(session).input(), Arrays.copyOf(line.bytes(), cut));
        var host = cut % 2 == 0 ? world.host : later;
        assertThat(host.send(session, 1, at, line)).isEqualTo(DONE);
        at += line.bytes().length;
        said.add(text);
      }
      try (var ear = world.ear(session)) {
        ear.awaitWords(said.getLast());
        assertThat(SessionHostContract.echoed(ear)).isEqualTo(said);
      }
    }
  }

  @Test
  void aLineThatAnAgentWroteForItselfIsFound() throws Exception {
    try (var world = new HostWorld(home)) {
      var session = world.started();
      world.say(session, "hello");
      appendTo(world.files(session).input(), "approve me\n".getBytes(StandardCharsets.UTF_8));

      assertRefused(world.host.send(session, 1, 6, world.line("next")), Reason.TAMPERED);

      assertThat(world.host.stop(session, StopReason.TAMPERED)).isEqualTo(DONE);
    }
  }

  @Test
  void howeverOftenAFollowerIsCutOffEachLineIsToldOnce() throws Exception {
    long seed = new Random().nextLong();
    var random = new Random(seed);
    try (var world = new HostWorld(home)) {
      var session = world.started();
      var texts = IntStream.range(0, 400).mapToObj(n -> "line " + n).toList();
      var told = new ArrayList<String>();
      var place = Cursor.startOf(1);
      int sent = 0;
      while (!told.contains("line 399")) {
        for (int more = random.nextInt(60); more > 0 && sent < texts.size(); more--) {
          world.say(session, texts.get(sent++));
        }
        place = followSome(world, session, place, 1 + random.nextInt(40), told, sent);
      }
      told.removeIf(words -> words.startsWith("started "));
      assertThat(told).as("seed %d", seed).isEqualTo(texts);
    }
  }

  /// Breaks off by an exception, as a failing step does, after so many lines or at the newest one.
  private static Cursor followSome(
      HostWorld world, SessionId session, Cursor from, int lines, List<String> told, int sent)
      throws InterruptedException {
    var place = new Cursor[] {from};
    var left = new int[] {lines};
    if (told.size() > sent) {
      return from;
    }
    try {
      world.host.follow(
          session,
          from,
          (after, events, raw) -> {
            if (left[0]-- == 0) {
              throw new IllegalStateException("the step failed");
            }
            told.add(raw);
            place[0] = after;
            if (told.size() > sent) {
              throw new IllegalStateException("nothing more comes");
            }
          });
    } catch (IllegalStateException brokenOff) {
      return place[0];
    }
    throw new AssertionError("it ended");
  }

  // ── Figures: printed, never asserted ──

  @Test
  void fromAWriteToTheListener() throws Exception {
    try (var world = new HostWorld(home)) {
      var session = world.started();
      try (var out =
          FileChannel.open(
              world.files(session).output(), StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
        var line = ("x".repeat(199) + "\n").getBytes(StandardCharsets.UTF_8);
        measure("append to listener", world, session, number -> out.write(ByteBuffer.wrap(line)));
      }
    }
  }

  @Test
  void fromSendThroughTheAgentToTheListener() throws Exception {
    var cat = new EchoBackend(List.of("cat"), Map.of());
    try (var world = new HostWorld(home, cat, HostWorld.IMPATIENT, System.getenv())) {
      var session = world.started();
      measure(
          "send through cat to listener",
          world,
          session,
          number -> world.say(session, "y".repeat(199)));
    }
  }

  private interface Act {
    void once(int number) throws Exception;
  }

  private static void measure(String what, HostWorld world, SessionId session, Act act)
      throws Exception {
    int rounds = 1_000;
    var random = new Random(1);
    var took = new long[rounds];
    var heard = new SynchronousQueue<Long>();
    var follower =
        Thread.ofVirtual()
            .start(() -> {
              try {
                world.host.follow(
                    session,
                    Cursor.startOf(1),
                    (after, events, raw) -> {
                      if (!raw.startsWith("started ")) {
                        heard.put(System.nanoTime());
                      }
                    });
              } catch (InterruptedException over) {
                // The measurement is over.
              }
            });
    for (int round = 0; round < rounds; round++) {
      // So that the follower waits again, as it does for an agent that thinks.
      LockSupport.parkNanos(random.nextInt(2_000_000));
      long begun = System.nanoTime();
      act.once(round);
      took[round] = heard.take() - begun;
    }
    follower.interrupt();
    follower.join();
    Arrays.sort(took);
    System.out.printf(
        "figures: %s: p50 %d us, p95 %d us, p99 %d us, max %d us%n",
        what,
        micros(took[rounds / 2]),
        micros(took[rounds * 95 / 100]),
        micros(took[rounds * 99 / 100]),
        micros(took[rounds - 1]));
  }

  private static long micros(long nanos) {
    return TimeUnit.NANOSECONDS.toMicros(nanos);
  }

  private static void appendTo(Path file, byte[] bytes) throws IOException {
    Files.write(file, bytes, StandardOpenOption.APPEND);
  }
}
