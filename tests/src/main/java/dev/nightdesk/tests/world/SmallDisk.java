package dev.nightdesk.tests.world;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/// A file system in memory that can be full, mounted on a folder; only root may make one, and for
/// others the test is left out.
public final class SmallDisk implements AutoCloseable {
  private static final String ROOM = "64m";

  private final Path folder;

  private SmallDisk(Path folder) {
    this.folder = folder;
  }

  /// Mounts it; the folder is its owner's alone.
  public static SmallDisk mount(Path folder) {
    boolean mounted =
        run("mount", "-t", "tmpfs", "-o", "mode=700,size=" + ROOM, "tmpfs", folder.toString());
    Assumptions.assumeTrue(
        mounted, "needs the right to mount a file system: run as root to see this test");
    return new SmallDisk(folder);
  }

  /// Takes every byte that is left.
  public void fill() {
    byte[] block = new byte[4_096];
    try (var out = Files.newOutputStream(filler())) {
      while (true) {
        out.write(block);
      }
    } catch (IOException full) {
      // As it should be.
    }
  }

  /// Takes so many of them.
  public void take(int bytes) {
    try {
      Files.write(filler(), new byte[bytes]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Gives them back.
  public void clear() {
    try {
      Files.deleteIfExists(filler());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path filler() {
    return folder.resolve("filler");
  }

  @Override
  public void close() {
    // Lazily: a process that is on its way out may still hold a file.
    if (!run("umount", "-l", folder.toString())) {
      throw new IllegalStateException("cannot unmount " + folder);
    }
  }

  private static boolean run(String... command) {
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException notThere) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
