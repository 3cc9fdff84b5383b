package dev.nightdesk.gateway.desk;

import dev.nightdesk.adapters.Inbound;
import dev.nightdesk.adapters.Inbound.Mark;
import dev.nightdesk.adapters.Inbound.Reach;
import dev.nightdesk.adapters.MessageRef;
import dev.nightdesk.adapters.Place;
import dev.nightdesk.adapters.Quoted;
import dev.nightdesk.gateway.desk.Happening.Result;
import dev.nightdesk.sessions.AgentEvent;
import dev.nightdesk.sessions.Outcome.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// People, agents and a machine that do anything at any time, the same for the same seed. What must
/// hold is checked after each step by [Invariants].
final class Simulation {
  private static final int MAX_KEPT = 200;

  /// Enough for every queue there can be to be worked off one prompt at a time.
  private static final int ROUNDS = 80;

  private static final List<String> WORDS =
      List.of(
          "fix the login test",
          "@site mend the footer",
          "paint the shed",
          "@demo say hello",
          "yes",
          "no",
          "1",
          "2",
          "1, 2",
          "fix",
          "",
          "!ls",
          "/agents",
          "/peek",
          "/stop",
          "/attach",
          "/detach",
          "/diff",
          "/help",
          "/bg do something long",
          "/reply 0000 and this",
          "/compact",
          "/stpo",
          "/pair viewer",
          "/enable",
          "/disable",
          "CODE01",
          "a dark purple one");

  final World world;

  private final Random random;
  private final List<Somebody> people;
  private final List<MessageRef> spoken = new ArrayList<>();
  private final List<String> tokens = new ArrayList<>();

  Simulation(long seed) {
    random = new Random(seed);
    world = new World(3);
    var ana = world.owner("ana");
    people = List.of(ana, world.operator("ben"), world.viewer("vic"), world.stranger());
    world.enableGroup(ana);
    world.machine.holds();
  }

  void run(int steps) {
    while (world.steps() < steps) {
      act();
    }
  }

  /// Somebody or something does one thing.
  void act() {
    world.passes(Duration.ofMillis(random.nextInt(2_000)));
    switch (random.nextInt(22)) {
      case 0, 1, 20 -> somebodySpeaks();
      case 2, 3, 4 -> somebodyPresses();
      case 5, 6, 7, 8, 9, 10 -> theMachineWorks();
      case 11, 12, 13, 14, 15, 16, 17 -> anAgentDoesSomething();
      case 18 -> world.ticksAfter(Duration.ofSeconds(random.nextInt(300)));
      default -> somethingRareHappens();
    }
  }

  /// Everybody comes to an end with what they are at: the machine does all it was asked for, agents
  /// take back their questions and finish their turns, time passes.
  void comesToRest() {
    world.machine.launch = Optional.empty();
    for (int round = 0; round < ROUNDS; round++) {
      world.machine.goesOn();
      for (Session session : List.copyOf(world.view.sessions.values())) {
        rests(session);
      }
      world.ticksAfter(Duration.ofMinutes(1));
    }
  }

  private void rests(Session session) {
    var agent = world.agent(session.id());
    if (!agent.isAlive()) {
      return;
    }
    agent.tells(new AgentEvent.BackgroundNow(List.of()));
    world
        .view
        .openRequests(session.id())
        .forEach(request -> agent.tells(new AgentEvent.Withdrew(request.ask().request())));
    if (!world.session(session.id()).run().idle()) {
      agent.finishes("Done.");
    }
  }

  private <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  private boolean rarely() {
    return random.nextInt(20) == 0;
  }

  private Somebody somebody() {
    var who = one(people);
    if (random.nextInt(4) == 0) {
      var topics = List.of("", "1", "2");
      var place = new Place(World.CHANNEL, World.GROUP.chat(), one(topics));
      who = who.in(place, one(List.of(Reach.MENTIONED, Reach.OVERHEARD)));
    }
    who = rarely() ? who.withMark(one(List.of(Mark.values()))) : who;
    who = rarely() ? who.withDelay(Duration.ofMinutes(random.nextInt(60))) : who;
    return random.nextInt(8) == 0 ? who.withFiles("a.png", "b.txt") : who;
  }

  private void somebodySpeaks() {
    var quoted = random.nextBoolean() ? Optional.<Quoted>empty() : quotable();
    keep(spoken, somebody().say(one(WORDS), quoted.orElse(null)));
  }

  private Optional<Quoted> quotable() {
    if (!spoken.isEmpty() && random.nextInt(4) == 0) {
      return Optional.of(new Quoted(one(spoken), false, List.of(), "quoted"));
    }
    return someCard()
        .map(card ->
            rarely()
                ? new Quoted(
                    new MessageRef(card.at().place(), world.nextMessage()),
                    true,
                    List.of(),
                    card.text())
                : new Quoted(card.at(), true, List.of(), card.text()));
  }

