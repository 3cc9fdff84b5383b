package dev.nightdesk.gateway.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.nightdesk.gateway.desk.Happening.Result;
import dev.nightdesk.gateway.desk.WantedCard.Kind;
import dev.nightdesk.sessions.AgentEvent.Ending;
import dev.nightdesk.sessions.AgentEvent.Trouble;
import dev.nightdesk.sessions.Outcome.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Compares docs/session.md with what the desk does.
class SessionDiagramTest {
  private static final Pattern ROW = Pattern.compile("\\| (\\S+) \\| ([A-Z_]+) \\| [^|]+ \\|");
  private static final Pattern ARROW = Pattern.compile("\\s*(\\S+) --> (\\S+) : .+");

  @Test
  void theStatesOfThePageAreTheStatesThereAre() throws IOException {
    var named =
        page()
            .filter(line -> line.matches("\\| [A-Z_]+ \\| \\S+ .* \\| .* \\| .* \\|"))
            .map(line -> line.split("\\|"))
            .collect(Collectors.toMap(it -> it[1].strip(), it -> it[2].strip()));
    var states =
        Arrays.stream(State.values())
            .collect(Collectors.toMap(State::name, it -> it.mark() + " " + it.word()));
    assertThat(named).isEqualTo(states);
  }

  @Test
  void thePicturesArrowsStandInTheTable() throws IOException {
    var arrows = moves(ARROW);
    assertThat(arrows).hasSizeGreaterThan(10);
    assertThat(moves(ROW)).containsAll(arrows);
  }

  @Test
  void whateverHappensNothingElseThanTheTableHappens() throws IOException {
    var seen = new TreeSet<String>();
    for (long seed = 1; seed <= 3; seed++) {
      var simulation = new Simulation(seed);
      simulation.run(2_000);
      seen.addAll(simulation.world.moves);
    }
    assertThat(moves(ROW)).containsAll(seen);
  }

  @TestFactory
  Stream<DynamicTest> everyRowIsReachedByAScene() throws IOException {
    var scenes = new Scenes().all;
    var rows = moves(ROW);
    assertThat(scenes.keySet()).isEqualTo(rows);
    return rows.stream().map(row -> dynamicTest(row, () -> reaches(row, scenes)));
  }

  private static void reaches(String row, Map<String, Consumer<Night>> scenes) {
    var night = new Night();
    Optional.ofNullable(scenes.get(row)).orElseThrow().accept(night);
    assertThat(night.world.moves).contains(row);
  }

