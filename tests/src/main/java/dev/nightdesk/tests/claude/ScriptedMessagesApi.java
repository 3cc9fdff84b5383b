package dev.nightdesk.tests.claude;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.nightdesk.tests.claude.Reply.Part;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okio.ByteString;

/// The vendor's Messages API for the real CLI, on loopback: streams answers, plays the script in a
/// prompt ([dev.nightdesk.sessions.scripted.Script]) and remembers what the model got to read.
///
/// Side calls of the CLI (titles, token counts) get a plain answer and are not remembered. Safe for
/// any thread.
public final class ScriptedMessagesApi implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration FOR_EVER = Duration.ofHours(1);
  private static final Part.Text SIDE_ANSWER = new Part.Text("A side answer");
  private static final JsonMapper JSON = new JsonMapper();

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final List<ModelCall> calls = new ArrayList<>();
  private final Deque<Reply> instead = new ArrayDeque<>();
  private final Brain brain;
  private final MockWebServer server = new MockWebServer();
  private final Gate gate = new Gate();

  /// Starts on a free port.
  ///
  /// @param directory where files named by scripts lie
  public ScriptedMessagesApi(Path directory) {
    brain = new Brain(directory);
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return answer(request);
          }
        });
    try {
      server.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String url() {
    return "http://127.0.0.1:" + server.getPort();
  }

  /// What the model was asked so far, oldest first; retries count.
  public List<ModelCall> calls() {
    lock.lock();
    try {
      return List.copyOf(calls);
    } finally {
      lock.unlock();
    }
  }

  /// Waits until the model was asked something like this.
  public ModelCall awaitCall(Predicate<ModelCall> wanted) throws InterruptedException {
    long left = PATIENCE.toNanos();
    lock.lockInterruptibly();
    try {
      while (true) {
        var found = calls.stream().filter(wanted).findFirst();
        if (found.isPresent()) {
          return found.get();
        }
        if (left <= 0) {
          throw new AssertionError("the model was not asked; prompts: " + prompts());
        }
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  private List<String> prompts() {
    return calls.stream().map(ModelCall::prompt).toList();
  }

  /// The next turn call gets this HTTP error instead.
  ///
  /// @param retryAfterSeconds 0 for none
  public void failNext(int status, String type, int retryAfterSeconds) {
    next(new Reply.Status(status, type, retryAfterSeconds));
  }

  /// The next turn call's answer breaks off after these words.
  public void cutNext(String begun) {
    next(new Reply.Cut(begun));
  }

  /// The next turn call is never answered.
  public void silenceNext() {
    next(new Reply.Silence());
  }

  /// The next turn call's connection is closed without a word.
  public void dropNext() {
    next(new Reply.NoAnswer());
  }

  private void next(Reply reply) {
    lock.lock();
    try {
      instead.add(reply);
    } finally {
      lock.unlock();
    }
  }

  /// Lets every stream go on that stands still now.
  public void release() {
    gate.letPass();
  }

  @Override
  public void close() {
    gate.stayOpen();
    server.close();
  }

  private MockResponse answer(RecordedRequest request) {
    String target = Objects.requireNonNull(request.getTarget());
    ByteString bytes = request.getBody();
    if (bytes == null || !target.startsWith("/v1/messages")) {
      return json(
          404, "{\"type\":\"error\",\"error\":{\"type\":\"not_found_error\",\"message\":\"?\"}}");
    }
    if (target.contains("count_tokens")) {
      return json(200, "{\"input_tokens\":10}");
    }
    var call = new ModelCall(read(bytes));
    if (!call.isTurn()) {
      return answer(call, List.of(SIDE_ANSWER), false);
    }
    return switch (remember(call)) {
      case Reply.Stream(var parts) -> answer(call, parts, false);
      case Reply.Cut(var begun) -> answer(call, List.of(new Part.Text(begun)), true);
      case Reply.Silence _ -> answer(call, List.of(new Part.Hold(FOR_EVER)), false);
      case Reply.Status status -> status(status);
      case Reply.NoAnswer _ ->
          new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()).build();
    };
  }

  private Reply remember(ModelCall call) {
    lock.lock();
    try {
      calls.add(call);
      changed.signalAll();
      Reply other = instead.poll();
      return other != null ? other : brain.reply(call);
    } finally {
      lock.unlock();
    }
  }

  private static JsonNode read(ByteString bytes) {
    try {
      return JSON.readTree(bytes.utf8());
    } catch (IOException e) {
      throw new UncheckedIOException("the CLI sent no JSON", e);
    }
  }

  private MockResponse answer(ModelCall call, List<Part> parts, boolean breaksOff) {
    var body = new SseBody(call.model(), parts, breaksOff, gate);
    if (!call.streams()) {
      return json(200, body.whole());
    }
    var builder = new MockResponse.Builder();
    if (breaksOff) {
      builder.onResponseEnd(new SocketEffect.CloseSocket());
    }
    return builder
        .code(200)
        .body(body)
        .removeHeader("content-length")
        .setHeader("transfer-encoding", "chunked")
        .setHeader("content-type", "text/event-stream")
        .build();
  }

  private static MockResponse status(Reply.Status status) {
    var builder =
        new MockResponse.Builder()
            .code(status.code())
            .setHeader("content-type", "application/json")
            .body(
                "{\"type\":\"error\",\"error\":{\"type\":\"%s\",\"message\":\"scripted\"}}"
                    .formatted(status.type()));
    if (status.retryAfterSeconds() > 0) {
      builder.setHeader("retry-after", status.retryAfterSeconds());
    }
    return builder.build();
  }

  private static MockResponse json(int code, String body) {
    return new MockResponse.Builder()
        .code(code)
        .setHeader("content-type", "application/json")
        .body(body)
        .build();
  }
}
