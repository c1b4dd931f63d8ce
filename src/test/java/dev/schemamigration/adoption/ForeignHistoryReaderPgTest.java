package dev.schemamigration.adoption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.schemamigration.database.connection.ConnectionSettings;
import dev.schemamigration.database.session.Connector;
import dev.schemamigration.database.session.SessionTimeouts;
import dev.schemamigration.database.tracking.ChangesetId;
import dev.schemamigration.database.tracking.ExecType;
import dev.schemamigration.testing.TestDatabase;
import dev.schemamigration.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.Liquibase;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.lockservice.LockServiceFactory;
import liquibase.resource.DirectoryResourceAccessor;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tables that Flyway and Liquibase themselves have made; those of Alembic and golang-migrate are
 * made as these tools make them.
 */
class ForeignHistoryReaderPgTest {
  private static final Connector SESSIONS = new Connector(Duration.ofSeconds(5));

  private final TestDatabase database = TestPostgres.newest().createDatabase();
  @TempDir Path folder;

  @Test
  void aFreshDatabaseHasNoHistory() throws SQLException {
    assertThat(read()).isEmpty();
  }

  @Test
  void whatFlywayRanIsRead() throws Exception {
    write("V1__users.sql", "CREATE TABLE users (id int)");
    write("V1_2__names.sql", "ALTER TABLE users ADD name text");
    write("R__views.sql", "CREATE OR REPLACE VIEW names AS SELECT name FROM users");
    flyway().load().migrate();

    assertThat(read())
        .singleElement()
        .isInstanceOfSatisfying(
            ForeignHistory.Flyway.class,
            it -> {
              assertThat(it.table()).isEqualTo("public.flyway_schema_history");
              assertThat(it.rows())
                  .containsExactly(
                      row("1", "SQL", "V1__users.sql"),
                      row("1.2", "SQL", "V1_2__names.sql"),
                      row(null, "SQL", "R__views.sql"));
            });
  }

  @Test
  void flywaysBaselineAndItsCreationOfASchemaAreRead() throws Exception {
    write("V3__more.sql", "CREATE TABLE more (id int)");
    database.execute("CREATE SCHEMA sales", "CREATE TABLE sales.users (id int)");
    var flyway = flyway().schemas("sales").baselineVersion("2").load();
    flyway.baseline();
    flyway.migrate();

    assertThat(histories("sales"))
        .singleElement()
        .isInstanceOfSatisfying(
            ForeignHistory.Flyway.class,
            it ->
                assertThat(it.rows())
                    .extracting(ForeignHistory.Flyway.Row::version, ForeignHistory.Flyway.Row::type)
                    .containsExactly(
                        tuple(Optional.of("2"), "BASELINE"), tuple(Optional.of("3"), "SQL")));
    assertThat(read()).isEmpty();

    flyway().schemas("brand_new").load().migrate();
    assertThat(histories("brand_new"))
        .singleElement()
        .isInstanceOfSatisfying(
            ForeignHistory.Flyway.class,
            it ->
                assertThat(it.rows())
                    .extracting(ForeignHistory.Flyway.Row::version, ForeignHistory.Flyway.Row::type)
                    .containsExactly(
                        tuple(Optional.empty(), "SCHEMA"), tuple(Optional.of("3"), "SQL")));
  }

  @Test
  void aFailedRowOfFlywayIsRead() throws Exception {
    write("V1__users.sql", "CREATE TABLE users (id int)");
    flyway().load().migrate();
    // This release rolls back every failure on Postgres; older ones write such rows.
    database.execute("UPDATE flyway_schema_history SET success = false");

    assertThat(read())
        .singleElement()
        .isInstanceOfSatisfying(
            ForeignHistory.Flyway.class,
            it -> assertThat(it.rows().getFirst().success()).isFalse());
  }

  @Test
  void whatLiquibaseRanIsRead() throws Exception {
    write(
        "001_users.sql",
        """
        --liquibase formatted sql
        --changeset ann:1
        CREATE TABLE users (id int);
        --changeset bob:2
        ALTER TABLE users ADD name text;
        """);
    liquibase("001_users.sql");

    assertThat(read())
        .singleElement()
        .isInstanceOfSatisfying(
            ForeignHistory.Liquibase.class,
            it -> {
              assertThat(it.table()).isEqualTo("public.databasechangelog");
              assertThat(it.lockedBy()).isEmpty();
              assertThat(it.changesets())
                  .extracting(row -> row.id().key(), row -> row.execType())
                  .containsExactly(
                      tuple("001_users.sql::1::ann", ExecType.EXECUTED),
                      tuple("001_users.sql::2::bob", ExecType.EXECUTED));
              assertThat(it.changesets().getFirst().checksum()).startsWith("9:");
            });
  }