  private static Set<String> moves(Pattern shape) throws IOException {
    return page()
        .map(shape::matcher)
        .filter(match -> match.matches())
        .map(match -> match.group(1).replace("[*]", "(dispatched)") + " -> " + match.group(2))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static Stream<String> page() throws IOException {
    return Files.readAllLines(Path.of("..", "docs", "session.md")).stream();
  }

  /// One place for a process, one owner, one task.
  private static final class Night {
    final World world = new World(1);
    final Somebody ana = world.owner("ana");

    Session task() {
      ana.says("fix the login test");
      world.passes(java.time.Duration.ofSeconds(1));
      return world.session();
    }

    FakeAgent works() {
      task();
      return world.agent();
    }

    /// A session that is over or idle, its process gone.
    Session parked(Consumer<FakeAgent> ending) {
      var agent = works();
      var session = world.session();
      ending.accept(agent);
      world.ticksAfter(DeskSettings.PARK_AFTER);
      return session;
    }

    void reply(Session to) {
      ana.says("/reply " + to.shortId() + " one more thing");
    }

    void drop(Session from) {
      ana.presses(world.card(Kind.STATUS, from.id()), "Drop");
    }

    void diskIsFull() {
      world.view.freeDiskBytes = 0;
    }

    void takesThePlace() {
      ana.says("something that takes the place");
    }

    void stop() {
      ana.presses(world.card(Kind.STATUS), "Stop");
    }
  }

  private static void local(FakeAgent agent) {
    agent.ends(Ending.COMPLETED, null, "words", 0, true);
  }

  private static void done(FakeAgent agent) {
    agent.finishes("Done.");
  }

  private static void failed(FakeAgent agent) {
    agent.fails(Trouble.SERVER, "500");
  }

  /// A scene for each row of the table.
  private static final class Scenes {
    final Map<String, Consumer<Night>> all = new LinkedHashMap<>();
    private final List<Consumer<FakeAgent>> rests =
        List.of(SessionDiagramTest::local, SessionDiagramTest::done, SessionDiagramTest::failed);

    Scenes() {
      starts();
      works();
      asks();
      for (int i = 0; i < rests.size(); i++) {
        rests(List.of("IDLE", "COMPLETED", "FAILED").get(i), rests.get(i));
        isLeftInPeace(List.of("IDLE", "COMPLETED", "FAILED").get(i), rests.get(i));
      }
      stopped();
    }

    private void starts() {
      all.put("(dispatched) -> STARTING", night -> night.task());
      all.put(
          "(dispatched) -> QUEUED",
          night -> {
            night.task();
            night.task();
          });
      all.put(
          "QUEUED -> STARTING",
          night -> {
            var agent = night.works();
            night.task();
            agent.finishes("Done.");
          });
      all.put(
          "QUEUED -> STOPPED",
          night -> {
            night.task();
            night.task();
            night.stop();
          });
      all.put("STARTING -> WORKING", night -> night.task());
      all.put(
          "STARTING -> IDLE",
          night -> {
            night.world.machine.holds();
            night.ana.withFiles("a.png").says("look at this");
            night.world.machine.does(night.world.machine.waiting().getLast());
          });
      all.put(
          "STARTING -> FAILED",
          night -> {
            night.world.machine.launch =
                Optional.of(new Result.Refused(Reason.CANNOT_START, "no such program"));
            night.task();
          });
      all.put(
          "STARTING -> STOPPED",
          night -> {
            night.world.machine.holds();
            night.task();
            night.stop();
          });
      all.put(
          "STARTING -> QUEUED",
          night -> {
            night.world.machine.holds();
            night.task();
            night.world.agent().comesUp(1);
            night.diskIsFull();
            night.world.agent().dies();
          });
    }

    private void works() {
      all.put("WORKING -> NEEDS_INPUT", night -> night.works().asksToRun("make"));
      all.put("WORKING -> IDLE", night -> local(night.works()));
      all.put("WORKING -> COMPLETED", night -> done(night.works()));
      all.put("WORKING -> FAILED", night -> failed(night.works()));
      all.put("WORKING -> STOPPED", night -> night.works().isInterrupted());
      all.put("WORKING -> STARTING", night -> night.works().dies());
      all.put("WORKING -> QUEUED", night -> diesOnAFullDisk(night, night.works()));
    }

    private static void diesOnAFullDisk(Night night, FakeAgent agent) {
      night.diskIsFull();
      agent.dies();
    }

    private static FakeAgent asking(Night night) {
      var agent = night.works();
      agent.asksToRun("make");
      return agent;
    }

    private void asks() {
      all.put(
          "NEEDS_INPUT -> WORKING",
          night -> {
            asking(night);
            night.ana.presses(night.world.card(Kind.REQUEST), "Allow once");
          });
      all.put("NEEDS_INPUT -> FAILED", night -> failed(asking(night)));
      all.put(
          "NEEDS_INPUT -> STOPPED",
          night -> {
            asking(night);
            night.stop();
          });
      all.put("NEEDS_INPUT -> STARTING", night -> asking(night).dies());
      all.put("NEEDS_INPUT -> QUEUED", night -> diesOnAFullDisk(night, asking(night)));
    }

    /// How a session that came to rest in one of three ways goes on.
    private void rests(String state, Consumer<FakeAgent> ending) {
      all.put(
          state + " -> WORKING",
          night -> {
            ending.accept(night.works());
            night.reply(night.world.session());
          });
      all.put(state + " -> STARTING", night -> night.reply(night.parked(ending)));
      all.put(
          state + " -> QUEUED",
          night -> {
            var session = night.parked(ending);
            night.takesThePlace();
            night.reply(session);
          });
      byItself(state, ending, "NEEDS_INPUT", agent -> agent.asksToRun("make"));
      byItself(state, ending, "IDLE", SessionDiagramTest::local);
      byItself(state, ending, "COMPLETED", SessionDiagramTest::done);
      byItself(state, ending, "FAILED", SessionDiagramTest::failed);
      byItself(state, ending, "STOPPED", FakeAgent::isInterrupted);
    }

    /// What it was called for is taken back, in line and while its process starts.
    private void isLeftInPeace(String state, Consumer<FakeAgent> ending) {
      all.put(
          "QUEUED -> " + state,
          night -> {
            var session = night.parked(ending);
            night.takesThePlace();
            night.reply(session);
            night.drop(session);
          });
      all.putIfAbsent(
          "STARTING -> " + state,
          night -> {
            var session = night.parked(ending);
            night.world.machine.holds();
            night.reply(session);
            night.drop(session);
          });
    }

    private void byItself(
        String state, Consumer<FakeAgent> ending, String next, Consumer<FakeAgent> what) {
      if (!state.equals(next)) {
        all.put(
            state + " -> " + next,
            night -> {
              var agent = night.works();
              ending.accept(agent);
              what.accept(agent);
            });
      }
    }

    private void stopped() {
      all.put(
          "STOPPED -> STARTING",
          night -> {
            night.task();
            night.stop();
            night.reply(night.world.session());
          });
      all.put(
          "STOPPED -> QUEUED",
          night -> {
            var session = night.task();
            night.stop();
            night.takesThePlace();
            night.reply(session);
          });
      all.put(
          "STOPPED -> WORKING",
          night -> {
            night.works().isInterrupted();
            night.reply(night.world.session());
          });
    }
  }
}
