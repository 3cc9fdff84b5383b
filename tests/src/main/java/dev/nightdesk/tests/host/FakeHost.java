package dev.nightdesk.tests.host;

import dev.nightdesk.sessions.AgentEvent;
import dev.nightdesk.sessions.AgentEvent.Death;
import dev.nightdesk.sessions.AgentEvent.Exited;
import dev.nightdesk.sessions.AgentInput;
import dev.nightdesk.sessions.AgentKind;
import dev.nightdesk.sessions.AgentListener;
import dev.nightdesk.sessions.Cursor;
import dev.nightdesk.sessions.InputId;
import dev.nightdesk.sessions.InputLine;
import dev.nightdesk.sessions.Outcome;
import dev.nightdesk.sessions.SessionHost;
import dev.nightdesk.sessions.SessionId;
import dev.nightdesk.sessions.SessionSpec;
import dev.nightdesk.sessions.StopReason;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A session host without processes: a test says what the agents tell and when they die. Keeps the
/// promises of [SessionHost] (the same contract test runs against it), safe for any thread;
/// whatever it is given stays known while the object lives, so that a gateway can be "restarted" on
/// it.
///
/// ```java
/// var host = new FakeHost();
/// host.onSend((session, incarnation, input, what) ->
///     host.emit(session, new AgentEvent.Spoke("done", false, false)));
/// ```
public final class FakeHost implements SessionHost {
  /// What the agent does with a line that has just been appended; called by the thread that sends,
  /// after the append, once a line.
  public interface Sent {
    /// One line is there now.
    ///
    /// @param what the input behind it; `null` when another host encoded it
    void sent(SessionId session, int incarnation, InputId input, @Nullable AgentInput what);
  }

  /// One line that was appended.
  public record Appended(int incarnation, long at, InputLine line, @Nullable AgentInput what) {}

  /// One call of [#stop].
  public record Stopped(SessionId session, StopReason why) {}

  /// Every line of output counts this many bytes, whatever it says.
  public static final long LINE_BYTES = 100;

  private static final int RAW_CHARACTERS = 4_096;

  private record Line(Cursor after, List<AgentEvent> events) {}

  private static final class Incarnation {
    final List<Line> lines = new ArrayList<>();
    long inputLength;
    boolean dead;
  }

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<SessionId, Map<Integer, Incarnation>> sessions = new HashMap<>();
  private final Map<InputId, AgentInput> encoded = new HashMap<>();
  private final List<SessionSpec> started = new ArrayList<>();
  private final Map<SessionId, List<Appended>> appended = new HashMap<>();
  private final List<Stopped> stops = new ArrayList<>();
  private final Deque<Outcome> ensureRefusals = new ArrayDeque<>();
  private final Deque<Outcome> sendRefusals = new ArrayDeque<>();
  private Consumer<SessionSpec> begun = spec -> {};
  private Sent sent = (session, incarnation, input, what) -> {};
  private final Map<SessionId, Waiting> waiting = new HashMap<>();
  private int boots = 1;
  private boolean closed;

  // ── What a test says ──

  /// What the agents do with input from now on.
  public void onSend(Sent agent) {
    locked(() -> sent = agent);
  }

  /// The agent of the newest incarnation prints one line that means these events.
  public void emit(SessionId session, AgentEvent... events) {
    locked(() -> print(session, List.of(events)));
  }

  /// The newest incarnation's process ends: code 0 and 143 (SIGTERM) in good order, everything else
  /// as a crash. Nothing happens when it is dead already.
  public void die(SessionId session, @Nullable Integer code) {
    var clean = code != null && (code == 0 || code == 143);
    die(session, new Exited(code, clean ? Death.CLEAN : Death.CRASHED, ""));
  }

  /// The newest incarnation's process ends in this way.
  public void die(SessionId session, Exited end) {
    locked(() -> end(session, end));
  }

  /// Somebody else writes into the newest incarnation's input: the next [#send] is refused.
  public void tamper(SessionId session) {
    locked(() -> incarnation(session, newest(session)).inputLength++);
  }

  /// The next [#ensure] starts nothing and answers this; several wait in line.
  public void nextEnsure(Outcome answer) {
    locked(() -> ensureRefusals.add(answer));
  }

