package dev.nightdesk.gateway.desk;

import dev.nightdesk.adapters.Place;
import dev.nightdesk.gateway.desk.Happening.Result;
import dev.nightdesk.sessions.Outcome.Reason;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// Does what a desk asks for, at once unless it is told to hold still.
final class Machine {
  final List<Effect.SendText> texts = new ArrayList<>();
  final List<Effect.SendDiff> diffs = new ArrayList<>();
  final List<Effect.Launch> launches = new ArrayList<>();
  final List<Effect.End> ends = new ArrayList<>();

  /// What a look at a workplace finds.
  Result fileSent = new Result.Done();

  Result transcribed = new Result.Transcribed("fix the tests");
  Result survey = new Result.Surveyed(0, 0, 0, false);

  /// What becomes of a launch, when it is not to succeed.
  Optional<Result> launch = Optional.empty();

  /// What becomes of a file, when it is not to arrive.
  Optional<Result> fetch = Optional.empty();

  /// The thread a session gets; none when the chat has no threads.
  Optional<Place> thread = Optional.empty();

  /// A branch for every session, as in a git repository.
  String branch = "";

  private final World world;
  private final Deque<Effect> waiting = new ArrayDeque<>();
  private boolean holding;

  Machine(World world) {
    this.world = world;
  }

  /// Does nothing until [#goesOn].
  void holds() {
    holding = true;
  }

  void goesOn() {
    holding = false;
    work();
  }

  List<Effect> waiting() {
    return List.copyOf(waiting);
  }

  /// One of the waiting effects comes to this end, and nothing is done.
  void failsAt(Effect effect, Result result) {
    waiting.remove(effect);
    world.step(new Happening.Ended(effect, result));
  }

  /// One of the waiting effects is done.
  void does(Effect effect) {
    waiting.remove(effect);
    perform(effect);
  }

  /// What may be done next: the first of each lane.
  List<Effect> next() {
    var first = new java.util.LinkedHashMap<String, Effect>();
    waiting.forEach(effect -> first.putIfAbsent(effect.lane(), effect));
    return List.copyOf(first.values());
  }

  void take(List<Effect> effects) {
    for (Effect effect : effects) {
      if (effect.overtakes()) {
        waiting.addFirst(effect);
      } else {
        waiting.addLast(effect);
      }
    }
    if (!holding) {
      work();
    }
  }

  private void work() {
    while (!waiting.isEmpty()) {
      perform(waiting.removeFirst());
    }
  }

  private void perform(Effect effect) {
    var result = result(effect);
    take(world.decide(new Happening.Ended(effect, result)).effects());
    switch (effect) {
      case Effect.Send send -> world.agent(send.session()).begins(send);
      case Effect.End end -> world.agent(end.session()).leaves();
      case Effect.Launch _,
          Effect.Fetch _,
          Effect.Survey _,
          Effect.SendDiff _,
          Effect.SendText _,
          Effect.SendFile _,
          Effect.Transcribe _,
          Effect.OpenThread _,
          Effect.Whisper _,
          Effect.Receipt _ -> {}
    }
  }

  private Result result(Effect effect) {
    return switch (effect) {
      case Effect.Launch it -> launched(it);
      case Effect.Send it -> world.agent(it.session()).takes(it);
      case Effect.End it -> {
        ends.add(it);
        yield new Result.Done();
      }
      case Effect.Fetch it ->
          fetch.orElseGet(() ->
              new Result.Fetched(
                  it.files().stream().map(file -> "/files/" + file.name()).toList(), List.of()));
      case Effect.Survey _ -> survey;
      case Effect.SendDiff it -> {
        diffs.add(it);
        yield new Result.Done();
      }
      case Effect.SendText it -> {
        texts.add(it);
        yield new Result.Done();
      }
      case Effect.OpenThread _ ->
          thread
              .<Result>map(Result.Opened::new)
              .orElse(new Result.Refused(Reason.INVALID, "no threads here"));
      case Effect.Receipt _ -> new Result.Done();
      case Effect.SendFile _ -> fileSent;
      case Effect.Transcribe _ -> transcribed;
      case Effect.Whisper it -> {
        world.whispers.add(it);
        yield new Result.Done();
      }
    };
  }

  private Result launched(Effect.Launch it) {
    var session = world.session(it.session());
    if (session.state() != State.STARTING || session.run().number() != it.incarnation()) {
      return new Result.Done();
    }
    launches.add(it);
    if (launch.isPresent()) {
      return launch.get();
    }
    world.agent(it.session()).comesUp(it.incarnation());
    String directory = "/src/" + session.workplace().repo();
    return new Result.Launched(directory, branch, branch.isEmpty() ? "" : "main", "");
  }
}
