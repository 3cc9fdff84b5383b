package dev.nightdesk.gateway.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jdbi.v3.core.Handle;

/// Brings a database to this version's form, one resource file a version, each in a transaction of
/// its own. Which one a file has is in its `user_version` (docs/adr/0002).
final class Migrations {
  /// The first brings an empty file to version 1, and so on. Never changed once released.
  private static final List<String> FILES =
      List.of("V1__desk.sql", "V2__buttons.sql", "V3__aside.sql", "V4__channels.sql");

  /// "Nite": marks the file as ours.
  static final int APPLICATION_ID = 0x4E697465;

  private Migrations() {}

  /// @throws StoreRefused when the file is not ours, or a newer version's
  static void run(Handle handle, String file) {
    int version = number(handle, "PRAGMA user_version");
    if (version > FILES.size()) {
      throw new StoreRefused(
          "The database %s was written by a newer Nightdesk (its form is %d, this version knows %d). Start the newer version, or point `home` at another directory."
              .formatted(file, version, FILES.size()));
    }
    if (number(handle, "PRAGMA application_id") != APPLICATION_ID
        && number(handle, "SELECT count(*) FROM sqlite_master") > 0) {
      throw new StoreRefused(
          "%s is a database of another program. Move it away, or point `home` at another directory."
              .formatted(file));
    }
    for (int next = version; next < FILES.size(); next++) {
      migrate(handle, next + 1, script(FILES.get(next)));
    }
  }

  private static int number(Handle handle, String question) {
    return handle.createQuery(question).mapTo(int.class).one();
  }

  private static void migrate(Handle handle, int to, String script) {
    handle.execute("BEGIN IMMEDIATE");
    try {
      for (String statement : script.split(";\\s*\\R", -1)) {
        if (!statement.isBlank()) {
          handle.execute(statement);
        }
      }
      handle.execute("PRAGMA application_id = " + APPLICATION_ID);
      handle.execute("PRAGMA user_version = " + to);
      handle.execute("COMMIT");
    } catch (RuntimeException failure) {
      Sqlite.rollback(handle, failure);
      throw failure;
    }
  }

  private static String script(String name) {
    try (var in = Migrations.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("not in this program: " + name);
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
