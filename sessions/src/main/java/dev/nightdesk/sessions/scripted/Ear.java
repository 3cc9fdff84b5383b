package dev.nightdesk.sessions.scripted;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Where the thread that reads and the thread that plays meet: prompts that wait, requests that are
/// open, an interrupt, the end of input. Everything is guarded by this object.
final class Ear {
  private static final String CLOSED =
      "Tool permission request failed: AbortError: Tool permission stream closed before response"
          + " received";

  private final Mouth mouth;
  private final Predicate<String> finishedBefore;
  private final Deque<Message> waiting = new ArrayDeque<>();
  private final Set<String> known = new HashSet<>();
  private final Map<String, @Nullable Fields> open = new LinkedHashMap<>();
  private boolean busy;
  private boolean interrupted;
  private boolean closed;

  /// @param finishedBefore whether an earlier process finished this prompt
  Ear(Mouth mouth, Predicate<String> finishedBefore) {
    this.mouth = mouth;
    this.finishedBefore = finishedBefore;
  }

  /// A prompt that came, and was not seen before in this process.
  synchronized void hear(Message message) {
    if (!message.uuid().isEmpty() && !known.add(message.uuid())) {
      return;
    }
    if (!message.uuid().isEmpty() && finishedBefore.test(message.uuid())) {
      mouth.lifecycle(message.uuid(), "completed");
      if (!busy) {
        mouth.state("idle");
      }
      return;
    }
    beBusy();
    mouth.lifecycle(message.uuid(), "queued");
    waiting.add(message);
    notifyAll();
  }

  /// A turn that an earlier process did not finish runs again.
  synchronized void resume(String uuid) {
    known.add(uuid);
    beBusy();
  }

  private void beBusy() {
    if (!busy) {
      busy = true;
      mouth.state("running");
    }
  }

  /// What the next turn is about: everything that waits, merged, but a command stands alone. Empty
  /// when nothing will come any more.
  synchronized List<Message> next() throws InterruptedException {
    while (waiting.isEmpty() && !closed) {
      wait();
    }
    var messages = new ArrayList<Message>();
    while (!waiting.isEmpty() && (messages.isEmpty() || !standsAlone(messages, waiting.peek()))) {
      messages.add(waiting.remove());
    }
    interrupted = false;
    return messages;
  }

  private static boolean standsAlone(List<Message> before, Message next) {
    Message first = before.getFirst();
    return first.isClear() || next.isClear() || first.news() || next.news();
  }

  /// What came while a tool ran or a request was open: it joins the running turn.
  synchronized List<Message> fold() {
    var folded = new ArrayList<Message>();
    while (!waiting.isEmpty() && !waiting.peek().isClear() && !waiting.peek().news()) {
      folded.add(waiting.remove());
    }
    return folded;
  }

  /// The turn is over.
  synchronized void rest() {
    if (waiting.isEmpty()) {
      busy = false;
      mouth.state("idle");
    }
  }

  /// Lets time pass.
  synchronized void pause(Duration time) throws TurnOver, InterruptedException {
    long end = System.nanoTime() + time.toNanos();
    stopWhenInterrupted();
    for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
      wait(left / 1_000_000, (int) (left % 1_000_000));
      stopWhenInterrupted();
    }
  }

  private void stopWhenInterrupted() throws TurnOver {
    if (interrupted) {
      throw new TurnOver(TurnOver.Why.INTERRUPTED);
    }
  }

  /// Opens requests and waits until all are answered: without limit, like the CLI.
  ///
  /// @return the verdicts, in order
  synchronized List<Fields> ask(List<Fields> requests) throws TurnOver, InterruptedException {
    stopWhenInterrupted();
    mouth.state("requires_action");
    for (Fields request : requests) {
      String id = mouth.id();
      open.put(id, closed ? denial() : null);
      mouth.request(id, request);
    }
    while (open.containsValue(null)) {
      wait();
      stopWhenInterrupted();
    }
    var verdicts = new ArrayList<Fields>();
    open.values().forEach(verdict -> verdicts.add(verdict == null ? denial() : verdict));
    open.clear();
    mouth.state("running");
    return verdicts;
  }

  /// An answer to a request of ours; one that is not open any more is ignored.
  synchronized void answer(String request, Fields verdict) {
    if (open.containsKey(request) && open.get(request) == null) {
      open.put(request, verdict);
      notifyAll();
    }
  }

  synchronized void interrupt(String request, boolean cancelQueued) {
    List<String> cancelled = cancelQueued ? cancelAll() : List.of();
    boolean asking = !open.isEmpty();
    open.keySet().forEach(mouth::withdraw);
    open.clear();
    Fields receipt = Fields.of("still_queued", waiting.stream().map(Message::uuid).toList());
    mouth.answer(request, cancelQueued ? receipt.and("cancelled", cancelled) : receipt);
    abort();
    if (asking) {
      mouth.state("running");
    }
  }

  private List<String> cancelAll() {
    List<String> cancelled = waiting.stream().map(Message::uuid).toList();
    cancelled.forEach(uuid -> mouth.lifecycle(uuid, "cancelled"));
    waiting.clear();
    return cancelled;
  }

  /// Ends the running turn, if there is one.
  synchronized void abort() {
    interrupted = busy;
    notifyAll();
  }

  synchronized boolean cancel(String uuid) {
    boolean cancelled = waiting.removeIf(message -> message.uuid().equals(uuid));
    if (cancelled) {
      mouth.lifecycle(uuid, "cancelled");
    }
    return cancelled;
  }

  /// No input will come any more: open requests count as denied.
  synchronized void close() {
    closed = true;
    open.replaceAll((_, verdict) -> verdict == null ? denial() : verdict);
    notifyAll();
  }

  /// Whether nothing is being done and nothing waits.
  synchronized boolean isIdle() {
    return !busy;
  }

  private static Fields denial() {
    return Fields.of("behavior", "deny").and("message", CLOSED);
  }
}
