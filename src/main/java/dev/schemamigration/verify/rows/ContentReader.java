package dev.schemamigration.verify.rows;

import dev.schemamigration.database.session.SqlQuoting;
import dev.schemamigration.text.Digest;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Reads what tables hold. */
final class ContentReader {
  private static final int TABLES_A_QUERY = 200;

  private final Connection connection;

  ContentReader(Connection connection) {
    this.connection = connection;
  }

  /** A table as it is read. */
  record Reading(TableShape table, List<String> columns) {
    /** With all its columns. */
    static Reading whole(TableShape table) {
      return new Reading(table, table.columns().stream().map(ColumnShape::name).toList());
    }

    private String row() {
      return columns.stream()
          .map(SqlQuoting::identifier)
          .collect(Collectors.joining(", ", "ROW(", ")"));
    }
  }

  /** Counts and fingerprints, by table. */
  SortedMap<String, TableContent> contents(List<Reading> tables) throws SQLException {
    var found = new TreeMap<String, TableContent>();
    for (int from = 0; from < tables.size(); from += TABLES_A_QUERY) {
      var part = tables.subList(from, Math.min(tables.size(), from + TABLES_A_QUERY));
      var sql =
          part.stream()
              .map(
                  it ->
                      "SELECT %s, count(*), COALESCE(sum(hashtextextended(%s::text, 0)::numeric), 0)::text FROM %s"
                          .formatted(
                              SqlQuoting.literal(it.table().name()), it.row(), it.table().from()))
              .collect(Collectors.joining(" UNION ALL "));
      try (var statement = connection.createStatement();
          var rows = statement.executeQuery(sql)) {
        while (rows.next()) {
          long count = rows.getLong(2);
          found.put(
              rows.getString(1),
              new TableContent(count, Digest.of(count + " " + rows.getString(3)).substring(0, 12)));
        }
      }
    }
    return found;
  }

  /**
   * The rows of a table, each as the texts of the columns; null for NULL.
   *
   * @param most how many at most
   */
  List<List<String>> rows(Reading table, int most) throws SQLException {
    if (table.columns().isEmpty()) {
      return List.of();
    }
    var sql =
        "SELECT "
            + table.columns().stream()
                .map(it -> SqlQuoting.identifier(it) + "::text")
                .collect(Collectors.joining(", "))
            + " FROM "
            + table.table().from()
            + " LIMIT "
            + most;
    var found = new ArrayList<List<String>>();
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        var row = new String[table.columns().size()];
        for (int i = 0; i < row.length; i++) {
          row[i] = rows.getString(i + 1);
        }
        found.add(Arrays.asList(row));
      }
    }
    return found;
  }

  /** The rows of several tables, by table. */
  Map<String, List<List<String>>> rows(List<Reading> tables, int most) throws SQLException {
    var found = new TreeMap<String, List<List<String>>>();
    for (var table : tables) {
      found.put(table.table().name(), rows(table, most));
    }
    return found;
  }
}
