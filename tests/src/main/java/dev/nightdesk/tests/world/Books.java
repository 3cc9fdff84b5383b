package dev.nightdesk.tests.world;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// The gateway's database, seen from outside while it runs or after it died.
public record Books(Path file) {
  /// The first column of every row.
  public List<String> column(String query) {
    try (var connection =
            DriverManager.getConnection("jdbc:sqlite:" + file + "?busy_timeout=5000");
        var rows = connection.createStatement().executeQuery(query)) {
      var values = new ArrayList<String>();
      while (rows.next()) {
        values.add(String.valueOf(rows.getString(1)));
      }
      return values;
    } catch (SQLException e) {
      throw new AssertionError(query, e);
    }
  }

  /// Changes what the gateway believes, as time passing would; for what no test can wait for.
  public void change(String statement) {
    try (var connection =
        DriverManager.getConnection("jdbc:sqlite:" + file + "?busy_timeout=5000")) {
      connection.createStatement().executeUpdate(statement);
    } catch (SQLException e) {
      throw new AssertionError(statement, e);
    }
  }

  /// What SQLite says of the file; `ok` when it is whole.
  public String integrity() {
    return String.join("\n", column("PRAGMA integrity_check"));
  }

  /// Cards whose newest revision is not on the screen.
  public List<String> cardsBehind() {
    return column("SELECT id FROM cards WHERE wanted > shown AND wanted > refused");
  }
}
