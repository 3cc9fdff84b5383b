package dev.nightdesk.tests.store;

import static dev.nightdesk.tests.store.Things.AT;
import static dev.nightdesk.tests.store.Things.OTHER_CHAT;
import static dev.nightdesk.tests.store.Things.said;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.adapters.Place;
import dev.nightdesk.gateway.store.Store;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Prints how fast the writer is. A figure to look at, not to pass or fail by.
class StoreFiguresTest {
  private static final int MESSAGES = 500;
  private static final int LANES = 10;

  @TempDir Path home;

  @Test
  void theWriterTellsHowManyMessagesItTakesASecond() throws Exception {
    try (var store = Store.open(home.resolve("nightdesk.db"), new Random(1), Things.SURROUNDINGS)) {
      work(store, OTHER_CHAT, 1_000_000, MESSAGES);
      print("one after the other", MESSAGES, () -> work(store, OTHER_CHAT, 0, MESSAGES));
      print("in ten lanes", MESSAGES, () -> workInLanes(store));
      assertThat(store.<Long>read(reads -> reads.counts().inbox())).isZero();
    }
  }

  private interface Work {
    void run() throws InterruptedException;
  }

  private static void print(String how, int messages, Work work) throws InterruptedException {
    long start = System.nanoTime();
    work.run();
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.printf(
        "store: %d messages %s, each received, stepped and finished: %.0f a second%n",
        messages, how, messages / seconds);
  }

  private static void workInLanes(Store store) throws InterruptedException {
    var threads = new ArrayList<Thread>();
    var failures = new ConcurrentLinkedQueue<Exception>();
    for (int lane = 1; lane <= LANES; lane++) {
      var place = Place.chat(Things.TELEGRAM, "lane" + lane);
      int first = lane * 10_000;
      threads.add(
          Thread.startVirtualThread(() -> {
            try {
              work(store, place, first, MESSAGES / LANES);
            } catch (InterruptedException | RuntimeException failure) {
              failures.add(failure);
            }
          }));
    }
    for (var thread : threads) {
      thread.join();
    }
    assertThat(failures).isEmpty();
  }

  /// Two commits a message, as in real life: taken in, then decided about.
  private static void work(Store store, Place place, int first, int many)
      throws InterruptedException {
    for (int number = first; number < first + many; number++) {
      int now = number;
      store.change(tx -> tx.receive(said(now, place), AT));
      store.change(tx -> {
        tx.waiting(place.toString(), 1).forEach(one -> tx.finish(one.id(), AT));
        BusyStore.decided(tx, now);
      });
    }
  }
}
