package dev.schemamigration.database.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.schemamigration.testing.Background;
import dev.schemamigration.testing.TestDatabase;
import dev.schemamigration.testing.TestPostgres;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.PGConnection;

class LockHolderQueryPgTest {

  @ParameterizedTest
  @MethodSource("dev.schemamigration.testing.TestPostgres#supported")
  void theHolderOfALockIsNamed(TestPostgres server) throws Exception {
    var database = server.createDatabase();
    database.execute("CREATE TABLE t (a int)");
    try (var reader = connect(database, "nightly report");
        var waiting = connect(database, "migration");
        var observer = database.connect()) {
      reader.setAutoCommit(false);
      execute(reader, "SELECT * FROM t");
      var altering = later(waiting, "ALTER TABLE t ADD b int");
      await().until(() -> !LockHolderQuery.of(observer, pid(waiting)).isEmpty());

      var holders = LockHolderQuery.of(observer, pid(waiting));

      assertThat(holders).hasSize(1);
      assertThat(holders.getFirst())
          .extracting(
              LockHolder::pid, LockHolder::applicationName, LockHolder::state, LockHolder::lock)
          .containsExactly(pid(reader), "nightly report", "idle in transaction", "AccessShareLock");
      assertThat(holders.getFirst().since().orElseThrow())
          .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(1));

      reader.rollback();
      altering.result();
      assertThat(LockHolderQuery.of(observer, pid(waiting))).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("dev.schemamigration.testing.TestPostgres#supported")
  void whoWaitsInFrontIsNamedAsWaiting(TestPostgres server) throws Exception {
    var database = server.createDatabase();
    database.execute("CREATE TABLE t (a int)");
    try (var reader = connect(database, "report");
        var first = connect(database, "first");
        var second = connect(database, "second");
        var observer = database.connect()) {
      reader.setAutoCommit(false);
      execute(reader, "SELECT * FROM t");
      var altering = later(first, "ALTER TABLE t ADD b int");
      await().until(() -> !LockHolderQuery.of(observer, pid(first)).isEmpty());
      second.setAutoCommit(false);
      var locking = later(second, "LOCK TABLE t IN ROW EXCLUSIVE MODE");
      await().until(() -> !LockHolderQuery.of(observer, pid(second)).isEmpty());

      assertThat(LockHolderQuery.of(observer, pid(second)))
          .extracting(LockHolder::applicationName, LockHolder::lock)
          .containsExactly(tuple("first", "AccessExclusiveLock (waiting)"));

      reader.rollback();
      altering.result();
      locking.result();
    }
  }

  @ParameterizedTest
  @MethodSource("dev.schemamigration.testing.TestPostgres#supported")
  void ofAnotherRolesSessionAPlainRoleSeesEnoughToFindIt(TestPostgres server) throws Exception {
    var database = server.createDatabase();
    database.execute("CREATE TABLE t (a int)");
    try (var holder = connect(database.asAdministrator(), "backup");
        var waiting = database.connect();
        var observer = database.connect()) {
      holder.setAutoCommit(false);
      execute(holder, "LOCK TABLE t IN SHARE MODE");
      execute(holder, "LOCK TABLE t IN ACCESS SHARE MODE");
      var inserting = later(waiting, "INSERT INTO t VALUES (1)");
      await().until(() -> !LockHolderQuery.of(observer, pid(waiting)).isEmpty());

      assertThat(LockHolderQuery.of(observer, pid(waiting)))
          .containsExactly(
              new LockHolder(pid(holder), "backup", "not shown", Optional.empty(), "ShareLock"));

      holder.rollback();
      inserting.result();
    }
  }

  @Test
  void aPreparedTransactionIsNamedByItsIdentifier() throws Exception {
    try (var server =
        EmbeddedPostgres.builder().setServerConfig("max_prepared_transactions", "2").start()) {
      var url = server.getJdbcUrl("postgres", "postgres");
      try (var waiting = DriverManager.getConnection(url);
          var observer = DriverManager.getConnection(url)) {
        execute(observer, "CREATE TABLE t (a int)");
        execute(observer, "BEGIN; LOCK TABLE t; PREPARE TRANSACTION 'order 66'");
        var reading = later(waiting, "SELECT * FROM t");
        await().until(() -> !LockHolderQuery.of(observer, pid(waiting)).isEmpty());

        assertThat(LockHolderQuery.of(observer, pid(waiting)))
            .extracting(
                LockHolder::pid, LockHolder::applicationName, LockHolder::state, LockHolder::lock)
            .containsExactly(tuple(0, "order 66", "prepared transaction", "AccessExclusiveLock"));

        execute(observer, "ROLLBACK PREPARED 'order 66'");
        reading.result();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("dev.schemamigration.testing.TestPostgres#supported")
  void theHolderOfAnAdvisoryLockIsNamed(TestPostgres server) throws Exception {
    var database = server.createDatabase();
    var other = server.createDatabase();
    try (var holder = connect(database, "schema-migration/shop/app/002");
        var elsewhere = other.connect();
        var observer = database.connect()) {
      for (var key :
          new long[] {0, 1, -1, Long.MAX_VALUE, Long.MIN_VALUE, 0x1234_5678_9ABC_DEF0L}) {
        execute(elsewhere, "SELECT pg_advisory_lock(" + key + ")");
        assertThat(LockOwners.of(observer, key)).isEmpty();

        execute(holder, "SELECT pg_advisory_lock(" + key + ")");

        assertThat(LockOwners.of(observer, key))
            .singleElement()
            .satisfies(
                it -> {
                  assertThat(it.pid()).isEqualTo(pid(holder));
                  assertThat(it.applicationName()).isEqualTo("schema-migration/shop/app/002");
                  assertThat(it.state()).isEqualTo("idle");
                  assertThat(it.queryAge().orElseThrow())
                      .isBetween(Duration.ZERO, Duration.ofSeconds(30));
                });
        execute(holder, "SELECT pg_advisory_unlock(" + key + ")");
      }
    }
  }

  @Test
  void anAdvisoryHolderIsDescribedInAWordForMessages() {
    var age = Optional.of(Duration.ofMillis(12_900));

    assertThat(new LockOwners.Owner(7, "schema-migration/shop/app/002", "active", age).described())
        .isEqualTo("pid 7 (schema-migration/shop/app/002, active for 12 s)");
    assertThat(new LockOwners.Owner(7, "", "not shown", Optional.empty()).described())
        .isEqualTo("pid 7 (no application name, not shown)");
  }

  private static Connection connect(TestDatabase database, String application) throws SQLException {
    var properties = new Properties();
    properties.setProperty("user", database.user());
    properties.setProperty("password", database.password());
    properties.setProperty("ApplicationName", application);
    return DriverManager.getConnection(database.jdbcUrl(), properties);
  }

  private static Background<Boolean> later(Connection connection, String sql) {
    return Background.start(() -> execute(connection, sql));
  }

  private static boolean execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      return statement.execute(sql);
    }
  }

  private static int pid(Connection connection) throws SQLException {
    return connection.unwrap(PGConnection.class).getBackendPID();
  }
}
