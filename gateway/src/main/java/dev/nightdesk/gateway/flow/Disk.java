package dev.nightdesk.gateway.flow;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How much room is left where the home is, measured now and then, so that a transaction can ask
/// without touching the disk.
public final class Disk {
  static final Duration EVERY = Duration.ofSeconds(2);

  private static final Logger LOG = LoggerFactory.getLogger(Disk.class);

  /// Tells how many bytes are free.
  @FunctionalInterface
  public interface Gauge {
    long freeBytes() throws IOException;
  }

  private final Gauge gauge;
  private volatile long free;

  /// Measures at once.
  public Disk(Gauge gauge) {
    this.gauge = gauge;
    measure();
  }

  /// The disk a directory is on. Measures at once.
  public Disk(Path home) {
    this(storeOf(home)::getUsableSpace);
  }

  private static FileStore storeOf(Path home) {
    try {
      return Files.getFileStore(home);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot look at the disk of " + home, e);
    }
  }

  /// As measured lately; no room at all when the disk does not answer.
  public long freeBytes() {
    return free;
  }

  /// Measures until interrupted.
  void watch() throws InterruptedException {
    while (true) {
      Thread.sleep(EVERY);
      measure();
    }
  }

  /// Measures now.
  public void measure() {
    try {
      free = gauge.freeBytes();
    } catch (IOException e) {
      LOG.error("event=disk-not-answering", e);
      free = 0;
    }
  }
}