  /// The next [#send] appends nothing and answers this; several wait in line.
  public void nextSend(Outcome answer) {
    locked(() -> sendRefusals.add(answer));
  }

  /// What the agents do at their start from now on; called by the thread that starts, once a start.
  public void onStart(Consumer<SessionSpec> agent) {
    locked(() -> begun = agent);
  }

  /// From now on an agent says, beside its output, that it waits for a person; `null`: it no longer
  /// does.
  public void waits(SessionId session, @Nullable Waiting what) {
    locked(() -> {
      if (what == null) {
        waiting.remove(session);
      } else {
        waiting.put(session, what);
      }
    });
  }

  /// The machine is started anew: every agent is gone, and none left a code.
  public void reboot() {
    locked(() -> {
      boots++;
      sessions.keySet().forEach(id -> end(id, new Exited(null, Death.CRASHED, "")));
    });
  }

  // ── What a test sees ──

  /// Everything that was really started, in order.
  public List<SessionSpec> started() {
    return got(() -> List.copyOf(started));
  }

  /// Everything appended for a session, in order, over all its incarnations.
  public List<Appended> appended(SessionId session) {
    return got(() -> List.copyOf(appended.getOrDefault(session, List.of())));
  }

  /// Every call of [#stop], in order.
  public List<Stopped> stops() {
    return got(() -> List.copyOf(stops));
  }

  // ── The host ──

  @Override
  public Outcome ensure(SessionSpec spec) {
    var standing = got(() -> standing(spec));
    if (standing != null) {
      return standing;
    }
    got(() -> begun).accept(spec);
    return new Outcome.Done();
  }

  /// The answer when nothing is to be started, `null` when it now lives.
  private @Nullable Outcome standing(SessionSpec spec) {
    var scripted = ensureRefusals.poll();
    if (scripted != null) {
      return scripted;
    }
    int newest = newest(spec.id());
    if (spec.incarnation() < newest) {
      return refused(Outcome.Reason.NOT_ALIVE, "a later incarnation has lived");
    }
    if (newest > 0 && spec.incarnation() == newest) {
      return incarnation(spec.id(), newest).dead
          ? refused(Outcome.Reason.NOT_ALIVE, "the agent has ended")
          : new Outcome.Done();
    }
    if (newest > 0 && !incarnation(spec.id(), newest).dead) {
      return refused(Outcome.Reason.TAKEN, "the agent of the start before still runs");
    }
    sessions
        .computeIfAbsent(spec.id(), id -> new HashMap<>())
        .put(spec.incarnation(), new Incarnation());
    started.add(spec);
    return null;
  }

