package dev.nightdesk.gateway.flow;

import dev.nightdesk.adapters.Place;
import dev.nightdesk.gateway.desk.Change;
import dev.nightdesk.gateway.desk.Decision;
import dev.nightdesk.gateway.desk.Effect;
import dev.nightdesk.gateway.desk.Happening.Result;
import dev.nightdesk.gateway.store.Outgoing;
import dev.nightdesk.gateway.store.Store;
import dev.nightdesk.gateway.store.Tx;
import dev.nightdesk.sessions.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Does what steps decided: takes each session's effects in their order, one at a time, and reports
/// every end in a step that removes the effect. An effect that was begun when the gateway died is
/// done again; each kind is safe to repeat, except that a thread is opened a second time
/// ([Point#THREAD_OPENED]).
public final class EffectPump {
  private static final Logger LOG = LoggerFactory.getLogger(EffectPump.class);

  private final Store store;
  private final Steps steps;
  private final OutboxSteps outbox;
  private final AgentEffects agents;
  private final PlaceEffects places;
  private final VoiceEffects voices;
  private final Followers followers;
  private final Time time;
  private final Suspects suspects;
  private final Lanes<String> lanes;

  /// Lanes whose first effect is postponed, and until when.
  private final Map<String, Instant> postponed = new ConcurrentHashMap<>();

  EffectPump(
      Store store,
      Steps steps,
      OutboxSteps outbox,
      AgentEffects agents,
      PlaceEffects places,
      VoiceEffects voices,
      Followers followers,
      Time time,
      Suspects suspects,
      Crew crew) {
    this.store = store;
    this.steps = steps;
    this.outbox = outbox;
    this.agents = agents;
    this.places = places;
    this.voices = voices;
    this.followers = followers;
    this.time = time;
    this.suspects = suspects;
    this.lanes = new Lanes<>(crew, this::serve);
    steps.onCommit(this::committed);
  }

  /// Serves every lane with something to do: at the start, and now and then in case a wake was
  /// refused.
  void wakeAll() throws InterruptedException {
    Instant now = time.due();
    StoreWait.with(() -> store.read(reads -> reads.lanesWithWork(now))).forEach(lanes::wake);
  }

  /// Ends, each lane after the effect it is at.
  boolean drain(Duration atMost) throws InterruptedException {
    return lanes.drain(atMost);
  }

  private void committed(Decision decision) {
    decision.effects().forEach(effect -> lanes.wake(effect.lane()));
  }

  private Optional<Duration> serve(String lane) throws InterruptedException {
    Optional<Outgoing> next = next(lane);
    while (next.isPresent() && !lanes.draining()) {
      Outgoing row = next.get();
      if (row.claimed()) {
        Point.SEND_CLAIMED.reach();
      }
      if (suspects.concernsEffect(row.id())) {
        String name = "effect " + row.id();
        suspects.run(name, () -> come(row, attempt(row)), () -> come(row, deadly(row)));
        next = next(lane);
      } else {
        next = come(row, attempt(row));
      }
    }
    return untilPostponed(lane);
  }

  /// Notes what came of an effect.
  ///
  /// @return what is next in its lane
  private Optional<Outgoing> come(Outgoing row, Attempt attempt) throws InterruptedException {
    return switch (attempt) {
      case Attempt.Ended(Result result, var also) -> {
        Optional<Outgoing> after = outbox.ended(row, result, also);
        afterwards(row.effect(), result);
        yield after;
      }
      case Attempt.Again(Duration after, String why) -> {
        postpone(row, after, why, true);
        yield next(row.lane());
      }
      case Attempt.NotYet(Duration after, String why) -> {
        postpone(row, after, why, false);
        yield next(row.lane());
      }
      case Attempt.Elsewhere(Place from, Place to) -> {
        // The effect itself is stored with the new place from now on, and so may be its lane.
        steps.change(new Change.MovePlace(from, to));
        wakeAll();
        yield next(row.lane());
      }
    };
  }