  @Test
  void liquibasesLockIsReadWithItsHolder() throws Exception {
    write("001_users.sql", "--liquibase formatted sql\n--changeset ann:1\nSELECT 1;\n");
    liquibase("001_users.sql");
    try (var connection = database.connect()) {
      var locking =
          DatabaseFactory.getInstance()
              .findCorrectDatabaseImplementation(new JdbcConnection(connection));
      LockServiceFactory.getInstance().getLockService(locking).waitForLock();

      assertThat(read())
          .singleElement()
          .isInstanceOfSatisfying(
              ForeignHistory.Liquibase.class,
              it -> assertThat(it.lockedBy().orElseThrow()).contains(" since "));
    } finally {
      LockServiceFactory.reset();
    }
  }

  @Test
  void theChangelogOfTheTrackingSchemaIsIgnored() throws Exception {
    write("001_users.sql", "--liquibase formatted sql\n--changeset ann:1\nSELECT 1;\n");
    liquibase("001_users.sql");
    database.execute("CREATE TABLE revision_archive (revision text)");

    assertThat(read()).isEmpty();
  }

  @Test
  void aChangelogInTheTrackingSchemaIsReadThere() throws Exception {
    database.execute(
        "CREATE SCHEMA tracking",
        "CREATE TABLE tracking.databasechangelog (id text, author text, filename text,"
            + " dateexecuted timestamp, orderexecuted int, exectype text, md5sum text)",
        "INSERT INTO tracking.databasechangelog VALUES ('1', 'ann', 'a.sql', now(), 1, 'EXECUTED',"
            + " NULL)",
        "CREATE TABLE tracking.alembic_version (version_num varchar(32))");

    assertThat(found("public", "tracking").here())
        .containsExactly(
            new ForeignHistory.Liquibase(
                "tracking.databasechangelog",
                List.of(
                    new ForeignHistory.Liquibase.Changeset(
                        new ChangesetId("a.sql", "1", "ann"), "", ExecType.EXECUTED)),
                Optional.empty()));
  }

  @Test
  void alembicsHeadsAreRead() throws SQLException {
    database.execute(
        "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, CONSTRAINT"
            + " alembic_version_pkc PRIMARY KEY (version_num))",
        "INSERT INTO alembic_version (version_num) VALUES ('002b'), ('002')");

    assertThat(read())
        .containsExactly(
            new ForeignHistory.Alembic("public.alembic_version", List.of("002", "002b")));

    database.execute("DELETE FROM alembic_version");
    assertThat(read()).singleElement().matches(ForeignHistory::isEmpty);
  }

  @Test
  void golangMigratesVersionIsRead() throws SQLException {
    database.execute(
        "CREATE TABLE \"schema_migrations\" (version bigint not null primary key, dirty boolean not"
            + " null)");
    assertThat(read()).singleElement().matches(ForeignHistory::isEmpty);

    database.execute("INSERT INTO schema_migrations VALUES (3, true)");
    assertThat(read())
        .containsExactly(
            new ForeignHistory.GolangMigrate("public.schema_migrations", Optional.of(3L), true));

    database.execute("UPDATE schema_migrations SET version = -1");
    assertThat(read())
        .containsExactly(
            new ForeignHistory.GolangMigrate("public.schema_migrations", Optional.empty(), true));
  }

  @Test
  void tablesOfTheSameNameThatAreSomethingElseArePassedOver() throws SQLException {
    database.execute(
        "CREATE TABLE schema_migrations (version varchar PRIMARY KEY)",
        "INSERT INTO schema_migrations VALUES ('20240101')",
        "CREATE SCHEMA ecto",
        "CREATE TABLE ecto.schema_migrations (version bigint, inserted_at timestamp)",
        "CREATE TABLE alembic_version (number int)",
        "CREATE TABLE flyway_schema_history (version text)",
        "CREATE VIEW databasechangelog AS SELECT 1 AS id");

    assertThat(read()).isEmpty();
    assertThat(histories("ecto")).isEmpty();
  }

