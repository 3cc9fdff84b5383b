package dev.nightdesk.sessions.scripted;

import dev.nightdesk.sessions.scripted.Step.Failure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Plays turn after turn on its own thread.
final class Player {
  /// What a turn costs, so that there is a sum to show.
  private static final double COST_OF_A_TURN = 0.01;

  private final Ear ear;
  private final Mouth mouth;
  private final Path directory;
  private final int maxTurns;
  private final boolean instant;
  private final Function<String, Transcript> begin;
  private final Tools tools;
  private Transcript transcript;
  private boolean lastFailed;

  /// @param instant no pauses but those a script asks for
  /// @param begin makes the transcript of a new conversation
  Player(
      Ear ear,
      Mouth mouth,
      Path directory,
      int maxTurns,
      boolean instant,
      Transcript transcript,
      Function<String, Transcript> begin) {
    this.ear = ear;
    this.mouth = mouth;
    this.directory = directory;
    this.maxTurns = maxTurns;
    this.instant = instant;
    this.transcript = transcript;
    this.begin = begin;
    this.tools = new Tools(ear, mouth, directory, instant);
  }

  /// Plays until no input will come any more.
  ///
  /// @param cut a turn to run again first
  void run(Transcript.@Nullable Unfinished cut) throws InterruptedException {
    if (cut != null) {
      var message = new Message(cut.prompt(), cut.uuid(), true, false);
      play(new Turn(List.of(message), cut.done(), cut.answer(), true));
      ear.rest();
    }
    for (var messages = ear.next(); !messages.isEmpty(); messages = ear.next()) {
      if (messages.getFirst().isClear()) {
        clear(messages.getFirst());
      } else {
        play(new Turn(messages, 0, "", false));
      }
      ear.rest();
    }
  }

  /// Whether the last turn ended in an error: the exit code says so.
  boolean lastFailed() {
    return lastFailed;
  }

  void flush() {
    transcript.flush();
  }

  private void clear(Message message) {
    mouth.lifecycle(message.uuid(), "started");
    // The id in this line is not the conversation's: so it is with the CLI (measured).
    mouth.line(
        Fields.of("type", "conversation_reset")
            .and("new_conversation_id", mouth.id())
            .and("trigger", "clear")
            .and("user_message_uuid", message.uuid()));
    transcript.flush();
    String conversation = mouth.id();
    mouth.session(conversation);
    transcript = begin.apply(conversation);
    transcript.asked("/clear", "");
    transcript.ended(0);
    mouth.init(directory.toString());
    mouth.line(
        new Turn(List.of(message), 0, "", false)
            .result("success", false, 0)
            .and("result", "")
            .and("local_command", "clear")
            .and("num_turns", 0)
            .and("type", "result"));
    mouth.lifecycle(message.uuid(), "completed");
  }

  private void play(Turn turn) throws InterruptedException {
    turn.messages.forEach(message -> mouth.lifecycle(message.uuid(), "started"));
    mouth.init(directory.toString());
    if (!turn.resumed) {
      transcript.asked(turn.text(), turn.messages.getLast().uuid());
    }
    try {
      List<Step> steps = turn.steps();
      for (int index = turn.done; index < steps.size(); index++) {
        perform(turn, steps.get(index));
        transcript.did(index + 1, turn.answer);
      }
      succeed(turn);
    } catch (TurnOver over) {
      switch (over.why) {
        case INTERRUPTED -> interrupted(turn);
        case FAILED -> fail(turn, over.failure);
        case TOO_MANY_TURNS -> tooMany(turn);
      }
    }
  }

  private void perform(Turn turn, Step step) throws TurnOver, InterruptedException {
    switch (step) {
      case Step.Say say -> say(turn, say.markdown());
      case Step.Result result -> turn.result = turn.filled(result.markdown());
      case Step.Big big -> say(turn, "x".repeat(big.bytes()));
      case Step.Sleep sleep -> ear.pause(sleep.time());
      case Step.Retry retry -> retry(retry.failure(), 1);
      case Step.Fail fail -> throw new TurnOver(TurnOver.Why.FAILED, fail.failure());
      case Step.Die die -> Runtime.getRuntime().halt(die.code());
      case Step.Noise _ -> noise();
      case Step.Background background -> background(background.time());
      case Step.Tool _,
          Step.Permission _,
          Step.Ask _,
          Step.Plan _,
          Step.Write _,
          Step.TwoPrompts _ ->
          useTool(turn, step);
    }
  }

  private void say(Turn turn, String markdown) {
    turn.said = turn.filled(markdown);
    mouth.say(turn.said);
    transcript.said(turn.said);
  }

  private void useTool(Turn turn, Step step) throws TurnOver, InterruptedException {
    if (++turn.rounds > maxTurns) {
      throw new TurnOver(TurnOver.Why.TOO_MANY_TURNS);
    }
    turn.inTool = true;
    turn.answer = tools.use(step, turn.answer);
    turn.inTool = false;
    for (Message folded : ear.fold()) {
      mouth.lifecycle(folded.uuid(), "started");
      turn.folded.add(folded);
      List<Step> more = Script.read(folded.text());
      if (more.isEmpty()) {
        say(turn, "You also said: " + folded.text());
      }
      for (Step next : more) {
        perform(turn, next);
      }
    }
  }