  /// A start may have come about all the same, and is to be ended then.
  private static Attempt deadly(Outgoing row) {
    return row.effect() instanceof Effect.Launch
        ? Attempt.ended(new Result.Unknown(Suspects.WHY))
        : Attempt.refused(Outcome.Reason.INVALID, Suspects.WHY);
  }

  /// Fixes a line's place in the journal before it is written, if the step that decided it has not.
  /// Other effects need no claim.
  private Optional<Outgoing> next(String lane) throws InterruptedException {
    Instant now = time.due();
    Optional<Outgoing> next =
        StoreWait.with(() -> store.read(reads -> reads.nextOutgoing(lane, now)));
    return next.filter(Outgoing::isUnclaimedLine).isPresent()
        ? StoreWait.with(() -> store.write((Tx tx) -> tx.take(lane, now)))
        : next;
  }

  private Attempt attempt(Outgoing row) throws InterruptedException {
    long start = time.nanoTime();
    Attempt attempt;
    try {
      attempt = perform(row);
    } catch (RuntimeException e) {
      // A bug of ours; the lane must not stand still for it.
      LOG.error("effect={} lane={} event=effect-failed", nameOf(row), row.lane(), e);
      attempt = Attempt.refused(Outcome.Reason.INVALID, "a fault in Nightdesk; its log says more");
    }
    LOG.debug(
        "effect={} lane={} id={} took={} event=attempted",
        nameOf(row),
        row.lane(),
        row.id(),
        time.since(start));
    return attempt;
  }

  private Attempt perform(Outgoing row) throws InterruptedException {
    return switch (row.effect()) {
      case Effect.Launch launch -> agents.launch(launch, row.failures());
      case Effect.Send send -> agents.send(send, row);
      case Effect.End end -> agents.end(end, row.failures());
      case Effect.Survey survey -> agents.survey(survey);
      case Effect.Fetch fetch -> places.fetch(fetch, row.failures());
      case Effect.SendDiff diff -> places.sendDiff(diff, row);
      case Effect.SendFile file -> places.sendFile(file, row);
      case Effect.Transcribe voice -> voices.transcribe(voice, row);
      case Effect.SendText text -> places.sendText(text, row);
      case Effect.OpenThread open -> places.openThread(open, row);
      case Effect.Whisper whisper -> places.whisper(whisper, row.failures());
      case Effect.Receipt receipt -> places.receipt(receipt);
    };
  }

  /// The lines of a process are read only once its start is known, so that no line is decided about
  /// before it. Also when it lived and died while we were away: its last lines tell the rest.
  private void afterwards(Effect effect, Result result) {
    boolean lived =
        switch (result) {
          case Result.Launched _ -> true;
          case Result.Refused refused -> refused.reason() == Outcome.Reason.NOT_ALIVE;
          case Result.Done _,
              Result.Fetched _,
              Result.Surveyed _,
              Result.Opened _,
              Result.Transcribed _,
              Result.Unknown _ ->
              false;
        };
    if (lived && effect instanceof Effect.Launch launch) {
      followers.follow(launch.session(), launch.incarnation());
    }
  }

  private void postpone(Outgoing row, Duration after, String why, boolean tried)
      throws InterruptedException {
    Instant until = time.due().plus(after);
    LOG.info(
        "effect={} lane={} failures={} wait={} why=\"{}\" event=postponed",
        nameOf(row),
        row.lane(),
        row.failures() + (tried ? 1 : 0),
        after,
        why);
    StoreWait.with(() -> {
      store.change(tx -> tx.postpone(row.id(), until, why, tried));
      return List.of();
    });
    postponed.put(row.lane(), until);
  }

  private Optional<Duration> untilPostponed(String lane) {
    Instant until = postponed.get(lane);
    if (until == null) {
      return Optional.empty();
    }
    Duration left = Duration.between(time.due(), until);
    if (left.isPositive()) {
      return Optional.of(left);
    }
    // Due by now, perhaps since we last looked: look once more.
    postponed.remove(lane, until);
    return Optional.of(Duration.ZERO);
  }

  private static String nameOf(Outgoing row) {
    return row.effect().getClass().getSimpleName();
  }
}
