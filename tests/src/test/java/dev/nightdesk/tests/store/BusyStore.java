package dev.nightdesk.tests.store;

import static dev.nightdesk.tests.store.Things.AT;
import static dev.nightdesk.tests.store.Things.card;
import static dev.nightdesk.tests.store.Things.decide;
import static dev.nightdesk.tests.store.Things.effects;
import static dev.nightdesk.tests.store.Things.line;
import static dev.nightdesk.tests.store.Things.said;
import static dev.nightdesk.tests.store.Things.sessionId;
import static dev.nightdesk.tests.store.Things.want;

import dev.nightdesk.gateway.desk.Change;
import dev.nightdesk.gateway.store.Store;
import dev.nightdesk.gateway.store.Tx;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;

/// A program of its own that works with a store until it is killed, and tells every word it was
/// given by the store: `received 7`, `stepped 7`, `claimed 7`, `done 7`.
final class BusyStore {
  /// All its inputs are for this session and incarnation.
  static final int SESSION = 1;

  /// Numbers have as many digits, so that all lines are as long.
  static final int FIRST = 1_000_000;

  private BusyStore() {}

  /// Works until it is killed.
  ///
  /// @param arguments the database's file and the first number
  public static void main(String[] arguments) throws InterruptedException {
    var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    try (var store = Store.open(Path.of(arguments[0]), new Random(1), Things.SURROUNDINGS)) {
      for (int number = Integer.parseInt(arguments[1]); ; number++) {
        work(store, number, out);
      }
    }
  }

  private static void work(Store store, int number, PrintStream out) throws InterruptedException {
    store.change(tx -> tx.receive(said(number), AT));
    out.println("received " + number);
    store.change(tx -> step(tx, number));
    out.println("stepped " + number);
    var lane = sessionId(SESSION).toString();
    var claimed = store.write(tx -> tx.claim(tx.nextOutgoing(lane, AT).orElseThrow().id()));
    out.println("claimed " + number);
    store.change(tx -> tx.done(claimed.id()));
    out.println("done " + number);
  }

  static void step(Tx tx, int number) {
    Things.waiting(tx, 1).forEach(one -> tx.finish(one.id(), AT));
    decided(tx, number);
  }

  static void decided(Tx tx, int number) {
    tx.apply(decide(new Change.PutSession(Things.atIncarnation(SESSION, 1))), AT, Things::line);
    tx.apply(want(card(1, number)), AT, Things::line);
    tx.apply(effects(Things.send(SESSION, 1, number, false)), AT, Things::line);
  }

  static long lineLength() {
    return line(Things.send(SESSION, 1, FIRST, false)).bytes().length;
  }
}
