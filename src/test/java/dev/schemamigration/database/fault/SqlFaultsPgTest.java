package dev.schemamigration.database.fault;

import static dev.schemamigration.database.fault.DatabaseFault.Kind;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.schemamigration.database.connection.ConnectionUrl;
import dev.schemamigration.database.session.Connector;
import dev.schemamigration.testing.Background;
import dev.schemamigration.testing.TestDatabase;
import dev.schemamigration.testing.TestPostgres;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SqlFaultsPgTest {
  private final TestPostgres server = TestPostgres.newest();
  private TestDatabase database;

  @BeforeEach
  void createDatabase() {
    database = server.createDatabase();
  }

  @Test
  void nobodyListens() throws Exception {
    int free;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }

    var fault = connecting("127.0.0.1", free, "");

    assertThat(fault.kind()).isEqualTo(Kind.UNREACHABLE);
    assertThat(fault.summary())
        .isEqualTo("no connection could be made: Connection refused (SQLSTATE 08001)");
  }

  @Test
  void somethingListensAndNeverAnswers() throws Exception {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var fault = connecting("127.0.0.1", socket.getLocalPort(), "?loginTimeout=1");

      assertThat(fault.summary())
          .isEqualTo(
              "no connection could be made: no TLS handshake was completed within 1 s (SQLSTATE"
                  + " 08001)");
    }
  }

  @Test
  void theHostHasNoAddress() {
    var fault = connecting("nosuch.invalid", 5432, "");

    assertThat(fault.kind()).isEqualTo(Kind.UNKNOWN_HOST);
    assertThat(fault.message()).startsWith("the host name has no address: nosuch.invalid");
  }

  @Test
  void theServerHasNoTls() {
    for (var mode : List.of("require", "verify-full&sslrootcert=system")) {
      var fault = connecting(database.host(), database.port(), "?sslmode=" + mode);

      assertThat(fault.kind()).isEqualTo(Kind.TLS);
      assertThat(fault.message())
          .isEqualTo(
              "no TLS connection could be made: the server has no TLS, which sslmode="
                  + mode.split("&")[0]
                  + " requires; turn TLS on at the server, or set sslmode to prefer or disable");
    }
  }

  @Test
  void theLoginFails() {
    assertThat(login(database.user(), "wrong").kind()).isEqualTo(Kind.AUTHENTICATION);
    assertThat(login("nobody", "wrong").kind()).isEqualTo(Kind.AUTHENTICATION);
    assertThat(connecting(database.host(), database.port(), "").kind())
        .as("no password at all")
        .isEqualTo(Kind.AUTHENTICATION);
  }

  @Test
  void theDatabaseDoesNotExist() {
    var url = "jdbc:postgresql://127.0.0.1:" + server.port() + "/nosuch";

    var fault = failure(() -> DriverManager.getConnection(url, "postgres", ""));

    assertThat(fault.kind()).isEqualTo(Kind.DATABASE_NOT_FOUND);
    assertThat(fault.summary()).isEqualTo("database \"nosuch\" does not exist (SQLSTATE 3D000)");
  }

  @Test
  void theRoleHasNoConnectionLeft() throws SQLException {
    database.asAdministrator().execute("ALTER ROLE " + database.user() + " CONNECTION LIMIT 1");
    try (var first = database.connect()) {
      assertThat(first.isValid(1)).isTrue();

      assertThat(login(database.user(), database.password()).kind())
          .isEqualTo(Kind.TOO_MANY_CONNECTIONS);
    }
  }

  @Test
  void theServerIsAboutToStop() throws SQLException {
    var own = TestPostgres.own();
    try {
      var administrator = own.administrator("postgres");
      try (var open = administrator.connect()) {
        var pid =
            Long.parseLong(
                one(open, "SELECT split_part(pg_read_file('postmaster.pid'), chr(10), 1)"));
        ProcessHandle.of(pid).orElseThrow().destroy();

        await()
            .atMost(Duration.ofSeconds(20))
            .untilAsserted(
                () ->
                    assertThat(
                            failure(
                                    () ->
                                        DriverManager.getConnection(
                                                administrator.jdbcUrl(), "postgres", "")
                                            .close())
                                .kind())
                        .isEqualTo(Kind.STARTING));
      }
    } finally {
      own.stop();
    }
  }

  @Test
  void aStatementIsWrong() {
    var fault = running("SELECT nmae FROM (SELECT 1 AS name) t");

    assertThat(fault)
        .isEqualTo(
            new DatabaseFault(
                Kind.STATEMENT,
                "42703",
                "column \"nmae\" does not exist",
                Optional.empty(),
                Optional.of("Perhaps you meant to reference the column \"t.name\"."),
                OptionalInt.of(8),
                Optional.empty(),
                List.of()));
    assertThat(fault.summary())
        .isEqualTo(
            "column \"nmae\" does not exist (SQLSTATE 42703, at character 8); hint: Perhaps you"
                + " meant to reference the column \"t.name\".");
  }

  /** SQLSTATEs of connections, raised by statements: those of other servers and databases. */
  @Test
  void aStatementFailsToReachAnotherServer() {
    for (var state : List.of("08001", "08003", "08006", "28P01", "3D000", "53300", "57P01")) {
      var raise = "DO $$ BEGIN RAISE EXCEPTION 'elsewhere' USING ERRCODE = '" + state + "'; END $$";

      var fault = running(raise);

      assertThat(fault.kind()).as(state).isEqualTo(Kind.STATEMENT);
      assertThat(fault.sqlState()).isEqualTo(state);
    }
    assertThat(running("ALTER DATABASE nosuch RENAME TO other").kind()).isEqualTo(Kind.STATEMENT);
  }

  @Test
  void aRowViolatesAConstraint() {
    database.execute(
        "CREATE TABLE t (a int CONSTRAINT only_once UNIQUE)", "INSERT INTO t VALUES (7)");

    var fault = running("INSERT INTO t VALUES (7)");

    assertThat(fault.constraint()).contains("only_once");
    assertThat(fault.detail()).contains("Key (a)=(7) already exists.");
    assertThat(fault.summary())
        .isEqualTo("duplicate key value violates unique constraint \"only_once\" (SQLSTATE 23505)");
  }

  @Test
  void theRoleMayNotDoIt() {
    assertThat(running("CREATE ROLE other").kind()).isEqualTo(Kind.PERMISSION);
  }

  @Test
  void theSessionTakesNoWrites() {
    assertThat(running("SET default_transaction_read_only = on", "CREATE TABLE t (a int)").kind())
        .isEqualTo(Kind.READ_ONLY);
  }

  @Test
  void aLockIsNotToBeHadInTime() throws SQLException {
    database.execute("CREATE TABLE t (a int)");
    try (var holder = database.connect()) {
      holder.setAutoCommit(false);
      holder.createStatement().execute("LOCK TABLE t");

      assertThat(running("SET lock_timeout = '50ms'", "SELECT * FROM t").kind())
          .isEqualTo(Kind.LOCK_TIMEOUT);
    }
  }

  @Test
  void twoTransactionsConflict() throws SQLException {
    database.execute("CREATE TABLE t (a int)", "INSERT INTO t VALUES (1)");
    try (var first = database.connect();
        var second = database.connect()) {
      for (var connection : new Connection[] {first, second}) {
        connection.setAutoCommit(false);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        one(connection, "SELECT a FROM t");
      }
      first.createStatement().execute("UPDATE t SET a = 2");
      first.commit();

      assertThat(failure(() -> second.createStatement().execute("UPDATE t SET a = 3")).kind())
          .isEqualTo(Kind.CONFLICT);
    }
  }

  @Test
  void aStatementRunsOutOfTime() {
    var fault =
        SqlFaults.classify(
            exception(() -> run("SET statement_timeout = '50ms'", "SELECT pg_sleep(30)")),
            new StatementTiming(false, Duration.ofMillis(50), Duration.ofMillis(51)));

    assertThat(fault.kind()).isEqualTo(Kind.STATEMENT_TIMEOUT);
  }

  @Test
  void aPersonCancelsTheStatement() {
    assertThat(whileSleeping("pg_cancel_backend").kind()).isEqualTo(Kind.CANCELLED);
  }

  @Test
  void aPersonTerminatesTheSession() {
    assertThat(whileSleeping("pg_terminate_backend").kind()).isEqualTo(Kind.SHUT_DOWN);
  }

  @Test
  void theSessionIsGoneBeforeTheNextStatement() throws SQLException {
    try (var connection = database.connect()) {
      var pid = one(connection, "SELECT pg_backend_pid()");
      database.asAdministrator().execute("SELECT pg_terminate_backend(" + pid + ")");
      await()
          .until(
              () ->
                  database
                      .asAdministrator()
                      .rows("SELECT pid FROM pg_stat_activity WHERE pid = " + pid)
                      .isEmpty());

      assertThat(failure(() -> one(connection, "SELECT 1")).kind())
          .isIn(Kind.SHUT_DOWN, Kind.CONNECTION_LOST);
      assertThat(failure(() -> one(connection, "SELECT 1")).kind()).isEqualTo(Kind.CONNECTION_LOST);
    }
  }

  private DatabaseFault whileSleeping(String function) {
    var sleeping = Background.start(() -> running("SELECT pg_sleep(60)"));
    var administrator = database.asAdministrator();
    await()
        .until(
            () ->
                administrator
                    .rows(
                        "SELECT "
                            + function
                            + "(pid) FROM pg_stat_activity WHERE query = 'SELECT pg_sleep(60)' AND"
                            + " state = 'active' AND datname = current_database()")
                    .contains("t"));
    return sleeping.result(Duration.ofSeconds(30));
  }

  private DatabaseFault connecting(String host, int port, String parameters) {
    var url = "postgresql://%s@%s:%d/%s%s";
    var settings =
        ConnectionUrl.fields(
                url.formatted(database.user(), host, port, database.name(), parameters))
            .settings();
    return failure(() -> new Connector(Duration.ofSeconds(10)).connect(settings, "test"));
  }

  private DatabaseFault login(String user, String password) {
    return failure(() -> DriverManager.getConnection(database.jdbcUrl(), user, password));
  }

  private DatabaseFault running(String... statements) {
    return failure(() -> run(statements));
  }

  private void run(String... statements) throws SQLException {
    try (var connection = database.connect();
        var statement = connection.createStatement()) {
      for (var sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private static String one(Connection connection, String query) throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery(query)) {
      row.next();
      return row.getString(1);
    }
  }

  private static DatabaseFault failure(ThrowingCallable action) {
    return SqlFaults.classify(exception(action));
  }

  private static SQLException exception(ThrowingCallable action) {
    try {
      action.call();
    } catch (SQLException e) {
      return e;
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
    throw new AssertionError("it did not fail");
  }
}
