package dev.nightdesk.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightdesk.adapters.ChannelId;
import dev.nightdesk.adapters.Inbound;
import dev.nightdesk.adapters.Place;
import dev.nightdesk.adapters.Rate;
import dev.nightdesk.adapters.Secret;
import dev.nightdesk.adapters.Traits;
import dev.nightdesk.gateway.store.Received;
import dev.nightdesk.gateway.store.Store;
import dev.nightdesk.gateway.store.Surroundings;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `nightdesk dead` prints.
class BackroomTest {
  private static final Instant AT = Instant.parse("2026-11-01T08:00:00Z");
  private static final Traits TRAITS =
      new Traits(1, 1, 0, 0, Traits.Threads.NONE, Set.of(), Rate.UNLIMITED);
  private static final Place CHAT = Place.chat(new ChannelId("telegram"), "111");

  @TempDir Path home;

  @Test
  void whatCannotBeReadIsListedWithoutItsWords() throws Exception {
    Path file = home.resolve("db").resolve("nightdesk.db");
    try (var store =
        Store.open(file, new Random(1), new Surroundings(_ -> TRAITS, () -> 1L << 40, () -> AT))) {
      var backroom = new Backroom(store, null, new Secret(""));
      assertThat(backroom.dead()).isEqualTo("No dead letters.\n");

      store.change(tx -> tx.receive(new Inbound.Left("1", CHAT), AT));
      spoil(file);
      List<Received> waiting = store.read(reads -> reads.waiting(CHAT.toString(), 1));
      assertThat(waiting).isEmpty();

      assertThat(backroom.dead())
          .startsWith("1  2026-11-01T08:00:00Z  unreadable: a message that waited (telegram:111)  ")
          .contains("cannot be read: a stored Inbound")
          .doesNotContain("secret");
      assertThat(backroom.retry(1)).contains("Start the gateway first");
      assertThat(backroom.drop(1)).isEqualTo("Dead letter 1 is gone.\n");
      assertThat(backroom.dead()).isEqualTo("No dead letters.\n");
    }
  }

  private static void spoil(Path file) throws Exception {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        var statement = connection.createStatement()) {
      statement.executeUpdate("UPDATE inbox SET body = 'a secret that is no JSON'");
    }
  }
}
