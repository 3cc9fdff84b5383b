package dev.nightdesk.tests.world;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
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
    String refusal =
        run("mount", "-t", "tmpfs", "-o", "mode=700,size=" + ROOM, "tmpfs", folder.toString());
    Assumptions.assumeTrue(
        refusal.isEmpty(),
        () ->
            "Left out, as nobody here may mount a small file system that can be full ("
                + refusal
                + "). Run the tests as root to see this one.");
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
    String refusal = run("umount", "-l", folder.toString());
    if (!refusal.isEmpty()) {
      throw new IllegalStateException("cannot unmount " + folder + ": " + refusal);
    }
  }

  /// Why it did not do it; empty when it did.
  private static String run(String... command) {
    try {
      var process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int code = process.waitFor();
      return code == 0 ? "" : said.isBlank() ? command[0] + " ended with " + code : said.strip();
    } catch (IOException notThere) {
      return notThere.toString();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "interrupted";
    }
  }
}
