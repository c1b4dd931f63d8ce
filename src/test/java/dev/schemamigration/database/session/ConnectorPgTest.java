package dev.schemamigration.database.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.schemamigration.database.connection.ConnectionUrl;
import dev.schemamigration.database.fault.DatabaseFault.Kind;
import dev.schemamigration.database.fault.SqlFaults;
import dev.schemamigration.testing.TestDatabase;
import dev.schemamigration.testing.TestPostgres;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectorPgTest {
  private static final String PASSWORD_FILE = "org.postgresql.pgpassfile";

  @TempDir private Path folder;

  @AfterEach
  void forget() {
    System.clearProperty(PASSWORD_FILE);
  }

  @Test
  void aPasswordFileOfThisProcessIsNotRead() throws IOException, SQLException {
    var database = TestPostgres.newest().createDatabase();
    var file = folder.resolve("pgpass");
    Files.writeString(file, "*:*:*:%s:%s\n".formatted(database.user(), database.password()));
    System.setProperty(PASSWORD_FILE, file.toString());
    var address = "%s:%d/%s".formatted(database.host(), database.port(), database.name());
    var settings =
        ConnectionUrl.fields("postgresql://" + database.user() + "@" + address).settings();

    try (var connection =
        DriverManager.getConnection("jdbc:postgresql://" + address + "?user=" + database.user())) {
      assertThat(connection.isValid(5)).as("the driver by itself reads it").isTrue();
    }
    var refused =
        catchThrowableOfType(
            SQLException.class,
            () -> new Connector(Duration.ofSeconds(10)).connect(settings, "test").close());

    assertThat(SqlFaults.classify(refused).kind()).isEqualTo(Kind.AUTHENTICATION);
  }

  /** A password whose key takes a while to derive, as a server may demand. */
  @Test
  void theKeyOfAPasswordIsDerivedOnce() throws SQLException {
    var database = TestPostgres.newest().createDatabase();
    setPassword(database, database.password(), "SET scram_iterations = 100000");

    long first = loginTime(database);
    long second = loginTime(database);

    assertThat(second).isLessThan(first / 2);
  }

  @Test
  void aPasswordThatIsChangedIsNeitherTakenNorRefusedByWhatIsRemembered() throws SQLException {
    var before = TestPostgres.newest().createDatabase();
    var after =
        new TestDatabase(
            before.server(), before.host(), before.port(), before.name(), before.user(), "changed");
    for (var round = 0; round < 2; round++) {
      assertThat(login(before)).isEmpty();
      assertThat(login(after)).contains(Kind.AUTHENTICATION);

      setPassword(before, "changed");
      assertThat(login(before)).contains(Kind.AUTHENTICATION);
      assertThat(login(after)).isEmpty();

      setPassword(before, before.password());
    }
  }

  private static void setPassword(TestDatabase database, String password, String... before) {
    var statements = new ArrayList<>(List.of(before));
    statements.add("ALTER ROLE " + database.user() + " PASSWORD '" + password + "'");
    database.asAdministrator().execute(statements);
  }

  private static Optional<Kind> login(TestDatabase database) {
    try {
      new Connector(Duration.ofSeconds(10)).connect(database.settings(), "test").close();
      return Optional.empty();
    } catch (SQLException e) {
      return Optional.of(SqlFaults.classify(e).kind());
    }
  }

  private static long loginTime(TestDatabase database) {
    var thread = ManagementFactory.getThreadMXBean();
    long before = thread.getCurrentThreadCpuTime();
    assertThat(login(database)).isEmpty();
    return thread.getCurrentThreadCpuTime() - before;
  }
}