  @Override
  public InputLine encode(AgentKind agent, InputId id, AgentInput input) {
    locked(() -> encoded.put(id, input));
    var text = id + " " + input.toString().replace('\n', ' ') + "\n";
    return new InputLine(id, text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public Outcome send(SessionId id, int incarnation, long at, InputLine line) {
    Sent agent;
    AgentInput what;
    lock.lock();
    try {
      var outcome = append(id, incarnation, at, line);
      if (outcome != null) {
        return outcome;
      }
      agent = sent;
      what = encoded.get(line.id());
      appended
          .computeIfAbsent(id, key -> new ArrayList<>())
          .add(new Appended(incarnation, at, line, what));
    } finally {
      lock.unlock();
    }
    agent.sent(id, incarnation, line.id(), what);
    return new Outcome.Done();
  }

  /// The answer when nothing is to be appended, `null` when the line now stands there.
  private @Nullable Outcome append(SessionId id, int incarnation, long at, InputLine line) {
    var scripted = sendRefusals.poll();
    if (scripted != null) {
      return scripted;
    }
    var process = sessions.getOrDefault(id, Map.of()).get(incarnation);
    if (process == null) {
      return refused(Outcome.Reason.INVALID, "it was never started");
    }
    if (process.dead) {
      return refused(Outcome.Reason.NOT_ALIVE, "the agent has ended");
    }
    var before = new Appended(incarnation, at, line, encoded.get(line.id()));
    if (appended.getOrDefault(id, List.of()).contains(before)) {
      return new Outcome.Done();
    }
    if (process.inputLength != at) {
      return refused(Outcome.Reason.TAMPERED, "the journal has another length");
    }
    process.inputLength += line.bytes().length;
    return null;
  }

  @Override
  public Outcome stop(SessionId id, StopReason why) {
    locked(() -> {
      stops.add(new Stopped(id, why));
      int code =
          switch (why) {
            case PARK, STOP -> 0;
            case SUSPEND, TAMPERED -> 143;
          };
      end(id, new Exited(code, Death.CLEAN, ""));
    });
    return new Outcome.Done();
  }

  @Override
  public void follow(SessionId id, Cursor after, AgentListener out) throws InterruptedException {
    var place = after;
    while (true) {
      var told = awaitLines(id, place);
      if (told.isEmpty()) {
        return;
      }
      out.lines(told.stream().map(FakeHost::heard).toList());
      place = told.getLast().after();
      if (place.incarnation() != after.incarnation()) {
        return;
      }
    }
  }

  private static AgentListener.Line heard(Line line) {
    var raw = line.events().toString();
    return new AgentListener.Line(
        line.after(), line.events(), raw.substring(0, Math.min(raw.length(), RAW_CHARACTERS)));
  }

  /// The lines behind a place; none once the host is closed. As with the real one, the end of an
  /// incarnation is told alone.
  private List<Line> awaitLines(SessionId id, Cursor place) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!closed) {
        var process = sessions.getOrDefault(id, Map.of()).get(place.incarnation());
        if (process != null) {
          var behind =
              process.lines.stream().filter(line -> line.after().compareTo(place) > 0).toList();
          var output =
              behind.stream()
                  .takeWhile(line -> line.after().incarnation() == place.incarnation())
                  .toList();
          if (!behind.isEmpty()) {
            return output.isEmpty() ? behind.subList(0, 1) : output;
          }
        }
        changed.await();
      }
      return List.of();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Optional<Waiting> waiting(
      SessionId id, int incarnation, AgentKind agent, Map<String, String> environment) {
    return got(() ->
        newest(id) == incarnation && !incarnation(id, incarnation).dead
            ? Optional.ofNullable(waiting.get(id))
            : Optional.empty());
  }

  @Override
  public String boot() {
    return got(() -> "boot-" + boots);
  }

  @Override
  public List<Living> living() {
    return got(() ->
        sessions.keySet().stream()
            .filter(id -> !incarnation(id, newest(id)).dead)
            .map(id -> new Living(id, newest(id), 1))
            .toList());
  }

  @Override
  public void close() {
    locked(() -> closed = true);
  }

  // ── Under the lock ──

  private void print(SessionId session, List<AgentEvent> events) {
    var process = incarnation(session, newest(session));
    if (process.dead) {
      throw new IllegalStateException("session " + session + " is dead and tells nothing");
    }
    var offset = (process.lines.size() + 1) * LINE_BYTES;
    process.lines.add(new Line(new Cursor(newest(session), offset), events));
  }

  private void end(SessionId session, Exited end) {
    int newest = newest(session);
    if (newest == 0 || incarnation(session, newest).dead) {
      return;
    }
    var process = incarnation(session, newest);
    process.dead = true;
    process.lines.add(new Line(Cursor.startOf(newest + 1), List.of(end)));
  }

  private int newest(SessionId session) {
    return sessions.getOrDefault(session, Map.of()).keySet().stream()
        .mapToInt(Integer::intValue)
        .max()
        .orElse(0);
  }

  private Incarnation incarnation(SessionId session, int number) {
    var process = sessions.getOrDefault(session, Map.of()).get(number);
    if (process == null) {
      throw new IllegalStateException("session " + session + " was never started");
    }
    return process;
  }

  private static Outcome refused(Outcome.Reason reason, String why) {
    return new Outcome.Refused(reason, why);
  }

  private void locked(Runnable change) {
    lock.lock();
    try {
      change.run();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private <T extends @Nullable Object> T got(Supplier<T> view) {
    lock.lock();
    try {
      var answer = view.get();
      changed.signalAll();
      return answer;
    } finally {
      lock.unlock();
    }
  }
}
