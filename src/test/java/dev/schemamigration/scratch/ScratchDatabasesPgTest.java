package dev.schemamigration.scratch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.schemamigration.database.connection.ConnectionSettings;
import dev.schemamigration.database.session.Connector;
import dev.schemamigration.testing.TestDatabase;
import dev.schemamigration.testing.TestPostgres;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ScratchDatabasesPgTest {
  private static final Connector CONNECTOR = new Connector(Duration.ofSeconds(10));
  private static final Clock TIME =
      Clock.fixed(Instant.parse("2026-01-02T03:04:05.6Z"), ZoneOffset.UTC);

  static List<TestPostgres> supported() {
    return TestPostgres.supported().toList();
  }

  @ParameterizedTest
  @MethodSource("supported")
  void aScratchDatabaseIsLikeTheOneItIsBesideAndGoesAtTheEnd(TestPostgres server) {
    var real = creator(server);
    real.execute(
        "ALTER DATABASE " + real.name() + " SET search_path TO \"$user\", app",
        "CREATE TABLE public.kept (id int)");
    var settings = real.settings().withSchemas(Optional.of("app, \"odd\",$user"), "tracking");
    try (var scratch = beside(settings)) {
      var database = scratch.create();

      assertThat(database.settings().database())
          .matches("schemactl_scratch_20260102030405_[0-9a-f]{8}_1")
          .isEqualTo(database.settings().database());
      assertThat(attributes(server, database.settings().database()))
          .isEqualTo(attributes(server, real.name()));
      assertThat(
              in(real, database.settings().database())
                  .rows("SELECT nspname FROM pg_namespace ORDER BY 1"))
          .contains("app", "\"odd\"", "public");
      assertThat(in(real, database.settings().database()).rows("SELECT relname FROM pg_class"))
          .doesNotContain("kept");
      assertThat(in(real, database.settings().database()).one("SHOW search_path"))
          .isEqualTo("\"$user\", app");
      assertThat(comment(server, database.settings().database()))
          .startsWith("Scratch database of schemactl test, created 2026-01-02T03:04:05Z by ");

      database.close();
      assertThat(real.scratchDatabases()).isEmpty();
      database.close(); // nothing to do
      assertThat(scratch.create().settings().database()).endsWith("_2");
    }
    assertThat(real.scratchDatabases()).isEmpty();
    assertThat(real.rows("SELECT * FROM public.kept")).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("supported")
  void itGoesWhateverIsConnectedToItAndWhateverAScriptMadeOfIt(TestPostgres server)
      throws SQLException {
    var real = creator(server);
    try (var scratch = beside(real.settings());
        var database = scratch.create();
        var other = in(real, database.settings().database()).connect()) {
      in(real, database.settings().database())
          .execute("ALTER DATABASE " + database.settings().database() + " IS_TEMPLATE true");
      assertThat(other.isValid(1)).isTrue();
    }
    assertThat(real.scratchDatabases()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("supported")
  void whatAnEndedProcessLeftIsDroppedOnceNobodyIsConnectedToIt(TestPostgres server)
      throws SQLException {
    var real = creator(server);
    var left = "schemactl_scratch_20260101000000_0badcafe_1";
    var notOurs = server.createDatabase();
    var foreign = "schemactl_scratch_20260101000000_0badcafe_" + notOurs.port();
    try (var living = beside(real.settings())) {
      real.execute("CREATE DATABASE " + left, "COMMENT ON DATABASE " + left + " IS 'of a test'");
      server
          .administrator("postgres")
          .execute("CREATE DATABASE " + foreign + " OWNER " + notOurs.user());
      var inUse = living.create().settings().database();
      try (var connected = in(real, left).connect()) {
        assertThat(connected.isValid(1)).isTrue();
        try (var scratch = beside(real.settings())) {
          assertThat(scratch.leftovers())
              .contains(
                  new Leftover(left, "of a test", Leftover.Fate.IN_USE),
                  new Leftover(foreign, "", Leftover.Fate.NOT_OWNED))
              .noneMatch(it -> it.database().equals(inUse));
        }
      }
      await().until(() -> connections(server, left).equals("0"));
      try (var scratch = beside(real.settings())) {
        assertThat(scratch.leftovers())
            .contains(new Leftover(left, "of a test", Leftover.Fate.DROPPED));
        assertThat(
                scratch.leftovers().stream()
                    .filter(it -> it.database().equals(left))
                    .map(Leftover::described))
            .containsExactly(
                "scratch database "
                    + left
                    + " (of a test) of an ended process was left behind; it is dropped now");
      }
      assertThat(real.scratchDatabases()).containsExactly(inUse);
    }
    assertThat(real.scratchDatabases()).isEmpty();
    server.administrator("postgres").execute("DROP DATABASE " + foreign);
  }

  @ParameterizedTest
  @MethodSource("supported")
  void itIsDroppedAlsoAfterTheFirstConnectionIsLost(TestPostgres server) {
    var real = creator(server);
    try (var scratch = beside(real.settings())) {
      scratch.create();
      var others =
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '"
              + real.user()
              + "'";
      server.administrator("postgres").rows(others);
      await().until(() -> connections(server, real.name()).equals("0"));
    }
    assertThat(real.scratchDatabases()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("supported")
  void aLoginThatMayNotCreateDatabasesIsToldSo(TestPostgres server) {
    var real = server.createDatabase();
    try (var scratch = beside(real.settings())) {
      assertThatThrownBy(scratch::create)
          .isInstanceOf(ScratchException.class)
          .hasMessageMatching(
              "scratch database schemactl_scratch_\\w+ cannot be created, for which the login needs"
                  + " CREATEDB")
          .rootCause()
          .hasMessageStartingWith("ERROR: permission denied to create database");
    }
  }

  private static ScratchDatabases beside(ConnectionSettings settings) {
    return ScratchDatabases.beside(
        CONNECTOR, settings, "schemactl test", TIME, RandomGenerator.getDefault());
  }

  private static TestDatabase creator(TestPostgres server) {
    return server.createDatabase().mayCreateDatabases();
  }

  private static TestDatabase in(TestDatabase real, String name) {
    return new TestDatabase(
        real.server(), real.host(), real.port(), name, real.user(), real.password());
  }

  private static String connections(TestPostgres server, String database) {
    return server
        .administrator("postgres")
        .one("SELECT count(*) FROM pg_stat_activity WHERE datname = '" + database + "'");
  }

  private static String attributes(TestPostgres server, String database) {
    return server
        .administrator("postgres")
        .one(
            "SELECT to_jsonb(d) - '{oid,datname,datfrozenxid,datminmxid,dathasloginevt}'::text[]"
                + " FROM pg_database AS d WHERE datname = '"
                + database
                + "'");
  }

  private static String comment(TestPostgres server, String database) {
    return server
        .administrator("postgres")
        .one(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = '"
                + database
                + "'");
  }
}
