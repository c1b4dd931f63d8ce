package dev.schemamigration.verify.rows;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Inserts generated rows into tables, those first that others refer to. */
final class RowFiller {
  private static final int VALID_SECONDS = 5;

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
   * @param notes why tables got none, by table
   * @param missing those of them that have nothing to refer to
   */
  record Filled(Map<String, Long> inserted, Map<String, String> notes, Set<String> missing) {}

  /**
   * Inserts rows and commits them.
   *
   * @param shapes all tables
   * @param wanted how many rows each table is to get
   */
  Filled fill(Map<String, TableShape> shapes, Map<String, Integer> wanted) throws SQLException {
    var parents = new ParentRows(connection, shapes, generated);
    var filled = new Filled(new HashMap<>(), new TreeMap<>(), new TreeSet<>());
    for (var table : inOrder(shapes, wanted.keySet())) {
      fill(shapes.get(table), wanted.get(table), parents, filled);
    }
    int open;
    do {
      open = filled.missing().size();
      for (var table : List.copyOf(filled.missing())) {
        fill(shapes.get(table), wanted.get(table), parents, filled);
      }
    } while (filled.missing().size() < open);
    for (var table : List.copyOf(filled.missing())) {
      if (filled.missing().contains(table)) {
        closeCycle(table, shapes, wanted, parents, filled);
      }
    }
    return filled;
  }

  private void fill(TableShape table, int wanted, ParentRows parents, Filled filled)
      throws SQLException {
    var inserts = new RowInserts(connection, table, parents);
    var name = table.name();
    var failure =
        inTransaction(
            () -> {
              int first = numbers.getOrDefault(name, RowInserts.FIRST_NUMBER);
              var rows = inserts.insert(first, wanted);
              connection.commit();
              numbers.put(name, inserts.nextNumber());
              generated.computeIfAbsent(name, it -> new ArrayList<>()).addAll(rows);
              parents.changed(name);
              filled.inserted().merge(name, (long) rows.size(), Long::sum);
              return rows.isEmpty() ? inserts.failure() : Optional.empty();
            });
    filled.notes().remove(name);
    filled.missing().remove(name);
    failure.ifPresent(it -> filled.notes().put(name, it));
    if (failure.isPresent() && inserts.lacksParent()) {
      filled.missing().add(name);
    }
  }

  /** Tables that refer to each other are empty until each has a first row. */
  private void closeCycle(
      String table,
      Map<String, TableShape> shapes,
      Map<String, Integer> wanted,
      ParentRows parents,
      Filled filled)
      throws SQLException {
    var begun = new HashSet<String>();
    inTransaction(
        () -> {
          begun.addAll(
              new RowCycle(connection, shapes, parents)
                  .insert(table, filled.missing(), RowInserts.FIRST_NUMBER - 1));
          connection.commit();
          return Optional.empty();
        });
    for (var one : begun) {
      parents.changed(one);
      filled.inserted().merge(one, 1L, Long::sum);
    }
    for (var one : begun) {
      fill(shapes.get(one), wanted.get(one) - 1, parents, filled);
      filled.notes().remove(one);
      filled.missing().remove(one);
    }
  }

  private interface Work {
    Optional<String> run() throws SQLException;
  }

  /** What the server refuses is said of the table; it does not end the run. */
  private Optional<String> inTransaction(Work work) throws SQLException {
    connection.setAutoCommit(false);
    try {
      return work.run();
    } catch (SQLException e) {
      if (!connection.isValid(VALID_SECONDS)) {
        throw e;
      }
      connection.rollback();
      return Optional.of(Refusals.described(e));
    } finally {
      if (!connection.isClosed()) {
        connection.setAutoCommit(true);
      }
    }
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
