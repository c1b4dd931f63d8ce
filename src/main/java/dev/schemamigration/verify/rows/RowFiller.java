package dev.schemamigration.verify.rows;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Inserts generated rows into tables, those first that others refer to. */
final class RowFiller {
  private final Connection connection;
  private final Map<String, List<Map<String, String>>> generated = new HashMap<>();
  private final Map<String, Integer> numbers = new HashMap<>();

  /**
   * @param connection in autocommit
   */
  RowFiller(Connection connection) {
    this.connection = connection;
  }

  /**
   * What was inserted.
   *
   * @param inserted number of rows by table
   * @param notes about the tables that got none
   */
  record Filled(Map<String, Long> inserted, List<FillNote> notes) {}

  /**
   * Inserts rows and commits them.
   *
   * @param shapes all tables
   * @param wanted how many rows each table is to get
   */
  Filled fill(Map<String, TableShape> shapes, Map<String, Integer> wanted) throws SQLException {
    var notes = new ArrayList<FillNote>();
    var counts = new HashMap<String, Long>();
    var parents = new ParentRows(connection, shapes, generated);
    for (var table : inOrder(shapes, wanted.keySet())) {
      var inserts = new RowInserts(connection, shapes.get(table), parents);
      connection.setAutoCommit(false);
      try {
        int first = numbers.getOrDefault(table, RowInserts.FIRST_NUMBER);
        var rows = inserts.insert(first, wanted.get(table));
        connection.commit();
        numbers.put(table, inserts.nextNumber());
        generated.computeIfAbsent(table, it -> new ArrayList<>()).addAll(rows);
        parents.changed(table);
        counts.put(table, (long) rows.size());
        Optional<String> failure = rows.isEmpty() ? inserts.failure() : Optional.empty();
        failure.ifPresent(it -> notes.add(new FillNote(table, it)));
      } catch (SQLException e) {
        connection.rollback();
        throw e;
      } finally {
        connection.setAutoCommit(true);
      }
    }
    return new Filled(counts, notes);
  }

  private static List<String> inOrder(Map<String, TableShape> shapes, Collection<String> tables) {
    Set<String> ordered = new LinkedHashSet<>();
    for (var table : tables.stream().sorted().toList()) {
      visit(shapes, table, new LinkedHashSet<>(), ordered);
    }
    return ordered.stream().filter(tables::contains).toList();
  }

  /** A table on the way to itself comes after those that it is on the way from. */
  private static void visit(
      Map<String, TableShape> shapes, String table, Set<String> way, Set<String> ordered) {
    var shape = shapes.get(table);
    if (shape == null || ordered.contains(table) || !way.add(table)) {
      return;
    }
    for (var key : shape.foreignKeys()) {
      visit(shapes, key.target(), way, ordered);
    }
    ordered.add(table);
  }
}
