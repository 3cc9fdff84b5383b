package dev.nightdesk.tests.claude;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.nightdesk.sessions.AgentBackend;
import dev.nightdesk.sessions.AgentBackend.Launch;
import dev.nightdesk.sessions.AgentEvent;
import dev.nightdesk.sessions.AgentInput;
import dev.nightdesk.sessions.InputId;
import dev.nightdesk.tests.world.Signals;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// An agent's process on a plain pipe: no journal, no host. What it says is decoded as it comes.
///
/// Waiting is in order: each `await…` begins behind the event the one before found.
public final class AgentProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final JsonMapper JSON = new JsonMapper();

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final AgentBackend backend;
  private final Process process;
  private final OutputStream in;
  private final List<String> lines = new ArrayList<>();
  private final List<AgentEvent> events = new ArrayList<>();
  private final StringBuilder errors = new StringBuilder();
  private int heard;
  private int streams = 2;

  private AgentProcess(AgentBackend backend, Process process) {
    this.backend = backend;
    this.process = process;
    this.in = process.getOutputStream();
    Thread.ofVirtual().start(() -> read(process.inputReader(StandardCharsets.UTF_8), this::line));
    Thread.ofVirtual().start(() -> read(process.errorReader(StandardCharsets.UTF_8), this::error));
  }

  /// Starts it.
  ///
  /// @param environment all the process gets besides the launch's own variables
  public static AgentProcess start(
      AgentBackend backend, Launch launch, Path directory, Map<String, String> environment) {
    // Whoever started us in the background may have us ignore SIGINT, and what is ignored stays
    // ignored in everything we start; the launcher clears it in the same way.
    var command = new ArrayList<String>(List.of("perl", "-e", "$SIG{INT}='DEFAULT'; exec @ARGV"));
    command.addAll(launch.command());
    var builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.environment().putAll(launch.environment());
    try {
      return new AgentProcess(backend, builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Says something under a new id.
  public InputId say(String prompt) {
    return say(new InputId(UUID.randomUUID()), prompt);
  }

  public InputId say(InputId id, String prompt) {
    return send(id, new AgentInput.Prompt(prompt, false));
  }

  public InputId send(AgentInput input) {
    return send(new InputId(UUID.randomUUID()), input);
  }

  private InputId send(InputId id, AgentInput input) {
    write(backend.encode(id, input).bytes());
    return id;
  }

  /// Bytes as they are.
  public void write(byte[] bytes) {
    try {
      in.write(bytes);
      in.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("the agent reads no more; " + this, e);
    }
  }

  /// Waits for the next event of a kind.
  public <E extends AgentEvent> E await(Class<E> kind) throws InterruptedException {
    return await(kind, event -> true);
  }

  /// Waits for the next event of a kind that fits.
  public <E extends AgentEvent> E await(Class<E> kind, Predicate<E> wanted)
      throws InterruptedException {
    long left = PATIENCE.toNanos();
    lock.lockInterruptibly();
    try {
      while (true) {
        for (; heard < events.size(); heard++) {
          AgentEvent event = events.get(heard);
          if (kind.isInstance(event) && wanted.test(kind.cast(event))) {
            heard++;
            return kind.cast(event);
          }
        }
        if (left <= 0 || streams == 0) {
          throw new AssertionError("waited for " + kind.getSimpleName() + "; " + this);
        }
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  /// Waits until it rests.
  public void awaitIdle() throws InterruptedException {
    await(AgentEvent.StateIs.class, is -> is.state() == AgentEvent.State.IDLE);
  }

  /// Waits for the answer to a prompt.
  public AgentEvent.TurnEnded awaitAnswer(InputId prompt) throws InterruptedException {
    return await(AgentEvent.TurnEnded.class, ended -> ended.answered().contains(prompt));
  }

  /// Waits until the process is gone and all it said is heard.
  public AgentEvent.Exited awaitEnd() throws InterruptedException {
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("it does not end; " + this);
    }
    long left = PATIENCE.toNanos();
    lock.lockInterruptibly();
    try {
      while (streams > 0 && left > 0) {
        left = changed.awaitNanos(left);
      }
      boolean hadResult = events.stream().anyMatch(event -> event instanceof AgentEvent.TurnEnded);
      return backend.exited(process.exitValue(), hadResult, errors.toString());
    } finally {
      lock.unlock();
    }
  }

  /// Everything it said, in order.
  public List<AgentEvent> events() {
    lock.lock();
    try {
      return List.copyOf(events);
    } finally {
      lock.unlock();
    }
  }

  public <E extends AgentEvent> List<E> events(Class<E> kind) {
    return events().stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /// Type and subtype of every line that gave no event.
  public List<String> unread() {
    lock.lock();
    try {
      return lines.stream()
          .filter(line -> backend.decode(line).isEmpty())
          .map(AgentProcess::kind)
          .distinct()
          .sorted()
          .toList();
    } finally {
      lock.unlock();
    }
  }

  private static String kind(String line) {
    try {
      JsonNode json = JSON.readTree(line);
      return json.path("type").asText() + "/" + json.path("subtype").asText();
    } catch (IOException e) {
      return "no JSON";
    }
  }

  /// SIGKILL; returns when it is dead.
  public void kill() throws InterruptedException {
    process.toHandle().destroyForcibly();
    awaitEnd();
  }

  /// SIGTERM. By its handle: the process object would close the pipes as well.
  public void terminate() {
    process.toHandle().destroy();
  }

  /// SIGINT.
  public void interrupt() throws InterruptedException {
    try {
      Signals.send("INT", process.pid());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public void endInput() {
    try {
      in.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void read(BufferedReader reader, Consumer<String> sink) {
    try (reader) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        sink.accept(line);
      }
    } catch (IOException gone) {
      // As good as its end.
    }
    lock.lock();
    try {
      streams--;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void line(String line) {
    List<AgentEvent> said = backend.decode(line);
    lock.lock();
    try {
      lines.add(line);
      events.addAll(said);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void error(String line) {
    lock.lock();
    try {
      errors.append(line).append('\n');
    } finally {
      lock.unlock();
    }
  }

  /// Ends the process if it still lives.
  @Override
  public void close() {
    process.destroyForcibly();
  }

  @Override
  public String toString() {
    lock.lock();
    try {
      return "heard %s, standard error “%s”, exit %s"
          .formatted(events, errors.toString().strip(), exitCode());
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Integer exitCode() {
    return process.isAlive() ? null : Integer.valueOf(process.exitValue());
  }
}
