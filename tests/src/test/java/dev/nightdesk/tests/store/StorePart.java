package dev.nightdesk.tests.store;

import dev.nightdesk.gateway.desk.Decision;
import dev.nightdesk.gateway.store.Reads;
import dev.nightdesk.gateway.store.Store;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// What the parts of [StoreContract] share.
interface StorePart {
  /// The test's own store; closed by the implementer after the test.
  Store store();

  default void apply(Decision decision) throws InterruptedException {
    store().change(tx -> tx.apply(decision, Things.AT, Things::line));
  }

  default <T> List<T> all(Function<Reads, List<T>> question) throws InterruptedException {
    return store().read(question);
  }

  default <T> Optional<T> one(Function<Reads, Optional<T>> question) throws InterruptedException {
    return store().read(question);
  }
}
