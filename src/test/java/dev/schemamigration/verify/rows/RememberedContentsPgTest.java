package dev.schemamigration.verify.rows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.testing.TestDatabase;
import dev.schemamigration.testing.TestPostgres;
import dev.schemamigration.verify.rows.ContentReader.Reading;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is remembered of tables is what a whole read of them finds. */
class RememberedContentsPgTest {
  private static final String SCHEMA =
      """
      CREATE TYPE mood AS ENUM ('sad', 'ok');
      CREATE TABLE parent (id int PRIMARY KEY, mood mood, note text);
      CREATE TABLE child (id int PRIMARY KEY, parent int REFERENCES parent ON DELETE CASCADE);
      CREATE TABLE seen (number int);
      CREATE TABLE parts (id int) PARTITION BY RANGE (id);
      CREATE TABLE part PARTITION OF parts FOR VALUES FROM (0) TO (100);
      CREATE FUNCTION count_it() RETURNS trigger LANGUAGE plpgsql
        AS $$ BEGIN INSERT INTO public.seen VALUES (1); RETURN NEW; END $$;
      CREATE TRIGGER count_it AFTER UPDATE ON child FOR EACH ROW EXECUTE FUNCTION count_it();
      INSERT INTO parent SELECT n, 'sad', 'x' FROM generate_series(1, 5) AS n;
      INSERT INTO child SELECT n, n FROM generate_series(1, 5) AS n;
      """;

  private static final String CHANGES =
      """
      INSERT INTO parent VALUES (6, 'ok', 'y')
      UPDATE parent SET note = 'z' WHERE id = 6
      DELETE FROM parent WHERE id = 1
      UPDATE child SET parent = 2
      UPDATE child SET parent = parent
      ALTER TABLE parent ADD COLUMN more int DEFAULT 3
      ALTER TABLE parent DROP COLUMN note
      ALTER TYPE mood RENAME VALUE 'sad' TO 'blue'
      ALTER TABLE parent ALTER COLUMN more TYPE text USING 'n' || more
      TRUNCATE seen
      INSERT INTO parts SELECT n FROM generate_series(1, 9) AS n
      DELETE FROM part WHERE id < 5
      INSERT INTO seen SELECT n FROM generate_series(1, 9) AS n
      BEGIN; TRUNCATE seen; INSERT INTO seen SELECT n FROM generate_series(2, 10) AS n; COMMIT
      BEGIN; UPDATE seen SET number = 0; ROLLBACK
      BEGIN; SAVEPOINT a; UPDATE seen SET number = 1; ROLLBACK TO a; UPDATE seen SET number = 2; COMMIT
      BEGIN; SAVEPOINT a; UPDATE seen SET number = 3; RELEASE a; COMMIT
      DROP TABLE seen; CREATE TABLE seen (number int)
      """;

  static List<TestPostgres> supported() {
    return TestPostgres.supported().toList();
  }

  @ParameterizedTest
  @MethodSource("supported")
  void eachChangeIsSeen(TestPostgres server) throws SQLException {
    var database = server.createDatabase();
    database.execute(SCHEMA);
    try (var viewer = viewer(database)) {
      var remembered = remembered(viewer);
      for (var change : CHANGES.lines().toList()) {
        remembered.read(tables(viewer));
        try (var other = database.connect();
            var statement = other.createStatement()) {
          statement.execute(change);
        }

        var tables = tables(viewer);

        assertThat(remembered.read(tables))
            .as(change)
            .isEqualTo(new ContentReader(viewer).contents(tables));
      }
      server.drop(database);
    }
  }

  /** Those of the session that reads, and of its triggers, count as well. */
  @ParameterizedTest
  @MethodSource("supported")
  void ownChangesAreSeen(TestPostgres server) throws SQLException {
    var database = server.createDatabase();
    database.execute(SCHEMA);
    try (var viewer = viewer(database);
        var statement = viewer.createStatement()) {
      var remembered = remembered(viewer);
      for (int round = 0; round < 5; round++) {
        remembered.read(tables(viewer));
        statement.execute("UPDATE public.child SET parent = parent");

        assertThat(remembered.read(tables(viewer)))
            .isEqualTo(new ContentReader(viewer).contents(tables(viewer)));
      }
    }
    server.drop(database);
  }

  @Test
  void whatNobodyHasWrittenToIsNotReadAgain() throws SQLException {
    var server = TestPostgres.newest();
    var database = server.createDatabase();
    database.execute(SCHEMA);
    try (var viewer = viewer(database)) {
      var remembered = remembered(viewer);
      remembered.read(tables(viewer));
      database.execute("UPDATE parent SET note = 'other'");
      var scans = scans(viewer);

      remembered.read(tables(viewer));

      assertThat(scans(viewer).get("parent")).isGreaterThan(scans.get("parent"));
      assertThat(scans(viewer).get("child")).isEqualTo(scans.get("child"));
    }
    server.drop(database);
  }

  @Test
  void countersThatWereSwitchedOffAreFoundOut() throws SQLException {
    var server = TestPostgres.newest();
    var database = server.createDatabase();
    database.execute(SCHEMA);
    try (var viewer = viewer(database)) {
      var remembered = remembered(viewer);
      remembered.read(tables(viewer));
      assertThat(remembered.holds(tables(viewer))).isTrue();
      try (var other = database.asAdministrator().connect();
          var statement = other.createStatement()) {
        statement.execute("SET track_counts = off");
        statement.execute("UPDATE parent SET note = 'unseen'");
      }

      assertThat(remembered.holds(tables(viewer))).isFalse();
    }
    server.drop(database);
  }

  private static Map<String, Long> scans(Connection viewer) throws SQLException {
    var scans = new HashMap<String, Long>();
    try (var statement = viewer.createStatement()) {
      statement.execute("SELECT pg_stat_force_next_flush()");
      try (var rows =
          statement.executeQuery(
              "SELECT relname, seq_scan FROM pg_stat_user_tables WHERE schemaname = 'public'")) {
        while (rows.next()) {
          scans.put(rows.getString(1), rows.getLong(2));
        }
      }
    }
    return scans;
  }

  private static Connection viewer(TestDatabase database) throws SQLException {
    var connection = database.connect();
    try (var statement = connection.createStatement()) {
      statement.execute("SET search_path TO pg_catalog, pg_temp");
    }
    return connection;
  }

  private static RememberedContents remembered(Connection viewer) throws SQLException {
    return new RememberedContents(
        new ContentReader(viewer), Optional.of(new WrittenTables(viewer, "schema_migration")));
  }

  private static List<Reading> tables(Connection viewer) throws SQLException {
    return new ShapeReader(viewer, "schema_migration")
        .read().values().stream().map(Reading::whole).toList();
  }
}
