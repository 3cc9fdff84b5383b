package dev.nightdesk.gateway.store;

import static dev.nightdesk.gateway.store.Columns.body;

import dev.nightdesk.adapters.ChannelId;
import dev.nightdesk.adapters.Sender;
import dev.nightdesk.gateway.desk.Pairing;
import dev.nightdesk.gateway.desk.Person;
import dev.nightdesk.gateway.desk.Role;
import dev.nightdesk.gateway.store.Recall.Topic;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/// Who is on the list, and how they are known.
final class PeopleRows {
  private final Handle handle;
  private final Recall recall;

  PeopleRows(Handle handle, Recall recall) {
    this.handle = handle;
    this.recall = recall;
  }

  /// Somebody joins, or is known by one more id. What the config says stays: neither a configured
  /// id nor a configured name can be joined, for that would lend the config's role.
  void add(Person person, Sender identity) {
    recall.changed(Topic.PEOPLE);
    put(person, false);
    handle
        .createUpdate(
            """
            INSERT INTO identities (channel, user, person)
            SELECT :channel, :user, name FROM persons WHERE name = :person AND configured = 0
            ON CONFLICT (channel, user) DO UPDATE SET person = excluded.person
            WHERE (SELECT configured FROM persons WHERE name = identities.person) = 0
            """)
        .bind("channel", identity.channel().value())
        .bind("user", identity.user())
        .bind("person", person.name())
        .execute();
  }

  private void put(Person person, boolean configured) {
    handle
        .createUpdate(
            """
            INSERT INTO persons (name, role, configured) VALUES (:name, :role, :configured)
            ON CONFLICT (name) DO UPDATE SET
              role = excluded.role, configured = excluded.configured
            WHERE excluded.configured >= persons.configured
            """)
        .bind("name", person.name())
        .bind("role", person.role().name())
        .bind("configured", configured)
        .execute();
  }

  /// Who stands in the config stays.
  void drop(String person) {
    recall.changed(Topic.PEOPLE);
    recall.changed(Topic.PLACES);
    handle
        .createUpdate("DELETE FROM persons WHERE name = :name AND configured = 0")
        .bind("name", person)
        .execute();
    shutOutWhoIsGone();
  }

  void sync(List<KnownPerson> configured) {
    recall.changed(Topic.PEOPLE);
    recall.changed(Topic.PLACES);
    List<Known> before = identities();
    handle.execute("DELETE FROM persons WHERE configured = 1");
    for (var known : configured) {
      // By another's id, a paired person of that name would act with the config's role.
      handle
          .createUpdate("DELETE FROM persons WHERE name = :name")
          .bind("name", known.person().name())
          .execute();
      put(known.person(), true);
      known.identities().forEach((channel, users) -> own(known.person(), channel, users));
    }
    // Whoever was paired and is named by the config now is one person, not two.
    handle.execute(
        "DELETE FROM persons WHERE configured = 0 AND name NOT IN (SELECT person FROM identities)");
    before.forEach(this::keepPrivatePlace);
    shutOutWhoIsGone();
  }

  private record Known(String channel, String user, String person) {}

  private List<Known> identities() {
    return handle
        .createQuery("SELECT channel, user, person FROM identities")
        .map((row, _) ->
            new Known(row.getString("channel"), row.getString("user"), row.getString("person")))
        .list();
  }

  /// Whoever goes by another name now is spoken to where they were.
  private void keepPrivatePlace(Known before) {
    handle
        .createUpdate(
            """
            UPDATE OR IGNORE private_places SET person = identities.person FROM identities
            WHERE private_places.person = :was AND private_places.channel = :channel
              AND identities.channel = :channel AND identities.user = :user
              AND identities.person <> :was
            """)
        .bind("was", before.person())
        .bind("channel", before.channel())
        .bind("user", before.user())
        .execute();
  }

