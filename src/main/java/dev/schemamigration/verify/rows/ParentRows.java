package dev.schemamigration.verify.rows;

import dev.schemamigration.database.session.SqlQuoting;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds rows that a foreign key can refer to. Generated rows come first: a revision may rightly
 * refuse to remove its own row when others refer to it.
 */
final class ParentRows {
  private static final int MOST = 500;

  private final Connection connection;
  private final Map<String, TableShape> shapes;
  private final Map<String, List<Map<String, String>>> generated;
  private final Map<String, List<Map<String, String>>> found = new HashMap<>();

  /**
   * @param generated rows by table, as texts by column
   */
  ParentRows(
      Connection connection,
      Map<String, TableShape> shapes,
      Map<String, List<Map<String, String>>> generated) {
    this.connection = connection;
    this.shapes = shapes;
    this.generated = generated;
  }

  /** The table has other rows now. */
  void changed(String table) {
    found.keySet().removeIf(it -> it.startsWith(table + " "));
  }

  /**
   * The values of a foreign key's columns, as texts.
   *
   * @param taken columns whose values other foreign keys of the row have chosen
   * @param number chooses among the rows
   */
  Optional<Map<String, String>> choose(KeyShape key, Map<String, String> taken, int number)
      throws SQLException {
    var fitting = new ArrayList<Map<String, String>>();
    for (var row : rows(key)) {
      var values = new LinkedHashMap<String, String>();
      for (int i = 0; i < key.columns().size(); i++) {
        values.put(key.columns().get(i), row.get(key.targetColumns().get(i)));
      }
      if (values.entrySet().stream()
          .allMatch(it -> it.getValue().equals(taken.getOrDefault(it.getKey(), it.getValue())))) {
        fitting.add(values);
      }
    }
    return fitting.isEmpty()
        ? Optional.empty()
        : Optional.of(fitting.get(Math.floorMod(number, fitting.size())));
  }

  private List<Map<String, String>> rows(KeyShape key) throws SQLException {
    var id = key.target() + " " + key.targetColumns();
    var known = found.get(id);
    if (known == null) {
      known = generatedFirst(key, read(key));
      found.put(id, known);
    }
    return known;
  }

  private List<Map<String, String>> generatedFirst(KeyShape key, List<Map<String, String>> rows) {
    Set<Map<String, String>> ours = new HashSet<>();
    for (var row : generated.getOrDefault(key.target(), List.of())) {
      var part = new HashMap<>(row);
      part.keySet().retainAll(key.targetColumns());
      ours.add(part);
    }
    var preferred = rows.stream().filter(ours::contains).toList();
    return preferred.isEmpty() ? rows : preferred;
  }

  private List<Map<String, String>> read(KeyShape key) throws SQLException {
    var target = shapes.get(key.target());
    if (target == null) {
      return List.of();
    }
    var columns =
        key.targetColumns().stream()
            .map(it -> SqlQuoting.identifier(it) + "::text")
            .collect(Collectors.joining(", "));
    var sql =
        "SELECT "
            + columns
            + " FROM "
            + target.name()
            + " WHERE "
            + key.targetColumns().stream()
                .map(it -> SqlQuoting.identifier(it) + " IS NOT NULL")
                .collect(Collectors.joining(" AND "))
            + " ORDER BY ctid DESC LIMIT "
            + MOST;
    var rows = new ArrayList<Map<String, String>>();
    try (var statement = connection.createStatement();
        var result = statement.executeQuery(sql)) {
      while (result.next()) {
        var row = new HashMap<String, String>();
        for (int i = 0; i < key.targetColumns().size(); i++) {
          row.put(key.targetColumns().get(i), result.getString(i + 1));
        }
        rows.add(row);
      }
    }
    return rows;
  }
}
