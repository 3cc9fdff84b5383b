package dev.nightdesk.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.StatementCustomizer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KeptStatementsTest {
  private final List<PreparedStatement> used = new ArrayList<>();
  private Handle handle;

  @BeforeEach
  void open() throws SQLException {
    handle = Jdbi.create(DriverManager.getConnection("jdbc:sqlite::memory:")).open();
    handle.setStatementBuilder(new KeptStatements());
  }

  @AfterEach
  void close() {
    handle.close();
  }

  private int plus(String sql, int value) {
    return handle
        .createQuery(sql)
        .bind("value", value)
        .addCustomizer(
            new StatementCustomizer() {
              @Override
              public void beforeExecution(PreparedStatement statement, StatementContext context) {
                used.add(statement);
              }
            })
        .mapTo(int.class)
        .one();
  }

  @Test
  void compilesAStatementWithNamedParametersOnce() {
    assertThat(plus("SELECT :value + 1", 1)).isEqualTo(2);
    assertThat(plus("SELECT :value + 1", 41)).isEqualTo(42);
    assertThat(used.getFirst()).isSameAs(used.getLast());
  }

  @Test
  void lendsAStatementToOneAtATime() {
    var outer =
        handle
            .createQuery("SELECT :value + 1")
            .bind("value", 1)
            .map((row, _) -> row.getInt(1) + plus("SELECT :value + 1", 10))
            .one();
    assertThat(outer).isEqualTo(13);
  }

  @Test
  void closesWhatIsBeyondTheBound() throws SQLException {
    for (int i = 0; i <= KeptStatements.CLOSE_BEYOND; i++) {
      plus("SELECT :value + " + i, 1);
    }
    assertThat(used.get(KeptStatements.CLOSE_BEYOND - 1).isClosed()).isFalse();
    assertThat(used.getLast().isClosed()).isTrue();
  }
}
