package dev.nightdesk.gateway.desk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.adapters.MessageRef;
import dev.nightdesk.adapters.Place;
import dev.nightdesk.gateway.store.Store;
import dev.nightdesk.gateway.store.Surroundings;
import dev.nightdesk.gateway.store.Tx;
import dev.nightdesk.sessions.AgentKind;
import dev.nightdesk.sessions.InputLine;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The desk's tests ask a view in memory. Whatever happens, it says what the store would say.
class MemoryViewTest {
  private static final int STEPS = 400;

  /// Decisions between two comparisons.
  private static final int COMPARE_EVERY = 40;

  @TempDir Path home;

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {11, 12, 13})
  void itSaysWhatTheStoreSays(long seed) throws InterruptedException {
    var surroundings =
        new Surroundings(_ -> World.TRAITS, () -> Long.MAX_VALUE, InstantSource.fixed(World.NINE));
    try (var store = Store.open(home.resolve("nightdesk.db"), new Random(seed), surroundings)) {
      var simulation = new Simulation(seed);
      var view = simulation.world.view;
      for (int told = 0; simulation.world.steps() < STEPS; told = view.applied.size()) {
        for (int i = 0; i < COMPARE_EVERY; i++) {
          simulation.act();
        }
        var untold = List.copyOf(view.applied.subList(told, view.applied.size()));
        store.change(tx -> untold.forEach(decision -> tell(tx, decision, view)));
        var where = "seed %d, step %d: ".formatted(seed, simulation.world.steps());
        var known = answers(view, view);
        same(where + "read: ", store.read(reads -> answers(reads, view)), known);
        // The writer remembers what the tables said.
        same(where + "in a step: ", store.write(tx -> answers(tx, view)), known);
      }
      assertThat(view.sessions).as("something happened").hasSizeGreaterThan(2);
    }
  }

  private static void same(String where, Map<String, Object> stored, Map<String, Object> known) {
    known.forEach((question, answer) ->
        assertThat(stored.get(question)).as(where + question).isEqualTo(answer));
  }

  /// What was decided, and where its cards are shown.
  private static void tell(Tx tx, Decision decision, MemoryView view) {
    tx.apply(
        decision, World.NINE, send -> new InputLine(send.input(), new byte[] {'{', '}', '\n'}));
    for (WantedCard wanted : decision.cards()) {
      var card = wanted.card();
      var at = view.messages.get(card.id());
      if (at != null) {
        tx.shown(card.id(), card.revision(), at, World.NINE);
      }
    }
  }

  /// What a view says to every question about everything there is.
  private static Map<String, Object> answers(DeskView asked, MemoryView all) {
    var answers = new LinkedHashMap<String, Object>();
    answers.put("board", asked.board(2));
    answers.put("counts", asked.sessionCounts());
    answers.put("whole board", asked.board(1_000));
    answers.put("live", asked.liveSessions());
    answers.put("waiting", asked.waitingSessions());
    answers.put("tended", asked.tended());
    answers.put("owners", Set.copyOf(asked.owners()));
    answers.put("everybody", asked.everybody());
    answers.put("owned", asked.hasOwner());
    answers.put("pairing", asked.pairing());
    for (AgentKind agent : List.of(AgentKind.CLAUDE, AgentKind.DEMO)) {
      answers.put("limit of " + agent, asked.limit(agent));
    }
    all.sessions.values().forEach(session -> aboutSession(asked, session, answers));
    all.prompts.keySet().forEach(id -> answers.put("prompt " + id, asked.prompt(id)));
    all.requests.keySet().forEach(id -> answers.put("request " + id, asked.request(id)));
    all.tokens().forEach(token -> answers.put("action " + token, asked.action(token)));
    all.people.forEach((sender, person) -> {
      answers.put("person " + sender, asked.person(sender));
      answers.put("private place of " + person, asked.privatePlaceOf(person.name()));
    });
    all.messages.values().forEach(message -> aboutMessage(asked, message, answers));
    all.linked().forEach(message -> aboutMessage(asked, message, answers));
    places(all).forEach(place -> aboutPlace(asked, place, all, answers));
    return answers;
  }

  private static void aboutSession(DeskView asked, Session session, Map<String, Object> answers) {
    var id = session.id();
    answers.put("session " + id, asked.session(id));
    answers.put("like " + id, asked.sessionsLike(session.shortId()));
    answers.put("before " + id, asked.sessionBefore(session));
    answers.put("open prompts of " + id, asked.openPrompts(id));
    answers.put("open requests of " + id, asked.openRequests(id));
    answers.put("unseen verdicts of " + id, asked.unseenVerdicts(id));
    answers.put("cards of " + id, asked.cards(id));
    answers.put("cards with buttons of " + id, asked.cardsWithButtons(id));
    var every = EnumSet.allOf(WantedCard.Kind.class);
    answers.put("newest card of " + id, asked.newestCard(id, every));
    for (WantedCard.Kind kind : every) {
      answers.put("newest %s of %s".formatted(kind, id), asked.newestCard(id, Set.of(kind)));
    }
  }

  private static void aboutMessage(
      DeskView asked, MessageRef message, Map<String, Object> answers) {
    answers.put("session of " + message, asked.sessionOf(message));
    answers.put("card at " + message, asked.cardAt(message));
  }

  private static void aboutPlace(
      DeskView asked, Place place, MemoryView all, Map<String, Object> answers) {
    answers.put("captures in " + place, asked.captures(place));
    answers.put("bound to " + place, asked.bound(place));
    answers.put("muted " + place, asked.isMuted(place));
    var chat = place.wholeChat();
    answers.put("enabled " + chat, asked.isEnabled(chat));
    answers.put("newest in " + chat, asked.newestIn(chat));
    for (Person person : all.people.values()) {
      answers.put(
          "newest of %s in %s".formatted(person.name(), chat), asked.newestIn(chat, person.name()));
    }
  }

  private static Set<Place> places(MemoryView all) {
    var places = new LinkedHashSet<Place>();
    all.messages.values().forEach(message -> places.add(message.place()));
    all.sessions.values().forEach(session -> places.add(session.origin().place()));
    for (String topic : List.of("", "1", "2")) {
      places.add(new Place(World.CHANNEL, World.GROUP.chat(), topic));
    }
    return places;
  }
}