  private void retry(Failure failure, int attempts) throws TurnOver, InterruptedException {
    Duration wait = instant ? Duration.ZERO : Duration.ofMillis(300);
    for (int attempt = 1; attempt <= attempts; attempt++) {
      mouth.line(
          Mouth.system("api_retry")
              .and("attempt", attempt)
              .and("max_retries", 2)
              .and("retry_delay_ms", wait.toMillis())
              .and("error_status", failure.status == 0 ? null : failure.status)
              .and("error", failure.word));
      ear.pause(wait);
    }
  }

  private void noise() {
    mouth.raw("warning: this line is no JSON");
    mouth.line(Fields.of("state", "odd").and("type", "a_type_nobody_knows"));
    mouth.line(Fields.of("type", "keep_alive"));
    System.err.println("noise on standard error");
  }

  private void background(Duration time) {
    String task = "b" + mouth.id().substring(0, 8);
    Fields running =
        Fields.of("task_id", task)
            .and("task_type", "local_bash")
            .and("description", "sleep " + time.toMillis() + "ms");
    mouth.line(Mouth.system("background_tasks_changed").and("tasks", List.of(running)));
    Thread timer =
        new Thread(
            () -> {
              try {
                Thread.sleep(time);
              } catch (InterruptedException stop) {
                return;
              }
              mouth.line(
                  Mouth.system("task_notification")
                      .and("task_id", task)
                      .and("status", "completed")
                      .and("summary", "Background command completed (exit code 0)"));
              mouth.line(Mouth.system("background_tasks_changed").and("tasks", List.of()));
              ear.hear(Message.news("say The background task is over."));
            },
            "background");
    timer.setDaemon(true);
    timer.start();
  }

  private void succeed(Turn turn) {
    double cost = transcript.cost() + COST_OF_A_TURN;
    transcript.ended(cost);
    lastFailed = false;
    turn.folded.forEach(message -> mouth.lifecycle(message.uuid(), "completed"));
    mouth.line(
        turn.result("success", false, cost)
            .and("result", turn.answered())
            .and("terminal_reason", "completed")
            .and("type", "result"));
    turn.messages.forEach(message -> mouth.lifecycle(message.uuid(), "completed"));
  }

  private void interrupted(Turn turn) {
    if (turn.inTool) {
      tools.abort();
    } else if (!turn.said.isEmpty()) {
      mouth.sayHalf(turn.said);
    }
    mouth.interruptedNote(turn.inTool);
    transcript.ended(transcript.cost());
    lastFailed = true;
    turn.folded.forEach(message -> mouth.lifecycle(message.uuid(), "completed"));
    mouth.line(
        turn.result("error_during_execution", true, transcript.cost())
            .and("errors", List.of("[ede_diagnostic] result_type=user"))
            .and("terminal_reason", turn.inTool ? "aborted_tools" : "aborted_streaming")
            .and("type", "result"));
    turn.messages.forEach(message -> mouth.lifecycle(message.uuid(), "cancelled"));
  }

  /// A failed call leaves the turn unfinished: a resume that continues runs it again, as with the
  /// CLI.
  private void fail(Turn turn, Failure failure) throws InterruptedException {
    try {
      retry(failure, failure == Failure.ERROR ? 0 : 2);
    } catch (TurnOver over) {
      interrupted(turn);
      return;
    }
    Integer status = failure.status == 0 ? null : failure.status;
    Fields marks =
        Fields.of("error", failure.word)
            .and("is_api_error_message", true)
            .and("api_error_status", status);
    mouth.sayItself(failure.words, marks);
    lastFailed = true;
    Fields result =
        turn.result("success", true, transcript.cost())
            .and("result", failure.words)
            .and("terminal_reason", "api_error")
            .and("api_error_status", status);
    mouth.line(
        (status == null
                ? result.and("api_error", "connection_failed")
                : result.and("api_error_type", failure.type))
            .and("type", "result"));
    everyMessage(turn).forEach(message -> mouth.lifecycle(message.uuid(), "cancelled"));
  }

  private void tooMany(Turn turn) {
    transcript.ended(transcript.cost());
    lastFailed = true;
    mouth.line(
        turn.result("error_max_turns", true, transcript.cost())
            .and("errors", List.of("Reached maximum number of turns (" + maxTurns + ")"))
            .and("terminal_reason", "max_turns")
            .and("type", "result"));
    everyMessage(turn).forEach(message -> mouth.lifecycle(message.uuid(), "completed"));
  }

  private static List<Message> everyMessage(Turn turn) {
    var all = new ArrayList<>(turn.messages);
    all.addAll(turn.folded);
    return all;
  }
}
