package dev.nightdesk.tests.store;

import static dev.nightdesk.tests.store.BusyStore.FIRST;
import static dev.nightdesk.tests.store.BusyStore.SESSION;
import static dev.nightdesk.tests.store.Things.AT;
import static dev.nightdesk.tests.store.Things.CHAT;
import static dev.nightdesk.tests.store.Things.effects;
import static dev.nightdesk.tests.store.Things.said;
import static dev.nightdesk.tests.store.Things.sessionId;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.gateway.store.Outgoing;
import dev.nightdesk.gateway.store.Store;
import dev.nightdesk.tests.world.Books;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.io.TempDir;

/// A program is killed in the middle of its work with a store: whatever it was told is kept.
class StoreCrashTest {
  private static final String LANE = sessionId(SESSION).toString();
  private static final int KILLS = 3;

  @TempDir Path home;

  @RepeatedTest(2)
  void whatWasAcknowledgedOutlivesAKill(RepetitionInfo repetition) throws Exception {
    var random = new Random(repetition.getCurrentRepetition());
    int next = FIRST;
    for (int kill = 0; kill < KILLS; kill++) {
      var told = killAfter(50 + random.nextInt(300), next);
      try (var store = open()) {
        assertThat(new Books(home.resolve("nightdesk.db")).integrity()).isEqualTo("ok");
        next = checked(store, told, next);
      }
    }
  }

  private Store open() {
    return Store.open(home.resolve("nightdesk.db"), new Random(1), Things.SURROUNDINGS);
  }

  /// The last number of each word it said before it was killed.
  private Map<String, Integer> killAfter(int words, int first) throws IOException {
    var program =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                BusyStore.class.getName(),
                home.resolve("nightdesk.db").toString(),
                Integer.toString(first))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    var told = new HashMap<String, Integer>();
    try (BufferedReader out = program.inputReader(UTF_8)) {
      for (int heard = 0; heard < words; heard++) {
        hear(told, out.readLine());
      }
      // By its handle: the process itself would close the pipe, and its last words would be lost.
      program.toHandle().destroyForcibly();
      for (var line = out.readLine(); line != null; line = out.readLine()) {
        hear(told, line);
      }
    } finally {
      program.destroyForcibly();
    }
    return told;
  }

  private static void hear(Map<String, Integer> told, String line) {
    assertThat(line).as("the program ended by itself").isNotNull();
    var words = line.split(" ", 2);
    // The kill may cut the last line.
    if (words.length == 2 && words[1].length() == Integer.toString(FIRST).length()) {
      told.put(words[0], Integer.parseInt(words[1]));
    }
  }

  /// Finishes what was cut off.
  ///
  /// @return the next number to work with
  private static int checked(Store store, Map<String, Integer> told, int first)
      throws InterruptedException {
    int received = told.getOrDefault("received", 0);
    for (int number = first; number <= received; number++) {
      int each = number;
      assertThat(store.<Boolean>write(tx -> tx.receive(said(each), AT).isPresent()))
          .as("%s was taken", number)
          .isFalse();
    }
    long wanted =
        store.read(reads -> reads.toShow(CHAT, AT, 1)).getFirst().wanted().card().revision();
    assertThat(wanted).isBetween((long) told.getOrDefault("stepped", 0), (long) received + 1);
    finishOpenInput(store);
    assertThat(journalLength(store)).isEqualTo((wanted - FIRST + 1) * BusyStore.lineLength());
    // A number that was received and not stepped is stepped here, as its lane's worker would.
    if (!store.read(reads -> Things.waiting(reads, 1)).isEmpty()) {
      store.change(tx -> BusyStore.step(tx, (int) wanted + 1));
      finishOpenInput(store);
      return (int) wanted + 2;
    }
    return (int) wanted + 1;
  }

  private static void finishOpenInput(Store store) throws InterruptedException {
    Optional<Outgoing> open = store.read(reads -> reads.nextOutgoing(LANE, AT));
    if (open.isPresent()) {
      store.change(tx -> tx.done(tx.claim(open.get().id()).id()));
    }
  }

  private static long journalLength(Store store) throws InterruptedException {
    store.change(tx -> tx.apply(effects(Things.send(SESSION, 1, FIRST, false)), AT, Things::line));
    Outgoing probe = store.write(tx -> tx.claim(tx.nextOutgoing(LANE, AT).orElseThrow().id()));
    store.change(tx -> tx.drop(probe.id()));
    return probe.journalAt();
  }
}