  @Test
  void aTableThatWasGivenAnotherNameIsNotFound() throws SQLException {
    database.execute(
        "CREATE TABLE my_alembic_version (version_num varchar(32))",
        "INSERT INTO my_alembic_version VALUES ('1')");

    assertThat(read()).isEmpty();
  }

  @Test
  void aSchemaWithAnOddNameIsReadToo() throws SQLException {
    database.execute(
        "CREATE SCHEMA \"My \"\"Shop\"",
        "CREATE TABLE \"My \"\"Shop\".alembic_version (version_num text)",
        "INSERT INTO \"My \"\"Shop\".alembic_version VALUES ('a')");

    assertThat(histories("My \"Shop, public"))
        .containsExactly(new ForeignHistory.Alembic("My \"Shop.alembic_version", List.of("a")));
  }

  @Test
  void theFirstSchemaOfTheSearchPathThatIsThereCounts() throws SQLException {
    database.execute(
        "CREATE SCHEMA app",
        "CREATE TABLE alembic_version (version_num text)",
        "CREATE TABLE app.schema_migrations (version bigint, dirty boolean)");
    var inPublic = new ForeignHistory.Alembic("public.alembic_version", List.of());
    var inApp = new ForeignHistory.GolangMigrate("app.schema_migrations", Optional.empty(), false);

    assertThat(found("$user, missing, public"))
        .isEqualTo(new ForeignHistories(List.of(inPublic), List.of()));
    assertThat(found("app, public"))
        .isEqualTo(new ForeignHistories(List.of(inApp), List.of(inPublic)));
    assertThat(found("public, app"))
        .isEqualTo(new ForeignHistories(List.of(inPublic), List.of(inApp)));
  }

  @Test
  void aTableThatTheRoleMayNotReadIsFoundAllTheSame() throws Exception {
    write("001_users.sql", "--liquibase formatted sql\n--changeset ann:1\nSELECT 1;\n");
    liquibase("001_users.sql");
    database
        .asAdministrator()
        .execute(
            "CREATE TABLE alembic_version (version_num text)",
            "CREATE TABLE schema_migrations (version bigint, dirty boolean)",
            "CREATE TABLE flyway_schema_history (installed_rank int, version text, type text,"
                + " script text, success boolean, description text)",
            "ALTER TABLE databasechangeloglock OWNER TO postgres");

    assertThat(read())
        .containsExactly(
            new ForeignHistory.Unreadable("Alembic", "public.alembic_version"),
            new ForeignHistory.Unreadable("Liquibase", "public.databasechangeloglock"),
            new ForeignHistory.Unreadable("Flyway", "public.flyway_schema_history"),
            new ForeignHistory.Unreadable("golang-migrate", "public.schema_migrations"));
  }

  private List<ForeignHistory> read() throws SQLException {
    return histories("public");
  }

  private List<ForeignHistory> histories(String searchPath) throws SQLException {
    return found(searchPath).here();
  }

  private ForeignHistories found(String searchPath) throws SQLException {
    return found(searchPath, ConnectionSettings.DEFAULT_TRACKING_SCHEMA);
  }

  private ForeignHistories found(String searchPath, String trackingSchema) throws SQLException {
    var settings = database.settings().withSchemas(Optional.of(searchPath), trackingSchema);
    try (var session = SESSIONS.open(settings, SessionTimeouts.INSPECTION, "test")) {
      return ForeignHistoryReader.read(session);
    }
  }

  private FluentConfiguration flyway() {
    return Flyway.configure()
        .dataSource(database.jdbcUrl(), database.user(), database.password())
        .locations("filesystem:" + folder);
  }

  private void liquibase(String file) throws Exception {
    try (var connection = database.connect();
        var files = new DirectoryResourceAccessor(folder)) {
      new Liquibase(file, files, new JdbcConnection(connection))
          .update(new Contexts(), new LabelExpression());
    } finally {
      LockServiceFactory.reset();
    }
  }

  private void write(String name, String content) throws IOException {
    Files.writeString(folder.resolve(name), content);
  }

  private static ForeignHistory.Flyway.Row row(String version, String type, String script) {
    return new ForeignHistory.Flyway.Row(Optional.ofNullable(version), type, script, true);
  }
}
