package dev.nightdesk.gateway.store;

import static dev.nightdesk.gateway.store.Columns.body;

import dev.nightdesk.adapters.ChannelId;
import dev.nightdesk.adapters.Sender;
import dev.nightdesk.gateway.desk.Pairing;
import dev.nightdesk.gateway.desk.Person;
import dev.nightdesk.gateway.desk.Role;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Who is on the list, and how they are known.
final class PeopleRows {
  private final Sql sql;

  PeopleRows(Sql sql) {
    this.sql = sql;
  }

  /// Somebody joins, or is known by one more id. What the config says stays.
  void add(Person person, Sender identity) {
    put(person, false);
    sql.ask(
            """
            INSERT INTO identities (channel, user, person) VALUES (:channel, :user, :person)
            ON CONFLICT (channel, user) DO UPDATE SET person = excluded.person
            WHERE (SELECT configured FROM persons WHERE name = identities.person) = 0
            """)
        .with("channel", identity.channel().value())
        .with("user", identity.user())
        .with("person", person.name())
        .run();
  }

  private void put(Person person, boolean configured) {
    sql.ask(
            """
            INSERT INTO persons (name, role, configured) VALUES (:name, :role, :configured)
            ON CONFLICT (name) DO UPDATE SET
              role = excluded.role, configured = excluded.configured
            WHERE excluded.configured >= persons.configured
            """)
        .with("name", person.name())
        .with("role", person.role().name())
        .with("configured", configured)
        .run();
  }

  void sync(List<KnownPerson> configured) {
    sql.execute("DELETE FROM persons WHERE configured = 1");
    for (var known : configured) {
      // By another's id, a paired person of that name would act with the config's role.
      sql.ask("DELETE FROM persons WHERE name = :name").with("name", known.person().name()).run();
      put(known.person(), true);
      known.identities().forEach((channel, users) -> own(known.person(), channel, users));
    }
  }

  private void own(Person person, ChannelId channel, Set<String> users) {
    for (String user : users) {
      sql.ask(
              """
              INSERT INTO identities (channel, user, person) VALUES (:channel, :user, :person)
              ON CONFLICT (channel, user) DO UPDATE SET person = excluded.person
              """)
          .with("channel", channel.value())
          .with("user", user)
          .with("person", person.name())
          .run();
    }
  }

  Optional<Person> person(Sender sender) {
    return sql.ask(
            """
            SELECT name, role FROM identities JOIN persons ON persons.name = identities.person
            WHERE channel = :channel AND user = :user
            """)
        .with("channel", sender.channel().value())
        .with("user", sender.user())
        .first(PeopleRows::person);
  }

  private static Person person(ResultSet row) throws SQLException {
    return new Person(row.getString("name"), Role.valueOf(row.getString("role")));
  }

  List<KnownPerson> everybody() {
    return sql.ask("SELECT name, role, configured FROM persons ORDER BY name")
        .list(row ->
            new KnownPerson(
                person(row), identities(row.getString("name")), row.getBoolean("configured")));
  }

  private Map<ChannelId, Set<String>> identities(String person) {
    return sql
        .ask("SELECT channel, user FROM identities WHERE person = :person")
        .with("person", person)
        .list(row -> Map.entry(new ChannelId(row.getString("channel")), row.getString("user")))
        .stream()
        .collect(
            Collectors.groupingBy(
                Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toSet())));
  }

  /// An owner nobody can be recognised as governs nothing.
  boolean hasOwner() {
    return sql.ask(
            """
            SELECT count(*) > 0 FROM persons JOIN identities ON identities.person = persons.name
            WHERE role = 'OWNER'
            """)
        .one(row -> row.getBoolean(1));
  }

  List<String> owners() {
    return sql.ask("SELECT name FROM persons WHERE role = 'OWNER' ORDER BY name")
        .list(row -> row.getString(1));
  }

  void put(@Nullable Pairing pairing) {
    if (pairing == null) {
      sql.execute("DELETE FROM pairing");
    } else {
      sql.ask(
              """
              INSERT INTO pairing (one, body) VALUES (1, :body)
              ON CONFLICT (one) DO UPDATE SET body = excluded.body
              """)
          .with("body", Json.write(pairing))
          .run();
    }
  }

  Optional<Pairing> pairing() {
    return sql.ask("SELECT body FROM pairing").first(body(Pairing.class));
  }
}
