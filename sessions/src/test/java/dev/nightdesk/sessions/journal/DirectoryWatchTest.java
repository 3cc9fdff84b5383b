package dev.nightdesk.sessions.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.sessions.journal.DirectoryWatch.Waiter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DirectoryWatchTest {
  /// Many times [DirectoryWatch#LONGEST_WAIT]; only a watch that is broken takes so long.
  private static final long PATIENCE_SECONDS = 30;

  @TempDir Path folder;

  @Test
  void theFirstLookComesSoonAndTheLastAfterATenthOfASecond() {
    assertThat(PolledChanges.waitAfter(0)).isEqualTo(Duration.ofMillis(5));
    assertThat(PolledChanges.waitAfter(1)).isEqualTo(Duration.ofMillis(10));
    assertThat(PolledChanges.waitAfter(4)).isEqualTo(Duration.ofMillis(80));
    assertThat(PolledChanges.waitAfter(5)).isEqualTo(Duration.ofMillis(100));
    assertThat(PolledChanges.waitAfter(Integer.MAX_VALUE)).isEqualTo(Duration.ofMillis(100));
  }

  @Test
  void whereTheSystemTellsOfNothingWaitingEndsAllTheSame() throws Exception {
    try (var watch = DirectoryWatch.best("Mac OS X");
        var waiter = watch.watch(folder)) {
      waiter.await(0);
      waiter.await(3);
    }
  }

  @Test
  void everyWaiterOfAFolderIsWokenAlsoWhenAnotherHasLeft() throws Exception {
    try (var watch = DirectoryWatch.best(System.getProperty("os.name"));
        var one = watch.watch(folder)) {
      try (var two = watch.watch(folder)) {
        Files.createFile(folder.resolve("a"));
        one.await(0);
        two.await(0);
      }
      Files.createFile(folder.resolve("b"));
      one.await(0);
    }
  }

  @Test
  void aFolderThatCannotBeWatchedIsLookedAt() throws Exception {
    try (var watch = DirectoryWatch.best(System.getProperty("os.name"));
        var waiter = watch.watch(folder.resolve("not there"))) {
      waiter.await(0);
    }
  }

  @Test
  void closingWakesEverybody() throws Exception {
    var watch = DirectoryWatch.best(System.getProperty("os.name"));
    var waiter = watch.watch(folder);
    var returned = new CountDownLatch(1);
    Thread.ofVirtual().start(() -> await(waiter, returned));

    watch.close();

    assertThat(returned.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    watch.watch(folder).await(0);
  }

  private static void await(Waiter waiter, CountDownLatch returned) {
    try {
      waiter.await(0);
      returned.countDown();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
