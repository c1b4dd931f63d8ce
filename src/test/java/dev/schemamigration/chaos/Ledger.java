package dev.schemamigration.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.testing.TestDatabase;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/** What changesets write when they run, outside of the schema that they work on. */
final class Ledger {
  private final TestDatabase database;

  Ledger(TestDatabase database) {
    this.database = database;
  }

  /** Lays out an empty one. */
  static Ledger in(TestDatabase database) {
    database.execute(
        "CREATE SCHEMA ledger",
        "CREATE TABLE ledger.entry (id serial, revision text, changeset text, way text)");
    return new Ledger(database);
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
