package dev.nightdesk.sessions;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Where the process is to end, or a thread of it to wait: what [FailPoint#VARIABLE] says.
sealed interface Armed {
  /// What a shell reports for a process killed by signal 9.
  int HALT_CODE = 137;

  @Nullable Armed BY_ENVIRONMENT = parse(System.getenv(FailPoint.VARIABLE));

  /// What is to be done at a point.
  enum Order {
    GO_ON,
    HALT,
    HOLD
  }

  boolean concerns(String point);

  /// Says what to do now; what is not [Order#GO_ON] is said once.
  Order visit(String point);

  /// Keeps the thread until the test lets it go.
  default void hold() {}

  /// Reads what a test wrote.
  ///
  /// @param text `NAME`, `NAME@nth` or `@file`; nothing for none
  static @Nullable Armed parse(@Nullable String text) {
    if (text == null || text.isBlank()) {
      return null;
    }
    int at = text.indexOf('@');
    return switch (at) {
      case 0 -> new ByFile(Path.of(text.substring(1)));
      case -1 -> new ByName(text, new AtomicInteger(1));
      default ->
          new ByName(
              text.substring(0, at), new AtomicInteger(Integer.parseInt(text.substring(at + 1))));
    };
  }

  /// Told at the start.
  record ByName(String name, AtomicInteger visitsLeft) implements Armed {
    @Override
    public boolean concerns(String point) {
      return name.equals(point);
    }

    @Override
    public Order visit(String point) {
      return concerns(point) && visitsLeft.decrementAndGet() == 0 ? Order.HALT : Order.GO_ON;
    }
  }

  /// Told while it runs. The file is renamed to `….reached` by whoever is first to reach its point,
  /// and one who is held goes on when that file is removed.
  record ByFile(Path file) implements Armed {
    private static final Duration LOOK_EVERY = Duration.ofMillis(2);

    @Override
    public boolean concerns(String point) {
      return words().endsWith(" " + point);
    }

    @Override
    public Order visit(String point) {
      String words = words();
      if (!words.endsWith(" " + point) || !isFirst()) {
        return Order.GO_ON;
      }
      return words.startsWith("hold ") ? Order.HOLD : Order.HALT;
    }

    private String words() {
      try {
        return Files.readString(file).strip();
      } catch (NoSuchFileException notArmed) {
        return "";
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private boolean isFirst() {
      try {
        Files.move(file, reached(), StandardCopyOption.ATOMIC_MOVE);
        return true;
      } catch (IOException another) {
        return false;
      }
    }

    private Path reached() {
      return file.resolveSibling(file.getFileName() + ".reached");
    }

    @Override
    public void hold() {
      while (Files.exists(reached())) {
        LockSupport.parkNanos(LOOK_EVERY.toNanos());
      }
    }
  }
}
