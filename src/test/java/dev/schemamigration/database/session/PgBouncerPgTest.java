package dev.schemamigration.database.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.schemamigration.database.fault.DatabaseFault;
import dev.schemamigration.database.fault.SqlFaults;
import dev.schemamigration.testing.RealPgBouncer;
import dev.schemamigration.testing.TestDatabase;
import dev.schemamigration.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The probe against the real PgBouncer. */
class PgBouncerPgTest {
  private final TestDatabase database = TestPostgres.newest().createDatabase();
  private final List<RealPgBouncer> started = new ArrayList<>();
  @TempDir Path folder;

  @AfterEach
  void stop() {
    started.forEach(RealPgBouncer::close);
  }

  @ParameterizedTest
  @CsvSource({
    "session,     20, SESSION",
    "transaction, 20, TRANSACTION",
    "transaction,  1, TRANSACTION",
    "statement,   20, TRANSACTION",
  })
  void theModeOfThePoolIsFound(String mode, int size, Pooling expected)
      throws IOException, SQLException {
    var pooled = start(mode, size);

    try (var first = pooled.connect()) {
      assertThat(pooling(first, pooled)).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'', SESSION_WITHOUT_RESET",
    "SELECT pg_advisory_unlock_all(), SESSION",
    "DISCARD ALL, SESSION",
  })
  void whetherItCleansUpIsFound(String resetQuery, Pooling expected)
      throws IOException, SQLException {
    var pooled = start("session", 20, "server_reset_query = " + resetQuery);

    try (var first = pooled.connect()) {
      assertThat(pooling(first, pooled)).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @CsvSource({"0", "1"})
  void aPoolByTransactionsIsFoundWhileOthersUseIt(int roundRobin) throws IOException, SQLException {
    var pooled = start("transaction", 20, "server_round_robin = " + roundRobin);
    try (var busy = pooled.connect();
        var idle = pooled.connect();
        var first = pooled.connect()) {
      busy.setAutoCommit(false);
      busy.createStatement().execute("SELECT 1");
      idle.setAutoCommit(false);
      idle.createStatement().execute("SELECT 1");
      idle.commit();

      assertThat(pooling(first, pooled)).isEqualTo(Pooling.TRANSACTION);
    }
  }

  @Test
  void aPoolWithoutASecondConnectionProvesNothing() throws IOException, SQLException {
    var pooled = start("session", 1);
    var url = pooled.jdbcUrl() + "?loginTimeout=1";

    try (var first = pooled.connect()) {
      assertThatThrownBy(
              () ->
                  PoolerProbe.check(
                      first,
                      processOf(first),
                      () -> DriverManager.getConnection(url, pooled.user(), "")))
          .isInstanceOfSatisfying(
              SQLException.class,
              e ->
                  assertThat(SqlFaults.classify(e).kind())
                      .isEqualTo(DatabaseFault.Kind.UNREACHABLE));
    }
  }

  private TestDatabase start(String mode, int size, String... more) throws IOException {
    var pooler = RealPgBouncer.inFrontOf(database, folder, mode, size, more);
    started.add(pooler);
    return pooler.database();
  }

  private static Pooling pooling(Connection first, TestDatabase pooled) throws SQLException {
    return PoolerProbe.check(first, processOf(first), pooled::connect);
  }

  static int processOf(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery("SELECT pg_backend_pid()")) {
      row.next();
      return row.getInt(1);
    }
  }
}
