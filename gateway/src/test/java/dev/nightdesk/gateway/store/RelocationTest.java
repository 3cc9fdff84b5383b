package dev.nightdesk.gateway.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.adapters.Inbound;
import dev.nightdesk.adapters.MessageRef;
import dev.nightdesk.adapters.Place;
import dev.nightdesk.adapters.Rate;
import dev.nightdesk.adapters.Traits;
import dev.nightdesk.gateway.desk.Action;
import dev.nightdesk.gateway.desk.Capture;
import dev.nightdesk.gateway.desk.Change;
import dev.nightdesk.gateway.desk.Decision;
import dev.nightdesk.gateway.desk.Effect;
import dev.nightdesk.gateway.desk.Happening;
import dev.nightdesk.gateway.desk.Prompt;
import dev.nightdesk.gateway.desk.Request;
import dev.nightdesk.gateway.desk.Session;
import dev.nightdesk.gateway.desk.WantedCard;
import dev.nightdesk.sessions.InputLine;
import dev.nightdesk.sessions.SessionId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Fills every table at random and moves a place: nothing of the old one may be left anywhere.
class RelocationTest {
  private static final Surroundings NOWHERE =
      new Surroundings(
          _ -> new Traits(4096, 8, 1, 1, Traits.Threads.NONE, Set.of(), Rate.UNLIMITED),
          () -> 1L << 40,
          () -> Sample.AT);

  /// Easy to find, hard to write: every character that SQL or JSON could trip over.
  private static final String OLD = "-4\"o'l\\d%_é";

  private static final int ROUNDS = 30;

  @TempDir Path home;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void aMovedChatLeavesNothingBehind(long seed) throws Exception {
    var from = Place.chat(Sample.TELEGRAM, OLD);
    leavesNothingBehind(seed, from, Place.chat(Sample.TELEGRAM, "-100"), from);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void aMovedChatTakesItsThreadsAlong(long seed) throws Exception {
    leavesNothingBehind(
        seed,
        Place.chat(Sample.TELEGRAM, OLD),
        Place.chat(Sample.TELEGRAM, "-100"),
        new Place(Sample.TELEGRAM, OLD, "7"));
  }

  @ParameterizedTest
  @CsvSource({"1,7,-100,8", "2,7,-100,''", "3,'',-100,8"})
  void aMovedThreadLeavesNothingBehind(long seed, String thread, String chat, String toThread)
      throws Exception {
    var from = new Place(Sample.TELEGRAM, OLD, thread);
    leavesNothingBehind(seed, from, new Place(Sample.TELEGRAM, chat, toThread), from);
  }

  @Test
  void thePlacesOfOthersStayAsTheyAre() throws Exception {
    try (var store = open()) {
      fill(store, 1, Place.chat(Sample.TELEGRAM, "-4"));
      var before = dump(store);
      move(store, Place.chat(Sample.TELEGRAM, OLD), Place.chat(Sample.TELEGRAM, "-100"));
      assertThat(dump(store)).isEqualTo(before);
    }
  }

  private void leavesNothingBehind(long seed, Place from, Place to, Place filled) throws Exception {
    try (var store = open()) {
      fill(store, seed, filled);
      assertThat(dump(store)).filteredOn(RelocationTest::names).hasSizeGreaterThan(ROUNDS);
      move(store, from, to);
      assertThat(dump(store)).as("seed %s", seed).noneMatch(RelocationTest::names);
      assertThat(integrity(store)).containsExactly("ok");
    }
  }

  private static List<String> integrity(Store store) throws InterruptedException {
    return store.read(reads ->
        ((SqlReads) reads).handle.createQuery("PRAGMA integrity_check").mapTo(String.class).list());
  }

  private static boolean names(String row) {
    return row.contains(OLD) || row.contains(Json.write(OLD));
  }

  private Store open() {
    return Store.open(home.resolve("nightdesk.db"), new Random(1), NOWHERE);
  }

  private static void move(Store store, Place from, Place to) throws InterruptedException {
    var moving = new Decision(List.of(new Change.MovePlace(from, to)), List.of(), List.of());
    store.change(tx -> tx.apply(moving, Sample.AT, RelocationTest::line));
  }

  private static InputLine line(Effect.Send send) {
    return new InputLine(send.input(), new byte[] {'{', '}', '\n'});
  }

  private static void fill(Store store, long seed, Place everywhere) throws InterruptedException {
    for (int round = 0; round < ROUNDS; round++) {
      var samples = new Samples(seed * 1_000 + round, Samples.Fill.ANY, everywhere);
      int minute = round;
      store.change(tx -> fill(tx, samples, everywhere, minute));
    }
  }

  private static void fill(Tx tx, Samples samples, Place place, int round) {
    var session = samples.of(Session.class);
    var card = samples.of(WantedCard.class);
    var changes =
        new ArrayList<Change>(
            List.of(
                new Change.PutSession(session),
                new Change.PutPrompt(of(samples.of(Prompt.class), session.id())),
                new Change.PutRequest(of(samples.of(Request.class), session.id())),
                new Change.PutAction("token " + round, samples.of(Action.class)),
                new Change.PutCapture(samples.of(Capture.class)),
                new Change.Bind(place, session.id()),
                new Change.MutePlace(place, round % 2 == 0),
                new Change.Meet("person " + round, place),
                new Change.LinkMessage(new MessageRef(place, "m" + round), session.id())));
    if (!place.isThread()) {
      // A group is enabled as a whole: its threads have nothing of their own to move.
      changes.add(new Change.EnablePlace(place, true, "ana"));
    }
    var effects = List.of(samples.of(Effect.class), samples.of(Effect.Whisper.class));
    tx.apply(new Decision(changes, effects, List.of(card)), Sample.AT, RelocationTest::line);
    tx.shown(card.card().id(), 1, new MessageRef(place, "c" + round), Sample.AT);
    tx.receive(samples.of(Inbound.class), Sample.AT);
    tx.waitingLanes()
        .forEach(lane -> tx.waiting(lane, 1).forEach(one -> tx.finish(one.id(), Sample.AT)));
    tx.receive(samples.of(Inbound.Said.class), Sample.AT);
    tx.bury(samples.of(Happening.class), "raw", "stack", Sample.AT);
  }

  private static Prompt of(Prompt prompt, SessionId session) {
    return new Prompt(
        prompt.id(),
        session,
        prompt.text(),
        prompt.person(),
        prompt.message(),
        prompt.files(),
        prompt.stage(),
        prompt.incarnation(),
        prompt.at());
  }

  private static Request of(Request request, SessionId session) {
    return new Request(
        request.id(),
        session,
        request.incarnation(),
        request.ask(),
        request.at(),
        request.picks(),
        request.partAt(),
        request.settled());
  }

  private static Map<String, String> text(Map<String, Object> row) {
    var text = new TreeMap<String, String>();
    row.forEach((column, value) ->
        text.put(column, value instanceof byte[] bytes ? new String(bytes, UTF_8) : "" + value));
    return text;
  }

  /// Every row of every table as text, but for the note of the move itself.
  private static List<String> dump(Store store) throws InterruptedException {
    return store.read(reads -> {
      var handle = ((SqlReads) reads).handle;
      var rows = new ArrayList<String>();
      handle
          .createQuery(
              """
              SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'
                AND name <> 'moves' ORDER BY name
              """)
          .mapTo(String.class)
          .forEach(table ->
              handle
                  .createQuery("SELECT * FROM " + table)
                  .mapToMap()
                  .forEach(row -> rows.add(table + " " + text(row))));
      return rows;
    });
  }
}
