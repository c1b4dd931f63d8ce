package dev.schemamigration.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.testing.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * What changesets write when they run, outside of the schema that they work on. It also says how
 * long they take: their statements would be over before anybody could interrupt them.
 */
final class Ledger {
  private final TestDatabase database;

  Ledger(TestDatabase database) {
    this.database = database;
  }

  /** Lays out an empty one; nothing takes any time. */
  static Ledger in(TestDatabase database) {
    database.execute(
        "CREATE SCHEMA ledger",
        "CREATE TABLE ledger.entry (id serial, revision text, changeset text, way text)");
    var ledger = new Ledger(database);
    ledger.takes(Duration.ZERO);
    return ledger;
  }

  /** Says how long each changeset takes from now on, and the building of an index. */
  void takes(Duration pause) {
    database.execute(
        "CREATE OR REPLACE FUNCTION ledger.pause() RETURNS void LANGUAGE sql AS 'SELECT pg_sleep(%s)'"
            .formatted(seconds(pause)),
        // Not what an immutable function should be: it is to make the build of an index slow.
        """
        CREATE OR REPLACE FUNCTION ledger.slowly(int) RETURNS int IMMUTABLE LANGUAGE plpgsql AS $$
        BEGIN
          IF $1 %% 100 = 0 THEN PERFORM pg_sleep(%s); END IF;
          RETURN $1;
        END $$"""
            .formatted(seconds(pause.dividedBy(3))));
  }

  private static String seconds(Duration pause) {
    return "%d.%03d".formatted(pause.toSeconds(), pause.toMillisPart());
  }

  static String up(String revision, String changeset) {
    return entry(revision, changeset, "up");
  }

  static String down(String revision, String changeset) {
    return entry(revision, changeset, "down");
  }

  private static String entry(String revision, String changeset, String way) {
    return "INSERT INTO ledger.entry (revision, changeset, way) VALUES ('%s', '%s', '%s');"
        .formatted(revision, changeset, way);
  }

  /** Whether every changeset went up, down, up, down … in turn, and stands as recorded. */
  void requireEachOnce(String context) {
    var ways = new LinkedHashMap<String, List<String>>();
    for (var row : database.rows("SELECT revision, changeset, way FROM ledger.entry ORDER BY id")) {
      var columns = row.split("\t");
      ways.computeIfAbsent(columns[0] + "-" + columns[1], key -> new ArrayList<>()).add(columns[2]);
    }
    var applied = database.rows("SELECT revision FROM schema_migration.revision_archive");
    for (var changeset : ways.entrySet()) {
      var expected = new ArrayList<String>();
      for (int i = 0; i < changeset.getValue().size(); i++) {
        expected.add(i % 2 == 0 ? "up" : "down");
      }
      assertThat(changeset.getValue())
          .as("%s: changeset %s", context, changeset.getKey())
          .isEqualTo(expected);
      assertThat(expected.getLast().equals("up"))
          .as("%s: changeset %s is applied as recorded", context, changeset.getKey())
          .isEqualTo(applied.contains(changeset.getKey().substring(0, 3)));
    }
  }
}
