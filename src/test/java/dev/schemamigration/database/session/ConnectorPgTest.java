package dev.schemamigration.database.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.schemamigration.database.connection.ConnectionUrl;
import dev.schemamigration.database.fault.DatabaseFault.Kind;
import dev.schemamigration.database.fault.SqlFaults;
import dev.schemamigration.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
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
}
