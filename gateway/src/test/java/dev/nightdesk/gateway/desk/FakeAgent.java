package dev.nightdesk.gateway.desk;

import dev.nightdesk.gateway.desk.Happening.Result;
import dev.nightdesk.sessions.AgentEvent;
import dev.nightdesk.sessions.AgentEvent.Death;
import dev.nightdesk.sessions.AgentEvent.Ending;
import dev.nightdesk.sessions.AgentEvent.Lifecycle;
import dev.nightdesk.sessions.AgentEvent.Option;
import dev.nightdesk.sessions.AgentEvent.Question;
import dev.nightdesk.sessions.AgentEvent.Rule;
import dev.nightdesk.sessions.AgentEvent.StateIs;
import dev.nightdesk.sessions.AgentEvent.Trouble;
import dev.nightdesk.sessions.AgentInput;
import dev.nightdesk.sessions.Cursor;
import dev.nightdesk.sessions.InputId;
import dev.nightdesk.sessions.Outcome.Reason;
import dev.nightdesk.sessions.SessionId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A session's agent: takes what it is sent, begins a turn for a prompt, and says what the test
/// makes it say.
final class FakeAgent {
  /// Everything it was sent, over all its processes.
  final List<AgentInput> received = new ArrayList<>();

  private final World world;
  private final SessionId session;
  private final List<InputId> turn = new ArrayList<>();
  private int incarnation;
  private long offset;
  private int asked;
  private double spent;
  private boolean alive;
  private boolean running;
  private @Nullable List<Happening.Line> unread;

  FakeAgent(World world, SessionId session) {
    this.world = world;
    this.session = session;
  }

  // What the machine does with it.

  void comesUp(int number) {
    incarnation = number;
    offset = 0;
    alive = true;
    running = false;
    turn.clear();
  }

  Result takes(Effect.Send send) {
    if (!alive || send.incarnation() != incarnation) {
      return new Result.Refused(Reason.NOT_ALIVE, "gone");
    }
    received.add(send.what());
    return new Result.Done();
  }

  void begins(Effect.Send send) {
    if (!alive
        || send.incarnation() != incarnation
        || !(send.what() instanceof AgentInput.Prompt)) {
      return;
    }
    turn.add(send.input());
    if (!running) {
      running = true;
      tells(
          new AgentEvent.InputMoved(send.input(), Lifecycle.STARTED),
          new AgentEvent.Started("conversation-" + incarnation, "opus", "default", "2.1.329"),
          new StateIs(AgentEvent.State.RUNNING));
    }
  }

  void leaves() {
    if (alive) {
      dies(Death.CLEAN, "");
    }
  }

  // What it says.

  void tells(AgentEvent... events) {
    offset += 100;
    tellsAt(new Cursor(incarnation, offset), events);
  }

  void tellsAt(Cursor after, AgentEvent... events) {
    var line = new Happening.Line(session, after, List.of(events));
    // The end of a process is never read together with what it wrote.
    if (unread == null || after.incarnation() != incarnation) {
      isRead();
      world.step(line);
    } else {
      unread.add(line);
    }
  }

  /// What it writes meanwhile is read afterwards, and together.
  void writes(Runnable what) {
    unread = new ArrayList<>();
    what.run();
    isRead();
    unread = null;
  }

  private void isRead() {
    if (unread == null || unread.isEmpty()) {
      return;
    }
    var lines = List.copyOf(unread);
    unread.clear();
    if (world.readsTogether) {
      world.step(new Happening.Lines(session, lines));
    } else {
      lines.forEach(world::step);
    }
  }

  void says(String words) {
    tells(new AgentEvent.Spoke(words, false, false));
  }

  void uses(String tool, String summary) {
    tells(new AgentEvent.UsedTool("use", tool, summary, false));
  }

  void finishes(String answer) {
    ends(Ending.COMPLETED, null, answer, 0, false);
  }

  void fails(Trouble trouble, String words) {
    ends(Ending.FAILED, trouble, words, 0, false);
  }

  void isInterrupted() {
    ends(Ending.INTERRUPTED, null, "", 0, false);
  }

  void ends(
      Ending ending, @Nullable Trouble trouble, String words, int queuedTurns, boolean localOnly) {
    spent += localOnly ? 0 : 0.05;
    var answered = List.copyOf(turn);
    turn.clear();
    tells(
        new AgentEvent.TurnEnded(
            ending,
            trouble,
            words,
            answered,
            localOnly ? 0 : 2,
            Duration.ofSeconds(5),
            spent,
            queuedTurns,
            localOnly));
    if (queuedTurns == 0) {
      running = false;
      tells(new StateIs(AgentEvent.State.IDLE));
    }
  }

  void dies() {
    dies(Death.CRASHED, "");
  }

  void dies(Death death, String lastWords) {
    alive = false;
    running = false;
    turn.clear();
    tellsAt(
        new Cursor(incarnation + 1, 0),
        new AgentEvent.Exited(death == Death.CLEAN ? 0 : 1, death, lastWords));
  }

  // What it asks.

  void asksFor(String tool, String input, Rule... rules) {
    asks(
        new AgentEvent.AskedPermission(
            nextRequest(),
            "use-" + asked,
            tool,
            input,
            "hash-of-" + input,
            "Run it",
            null,
            null,
            List.of(rules)));
  }

  void asksToRun(String command, Rule... rules) {
    asksFor("Bash", "{\"command\":\"" + command + "\"}", rules);
  }

  void asksWhich(Question... questions) {
    asks(
        new AgentEvent.AskedQuestion(
            nextRequest(),
            "use-" + asked,
            "{\"questions\":[]}",
            "hash-" + List.of(questions).hashCode(),
            List.of(questions)));
  }

  static Question question(String text, boolean many, String... labels) {
    var options = Stream.of(labels).map(label -> new Option(label, "")).toList();
    return new Question(text, "Header", many, options);
  }

  void proposes(String plan) {
    asks(new AgentEvent.AskedPlan(nextRequest(), "use-" + asked, "{}", "hash-" + plan, plan));
  }

  void asks(AgentEvent.Ask ask) {
    tells(ask);
  }

  private String nextRequest() {
    asked++;
    return "ask-" + incarnation + "-" + asked;
  }

  /// The id of its newest request.
  String lastAsked() {
    return "ask-" + incarnation + "-" + asked;
  }

  /// The use of the tool that was last asked for comes to its end.
  void usedWhatItAskedFor() {
    tells(new AgentEvent.ToolEnded("use-" + asked, false));
  }

  // What it was told.

  List<String> prompts() {
    return received.stream()
        .filter(AgentInput.Prompt.class::isInstance)
        .map(it -> ((AgentInput.Prompt) it).text())
        .toList();
  }

  AgentInput lastReceived() {
    return received.getLast();
  }

  boolean isAlive() {
    return alive;
  }

  int incarnation() {
    return incarnation;
  }
}
