package dev.schemamigration.verify.rows;

import dev.schemamigration.database.session.SqlQuoting;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Inserts one row into each of several empty tables that refer to each other and may not refer to
 * nothing. That takes one statement, at whose end the server looks at foreign keys.
 */
final class RowCycle {
  private final Connection connection;
  private final Map<String, TableShape> shapes;
  private final ParentRows parents;

  RowCycle(Connection connection, Map<String, TableShape> shapes, ParentRows parents) {
    this.connection = connection;
    this.shapes = shapes;
    this.parents = parents;
  }

  /**
   * Inserts them in the open transaction.
   *
   * @param start one of the tables
   * @param empty those without a row
   * @return the tables that have one now; empty where that was refused
   */
  Set<String> insert(String start, Set<String> empty, int number) throws SQLException {
    var tables = needed(start, empty);
    if (tables.size() < 2) {
      return Set.of();
    }
    var savepoint = connection.setSavepoint();
    try (var statement = connection.createStatement()) {
      statement.execute("SET CONSTRAINTS ALL IMMEDIATE");
      statement.execute(sql(tables, number));
      connection.releaseSavepoint(savepoint);
      return tables;
    } catch (SQLException e) {
      connection.rollback(savepoint);
      return Set.of();
    }
  }

  /** The empty tables to which a row has to refer, and those to which those have to. */
  private Set<String> needed(String start, Set<String> empty) {
    var found = new HashSet<String>();
    var open = new ArrayDeque<>(List.of(start));
    while (!open.isEmpty()) {
      var table = open.pop();
      if (empty.contains(table) && shapes.containsKey(table) && found.add(table)) {
        for (var key : shapes.get(table).foreignKeys()) {
          if (isNeeded(shapes.get(table), key)) {
            open.add(key.target());
          }
        }
      }
    }
    return found;
  }

  private static boolean isNeeded(TableShape table, KeyShape key) {
    return key.columns().stream()
        .allMatch(it -> table.column(it).filter(ColumnShape::notNull).isPresent());
  }

  private String sql(Set<String> tables, int number) throws SQLException {
    var rows = new TreeMap<String, Map<String, String>>();
    tables.forEach(it -> rows.put(it, new LinkedHashMap<>()));
    for (var table : tables) {
      refer(rows, shapes.get(table), number);
    }
    for (var table : tables) {
      for (var column : shapes.get(table).columns()) {
        if (!column.suppliesItself()) {
          rows.get(table).putIfAbsent(column.name(), ValueGenerator.value(column.type(), number));
        }
      }
    }
    var inserts = rows.entrySet().stream().map(it -> insert(it.getKey(), it.getValue())).toList();
    return inserts.stream()
        .map(it -> "r" + inserts.indexOf(it) + " AS (" + it + ")")
        .collect(Collectors.joining(", ", "WITH ", " SELECT 1"));
  }

  /** Both ends of a foreign key get the same value. */
  private void refer(Map<String, Map<String, String>> rows, TableShape table, int number)
      throws SQLException {
    var row = rows.get(table.name());
    for (var key : table.foreignKeys()) {
      var target = rows.get(key.target());
      if (target == null) {
        refer(row, table, key, number);
        continue;
      }
      for (int i = 0; i < key.columns().size(); i++) {
        var referred = shapes.get(key.target()).column(key.targetColumns().get(i)).orElseThrow();
        var referring = table.column(key.columns().get(i)).orElseThrow();
        var text = ValueGenerator.text(referred.type(), number);
        target.put(referred.name(), ValueGenerator.of(referred.type(), text));
        row.put(referring.name(), ValueGenerator.of(referring.type(), text));
      }
    }
  }

  private void refer(Map<String, String> row, TableShape table, KeyShape key, int number)
      throws SQLException {
    var parent = parents.choose(key, Map.of(), number);
    for (var name : key.columns()) {
      var column = table.column(name).orElseThrow();
      row.putIfAbsent(
          name,
          parent.isPresent() ? ValueGenerator.of(column.type(), parent.get().get(name)) : "NULL");
    }
  }

  private static String insert(String table, Map<String, String> row) {
    return row.isEmpty()
        ? "INSERT INTO " + table + " DEFAULT VALUES"
        : "INSERT INTO "
            + table
            + " ("
            + row.keySet().stream().map(SqlQuoting::identifier).collect(Collectors.joining(", "))
            + ") OVERRIDING SYSTEM VALUE VALUES ("
            + String.join(", ", row.values())
            + ")";
  }
}
