package dev.schemamigration.testing;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Revision files for tests that are about something else. */
public final class Changelogs {
  /** Revision r1: a table with a row. */
  public static final String R1 =
      file(
          "r1",
          "",
          "CREATE TABLE r1 (id int PRIMARY KEY, name text); INSERT INTO r1 VALUES (1, 'one');",
          "DROP TABLE r1;");

  /** Revision r2: another table with a row. */
  public static final String R2 =
      file("r2", "r1", "CREATE TABLE r2 (id int); INSERT INTO r2 VALUES (2);", "DROP TABLE r2;");

  /** Revision r3: a column in the first table. */
  public static final String R3 =
      file("r3", "r2", "ALTER TABLE r1 ADD COLUMN r3 text;", "ALTER TABLE r1 DROP COLUMN r3;");

  private Changelogs() {}

  /** The first so many of r1, r2, r3, by file name. */
  public static Map<String, String> linear(int count) {
    var files = new TreeMap<String, String>();
    var all = new String[] {R1, R2, R3};
    for (var i = 0; i < count; i++) {
      files.put("00%d_r%d.sql".formatted(i + 1, i + 1), all[i]);
    }
    return files;
  }

  /** One revision with one changeset. */
  public static String file(String revision, String parent, String sql, String rollback) {
    return """
        --liquibase formatted sql
        -- %1$s
        --
        -- revision: %1$s
        -- down_revision: %2$s

        --changeset test:%1$s
        %3$s
        --rollback %4$s
        """
        .formatted(revision, parent, sql, rollback);
  }

  /** Files as {@code spec.source.inline}. */
  public static String inline(Map<String, String> files) {
    return "source:\n  inline:\n"
        + files.entrySet().stream()
            .map(file -> "    " + file.getKey() + ": |\n" + file.getValue().indent(6))
            .collect(Collectors.joining());
  }
}
