package dev.schemamigration.database.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.testing.TestPostgres;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a session has prepared stays prepared, whatever a migration did meanwhile. */
class PreparedStatementsPgTest {
  /** More than the times after which the driver prepares a statement. */
  private static final int ROUNDS = 12;

  private static final String PREPARED =
      "SELECT name FROM pg_catalog.pg_prepared_statements"
          + " WHERE statement LIKE '%kept%' AND statement NOT LIKE '%pg_prepared_statements%'";

  @ParameterizedTest
  @MethodSource("dev.schemamigration.testing.TestPostgres#supported")
  void aStatementIsPreparedOnceWhileRevisionsRun(TestPostgres server) throws SQLException {
    var names = new HashSet<String>();
    try (var session =
        new Connector(Duration.ofSeconds(10))
            .open(server.createDatabase().settings(), SessionTimeouts.INSPECTION, "test")) {
      for (int round = 0; round < ROUNDS; round++) {
        session.restoreDefaults();
        session.query("SELECT ? AS kept", PreparedStatementsPgTest::bind, row -> {});
        session.enterMigration();
        try (var statement = session.connection().createStatement()) {
          statement.execute("CREATE TABLE t%d (id int)".formatted(round));
        }
        var seen = new ArrayList<String>();
        session.query(PREPARED, row -> seen.add(row.getString(1)));
        names.addAll(seen);
      }
    }

    assertThat(names).hasSize(1);
  }

  private static int bind(PreparedStatement statement, int next) throws SQLException {
    statement.setString(next, "value");
    return next + 1;
  }
}
