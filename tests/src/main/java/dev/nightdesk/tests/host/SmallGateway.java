package dev.nightdesk.tests.host;

import dev.nightdesk.sessions.AgentEvent;
import dev.nightdesk.sessions.AgentInput;
import dev.nightdesk.sessions.Cursor;
import dev.nightdesk.sessions.InputId;
import dev.nightdesk.sessions.Outcome;
import dev.nightdesk.sessions.Outcome.Reason;
import dev.nightdesk.sessions.SessionId;
import dev.nightdesk.sessions.SessionSpec;
import dev.nightdesk.sessions.StopReason;
import dev.nightdesk.sessions.host.HostSettings;
import dev.nightdesk.sessions.host.LocalHost;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;

/// A program that does with a host what the gateway does, in 150 lines and with two text files for
/// a database: has one session say some words, then stops it. It may be killed at any moment;
/// started again it goes on, and at its end each word was heard exactly once.
///
/// `ledger` holds what was heard, each line with the cursor behind it; `outbox` holds which word
/// was to be appended where.
public final class SmallGateway implements AutoCloseable {
  private static final int ATTEMPTS = 20;

  private record Row(int incarnation, int word, long at) {}

  private final Path folder;
  private final SessionId session;
  private final List<String> words;
  private final LocalHost host;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition heardMore = lock.newCondition();
  private final List<String> heard = new ArrayList<>();
  private Cursor cursor = Cursor.startOf(1);

  /// Goes on where the one before stopped.
  ///
  /// @param ours the environment of the host
  public SmallGateway(Path folder, SessionId session, int words, Map<String, String> ours)
      throws IOException {
    this.folder = folder;
    this.session = session;
    this.words = IntStream.range(0, words).mapToObj(SmallGateway::word).toList();
    this.host =
        LocalHost.open(
            folder,
            Map.of(EchoBackend.KIND, new EchoBackend()),
            HostSettings.standard(),
            ours,
            System::nanoTime);
    readLedger();
  }

  /// The word with this number, as the agent says it.
  public static String word(int number) {
    return "word-" + number;
  }

  /// Runs to the end, or until it is killed.
  ///
  /// @param arguments home, session, number of words
  public static void main(String[] arguments) throws Exception {
    var session = new SessionId(UUID.fromString(arguments[1]));
    int words = Integer.parseInt(arguments[2]);
    try (var gateway = new SmallGateway(Path.of(arguments[0]), session, words, System.getenv())) {
      gateway.run(Integer.MAX_VALUE);
    }
  }

  /// Serves incarnation after incarnation until all is heard and the last one has ended.
  ///
  /// @param incarnations after how many to leave it at that
  public void run(int incarnations) throws InterruptedException, IOException {
    for (int served = 0; served < incarnations && !isFinished(); served++) {
      serve(cursor.incarnation());
    }
  }

  private boolean isFinished() {
    return heard.containsAll(words)
        && cursor.incarnation() > 1
        && cursor.equals(Cursor.startOf(cursor.incarnation()));
  }

  /// One incarnation from its start, or from wherever it is, to its end.
  private void serve(int incarnation) throws InterruptedException, IOException {
    boolean lives = ensured(incarnation);
    var follower = Thread.ofVirtual().start(() -> follow(incarnation));
    if (lives) {
      sendAll(incarnation);
      host.stop(session, StopReason.STOP);
    }
    follower.join();
  }

  private boolean ensured(int incarnation) throws InterruptedException {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      switch (host.ensure(spec(incarnation))) {
        case Outcome.Done _ -> {
          return true;
        }
        case Outcome.Refused(Reason reason, String why) -> {
          if (reason != Reason.NOT_ALIVE) {
            throw new IllegalStateException(reason + " " + why);
          }
          return false;
        }
        case Outcome.Unknown _ -> {
          // Asked again.
        }
      }
    }
    throw new IllegalStateException("it never starts");
  }

  private void sendAll(int incarnation) throws InterruptedException, IOException {
    long at = 0;
    for (var row : outbox(incarnation)) {
      at = row.at() + length(row.word());
      if (!sent(row)) {
        return;
      }
    }
    for (int word = 0; word < words.size(); word++) {
      int number = word;
      if (!hasHeard(words.get(word))
          && outbox(incarnation).stream().noneMatch(row -> row.word() == number)) {
        var row = new Row(incarnation, word, at);
        append("outbox", "%d %d %d\n".formatted(incarnation, word, at));
        at += length(word);
        if (!sent(row)) {
          return;
        }
      }
    }
  }

  /// Whether the word was heard; false when the agent is dead.
  private boolean sent(Row row) throws InterruptedException {
    var id = new InputId(new UUID(0, row.word()));
    var line =
        host.encode(EchoBackend.KIND, id, new AgentInput.Prompt(words.get(row.word()), false));
    var outcome = host.send(session, row.incarnation(), row.at(), line);
    if (!(outcome instanceof Outcome.Done)) {
      return false;
    }
    lock.lockInterruptibly();
    try {
      while (!heard.contains(words.get(row.word())) && cursor.incarnation() == row.incarnation()) {
        heardMore.await();
      }
      return cursor.incarnation() == row.incarnation();
    } finally {
      lock.unlock();
    }
  }

  private void follow(int incarnation) {
    try {
      host.follow(session, cursor, this::commit);
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts " + incarnation, e);
    }
  }

  private void commit(Cursor after, List<AgentEvent> events, String raw) {
    var text =
        events.getFirst() instanceof AgentEvent.Exited exited ? "ended " + exited.code() : raw;
    try {
      append("ledger", "%d %d %s\n".formatted(after.incarnation(), after.offset(), text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    hear(after, text);
  }

  private void hear(Cursor after, String text) {
    lock.lock();
    try {
      if (after.compareTo(cursor) <= 0) {
        throw new IllegalStateException("told again: " + after + " " + text);
      }
      heard.add(text);
      cursor = after;
      heardMore.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private boolean hasHeard(String word) {
    lock.lock();
    try {
      return heard.contains(word);
    } finally {
      lock.unlock();
    }
  }

  private void readLedger() throws IOException {
    for (var line : lines("ledger")) {
      var parts = line.split(" ", 3);
      hear(new Cursor(Integer.parseInt(parts[0]), Long.parseLong(parts[1])), parts[2]);
    }
  }

  private List<Row> outbox(int incarnation) throws IOException {
    return lines("outbox").stream()
        .map(line -> line.split(" ", 3))
        .map(parts ->
            new Row(
                Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Long.parseLong(parts[2])))
        .filter(row -> row.incarnation() == incarnation)
        .toList();
  }

  private List<String> lines(String file) throws IOException {
    var path = folder.resolve(file);
    return Files.exists(path) ? Files.readAllLines(path) : List.of();
  }

  private void append(String file, String line) throws IOException {
    Files.writeString(
        folder.resolve(file), line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private long length(int word) {
    return words.get(word).getBytes(StandardCharsets.UTF_8).length + 1L;
  }

  private SessionSpec spec(int incarnation) {
    return new SessionSpec(
        session,
        incarnation,
        EchoBackend.KIND,
        folder,
        session.toString(),
        SessionSpec.Start.FRESH,
        null,
        "default",
        0,
        null,
        Map.of());
  }

  @Override
  public void close() {
    host.close();
  }
}