  private Optional<Shown> someCard() {
    var kinds = List.of(WantedCard.Kind.values());
    var cards = world.cards(one(kinds));
    return cards.isEmpty()
        ? Optional.empty()
        : Optional.of(cards.get(Math.max(0, cards.size() - 1 - random.nextInt(12))));
  }

  private <T> void keep(List<T> all, T item) {
    all.add(item);
    if (all.size() > MAX_KEPT) {
      all.remove(random.nextInt(all.size()));
    }
  }

  private void somebodyPresses() {
    someCard()
        .ifPresent(card -> {
          card.wanted().card().buttons().forEach(button -> keep(tokens, button.token()));
          if (!tokens.isEmpty()) {
            boolean onTheCard = !card.buttons().isEmpty() && !rarely();
            String token = onTheCard ? one(card.wanted().card().buttons()).token() : one(tokens);
            one(people).pressesToken(token, card.at());
          }
        });
  }

  private void theMachineWorks() {
    var next = world.machine.next();
    if (next.isEmpty()) {
      return;
    }
    var effect = one(next);
    var failure = rarely() ? failure(effect) : Optional.<Result>empty();
    if (failure.isPresent()) {
      world.machine.failsAt(effect, failure.get());
      if (effect instanceof Effect.Send send
          && failure.get() instanceof Result.Refused(Reason reason, String _)
          && reason == Reason.NOT_ALIVE) {
        world.agent(send.session()).leaves();
      }
    } else {
      world.machine.branch = random.nextBoolean() ? "" : "worktree-x";
      world.machine.survey = new Result.Surveyed(random.nextInt(3), 1, 1, false);
      var topic = new Place(World.CHANNEL, World.GROUP.chat(), "" + random.nextInt(3));
      world.machine.thread = random.nextBoolean() ? Optional.of(topic) : Optional.empty();
      world.machine.does(effect);
    }
  }

  /// How an effect may fail. An end that fails leaves the process; a launch of unknown outcome may
  /// have made one.
  private Optional<Result> failure(Effect effect) {
    var unknown = new Result.Unknown("cut off");
    return switch (effect) {
      case Effect.Launch it -> {
        if (random.nextBoolean()) {
          yield Optional.of(new Result.Refused(Reason.CANNOT_START, "no such program"));
        }
        yield world.session(it.session()).state() == State.STARTING
            ? Optional.of(unknown)
            : Optional.empty();
      }
      case Effect.Send _ ->
          Optional.of(
              new Result.Refused(
                  one(List.of(Reason.TAMPERED, Reason.INVALID, Reason.NOT_ALIVE)), "no"));
      case Effect.End _ -> Optional.of(unknown);
      case Effect.Fetch _,
          Effect.Survey _,
          Effect.SendDiff _,
          Effect.SendText _,
          Effect.SendFile _,
          Effect.Transcribe _,
          Effect.OpenThread _,
          Effect.Whisper _,
          Effect.Receipt _ ->
          Optional.of(new Result.Refused(Reason.INVALID, "no"));
    };
  }

  private void anAgentDoesSomething() {
    var alive =
        world.view.sessions.values().stream()
            .map(session -> world.agent(session.id()))
            .filter(FakeAgent::isAlive)
            .toList();
    if (!alive.isEmpty()) {
      var agent = one(alive);
      var whims = new AgentWhims(world, random);
      if (random.nextBoolean()) {
        whims.act(agent);
      } else {
        agent.writes(() -> severalOf(whims, agent));
      }
    }
  }

  private void severalOf(AgentWhims whims, FakeAgent agent) {
    for (int i = random.nextInt(1, 6); i > 0 && agent.isAlive(); i--) {
      whims.act(agent);
    }
  }

  private void somethingRareHappens() {
    var topic = new Place(World.CHANNEL, World.GROUP.chat(), "1");
    switch (random.nextInt(8)) {
      case 0 -> world.step(new Happening.Stray("pid 1"));
      case 6 -> machineRestarts();
      case 7 -> questionIsLost();
      case 1 -> world.step(new Happening.PlaceLost(one(List.of(World.GROUP, topic)), "gone"));
      case 2 -> world.step(new Happening.Opened());
      case 3 -> world.step(new Happening.Came(new Inbound.Left(world.nextMessage(), World.GROUP)));
      case 4 -> {
        if (!spoken.isEmpty()) {
          one(people).edits(one(spoken));
        }
      }
      default ->
          world.step(
              new Happening.Came(
                  new Inbound.Garbled(world.nextMessage(), World.GROUP, "{", "odd")));
    }
  }

  private void machineRestarts() {
    world.step(new Happening.Rebooted());
    for (var session : List.copyOf(world.view.sessions.values())) {
      var agent = world.agent(session.id());
      if (agent.isAlive()) {
        agent.dies();
      }
    }
  }

  private void questionIsLost() {
    var all = List.copyOf(world.view.sessions.values());
    if (!all.isEmpty()) {
      var session = one(all);
      world.step(
          new Happening.LostQuestion(
              session.id(), session.run().number(), "dialog open", random.nextBoolean()));
    }
  }
}
