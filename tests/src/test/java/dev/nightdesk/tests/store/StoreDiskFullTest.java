package dev.nightdesk.tests.store;

import static dev.nightdesk.tests.store.Things.AT;
import static dev.nightdesk.tests.store.Things.said;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.nightdesk.gateway.store.Store;
import dev.nightdesk.gateway.store.StoreUnavailable;
import dev.nightdesk.tests.world.Books;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A disk that is full in the middle of the work: a small file system in memory, which only root
/// may mount.
class StoreDiskFullTest {
  private static final String SIZE = "2m";

  @TempDir Path mountPoint;
  private boolean mounted;

  @BeforeEach
  void mount() throws Exception {
    mounted =
        run("mount", "-t", "tmpfs", "-o", "mode=700,size=" + SIZE, "tmpfs", mountPoint.toString());
    assumeThat(mounted)
        .as("needs the right to mount a file system: run as root to see this test")
        .isTrue();
  }

  @AfterEach
  void unmount() throws Exception {
    if (mounted) {
      assertThat(run("umount", mountPoint.toString())).isTrue();
    }
  }

  private static boolean run(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException notThere) {
      return false;
    }
  }

  @Test
  void aFullDiskIsTheStoresTroubleAndPassesWhenThereIsRoom() throws Exception {
    var filler = mountPoint.resolve("filler");
    try (var store =
        Store.open(mountPoint.resolve("nightdesk.db"), new Random(1), Things.SURROUNDINGS)) {
      store.change(tx -> tx.receive(said(1), AT));
      fill(filler);
      int taken = receiveUntilRefused(store, 2);
      assertThat(store.<Integer>read(reads -> Things.waiting(reads, 100_000).size()))
          .isEqualTo(taken);

      Files.delete(filler);
      store.change(tx -> tx.receive(said(taken + 1), AT));
      assertThat(store.<Integer>read(reads -> Things.waiting(reads, 100_000).size()))
          .isEqualTo(taken + 1);
      assertThat(new Books(mountPoint.resolve("nightdesk.db")).integrity()).isEqualTo("ok");
    }
  }

  @Test
  void openingOnAFullDiskIsTheStoresTroubleToo() throws Exception {
    fill(mountPoint.resolve("filler"));
    assertThatThrownBy(() ->
            Store.open(mountPoint.resolve("nightdesk.db"), new Random(1), Things.SURROUNDINGS))
        .isInstanceOf(StoreUnavailable.class);
    Files.delete(mountPoint.resolve("filler"));
    Store.open(mountPoint.resolve("nightdesk.db"), new Random(1), Things.SURROUNDINGS).close();
  }

  /// Numbers from `first` on.
  ///
  /// @return the last one that was taken
  private static int receiveUntilRefused(Store store, int first) throws InterruptedException {
    for (int number = first; ; number++) {
      int now = number;
      try {
        store.change(tx -> tx.receive(said(now), AT));
      } catch (StoreUnavailable refusal) {
        assertThat(refusal.reason()).isEqualTo(StoreUnavailable.Reason.FULL);
        assertThat(refusal).hasMessageContaining("Free some space");
        return number - 1;
      }
    }
  }

  private static void fill(Path file) {
    byte[] block = new byte[4_096];
    try (var out = Files.newOutputStream(file)) {
      while (true) {
        out.write(block);
      }
    } catch (IOException full) {
      assertThat(full).hasMessageContaining("No space left");
    }
  }
}
