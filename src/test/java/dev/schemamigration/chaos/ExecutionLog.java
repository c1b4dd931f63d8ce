package dev.schemamigration.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.testing.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * The executions that changesets record when they run, outside of the schema that they change. It
 * also sets how long they take: without a pause they would end before a fault could interrupt them.
 */
final class ExecutionLog {
  private final TestDatabase database;

  ExecutionLog(TestDatabase database) {
    this.database = database;
  }

  /** Creates an empty one; nothing takes any time. */
  static ExecutionLog createIn(TestDatabase database) {
    database.execute(
        "CREATE SCHEMA execution_log",
        "CREATE TABLE execution_log.entry (id serial, revision text, changeset text, way text)");
    var executions = new ExecutionLog(database);
    executions.setDuration(Duration.ZERO);
    return executions;
  }

  /** Sets how long each changeset takes from now on, and the build of an index. */
  void setDuration(Duration pause) {
    database.execute(
        "CREATE OR REPLACE FUNCTION execution_log.pause() RETURNS void LANGUAGE sql AS 'SELECT pg_sleep(%s)'"
            .formatted(seconds(pause)),
        // Not what an immutable function should be: it is to make the build of an index slow.
        """
        CREATE OR REPLACE FUNCTION execution_log.slowly(int) RETURNS int IMMUTABLE LANGUAGE plpgsql AS $$
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
    return "INSERT INTO execution_log.entry (revision, changeset, way) VALUES ('%s', '%s', '%s');"
        .formatted(revision, changeset, way);
  }

  /** Requires that each changeset ran up and down in turn, and is applied as recorded. */
  void requireEachOnce(String context) {
    var ways = new LinkedHashMap<String, List<String>>();
    for (var row :
        database.rows("SELECT revision, changeset, way FROM execution_log.entry ORDER BY id")) {
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