  /// What their sessions still say is for those on the list. Whoever is on it again and speaks
  /// there is answered.
  private void shutOutWhoIsGone() {
    handle.execute(
        """
        INSERT INTO places (channel, chat, thread, muted)
        SELECT DISTINCT channel, chat, '', 1 FROM private_places
        WHERE person NOT IN (SELECT name FROM persons)
          AND NOT EXISTS (SELECT 1 FROM private_places AS other
                          JOIN persons ON persons.name = other.person
                          WHERE other.channel = private_places.channel
                            AND other.chat = private_places.chat)
          AND NOT EXISTS (SELECT 1 FROM identities
                          WHERE identities.channel = private_places.channel
                            AND identities.user = private_places.chat)
        ON CONFLICT (channel, chat, thread) DO UPDATE SET muted = 1
        """);
    handle.execute("DELETE FROM private_places WHERE person NOT IN (SELECT name FROM persons)");
  }

  private void own(Person person, ChannelId channel, Set<String> users) {
    for (String user : users) {
      handle
          .createUpdate(
              """
              INSERT INTO identities (channel, user, person) VALUES (:channel, :user, :person)
              ON CONFLICT (channel, user) DO UPDATE SET person = excluded.person
              """)
          .bind("channel", channel.value())
          .bind("user", user)
          .bind("person", person.name())
          .execute();
    }
  }

  Optional<Person> person(Sender sender) {
    return recall.answer(Topic.PEOPLE, sender, "person", () -> stored(sender));
  }

  private Optional<Person> stored(Sender sender) {
    return handle
        .createQuery(
            """
            SELECT name, role FROM identities JOIN persons ON persons.name = identities.person
            WHERE channel = :channel AND user = :user
            """)
        .bind("channel", sender.channel().value())
        .bind("user", sender.user())
        .map(PeopleRows::person)
        .findOne();
  }

  private static Person person(ResultSet row, @Nullable StatementContext context)
      throws SQLException {
    return new Person(row.getString("name"), Role.valueOf(row.getString("role")));
  }

  List<Person> persons() {
    return handle
        .createQuery("SELECT name, role FROM persons ORDER BY name")
        .map(PeopleRows::person)
        .list();
  }

  List<KnownPerson> everybody() {
    return handle
        .createQuery("SELECT name, role, configured FROM persons ORDER BY name")
        .map((row, _) ->
            new KnownPerson(
                person(row, null), identities(row.getString("name")), row.getBoolean("configured")))
        .list();
  }

  private Map<ChannelId, Set<String>> identities(String person) {
    return handle
        .createQuery("SELECT channel, user FROM identities WHERE person = :person")
        .bind("person", person)
        .map((row, _) -> Map.entry(new ChannelId(row.getString("channel")), row.getString("user")))
        .stream()
        .collect(
            Collectors.groupingBy(
                Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toSet())));
  }

  Set<String> usersOf(String person, ChannelId channel) {
    return handle
        .createQuery("SELECT user FROM identities WHERE person = :person AND channel = :channel")
        .bind("person", person)
        .bind("channel", channel.value())
        .mapTo(String.class)
        .set();
  }

  boolean isConfigured(String person) {
    return handle
        .createQuery("SELECT count(*) FROM persons WHERE name = :name AND configured = 1")
        .bind("name", person)
        .mapTo(boolean.class)
        .one();
  }

  /// An owner nobody can be recognised as governs nothing.
  boolean hasOwner() {
    return handle
        .createQuery(
            """
            SELECT count(*) > 0 FROM persons JOIN identities ON identities.person = persons.name
            WHERE role = 'OWNER'
            """)
        .mapTo(boolean.class)
        .one();
  }

  List<String> owners() {
    return handle
        .createQuery(
            """
            SELECT DISTINCT name FROM persons JOIN identities ON identities.person = persons.name
            WHERE role = 'OWNER' ORDER BY name
            """)
        .mapTo(String.class)
        .list();
  }

  void put(@Nullable Pairing pairing) {
    if (pairing == null) {
      handle.execute("DELETE FROM pairing");
    } else {
      handle
          .createUpdate(
              """
              INSERT INTO pairing (one, body) VALUES (1, :body)
              ON CONFLICT (one) DO UPDATE SET body = excluded.body
              """)
          .bind("body", Json.write(pairing))
          .execute();
    }
  }

  Optional<Pairing> pairing() {
    return handle.createQuery("SELECT body FROM pairing").map(body(Pairing.class)).findOne();
  }
}
