package dev.schemamigration.verify.rows;

import dev.schemamigration.database.session.SqlQuoting;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collector;
import java.util.stream.Collectors;

/** Inserts rows into one table: all at once where that works, else one by one with other values. */
final class RowInserts {
  /** Beyond the numbers that files of revisions commonly use. */
  static final int FIRST_NUMBER = 1000;

  private static final int ATTEMPTS = 120;
  private static final Collector<CharSequence, ?, String> PARENTHESES =
      Collectors.joining(", ", "(", ")");

  private final Connection connection;
  private final TableShape table;
  private final RowDraft draft;
  private final Refusals refusals;
  private int number;
  private Optional<String> failure = Optional.empty();
  private boolean lacksParent;

  RowInserts(Connection connection, TableShape table, ParentRows parents) {
    this.connection = connection;
    this.table = table;
    this.draft = new RowDraft(table, parents);
    this.refusals = new Refusals(table);
  }

  int nextNumber() {
    return number;
  }

  /** Why the last row could not be inserted. */
  Optional<String> failure() {
    return failure;
  }

  /** Whether that was for lack of a row to refer to. */
  boolean lacksParent() {
    return lacksParent;
  }

  /**
   * Inserts rows in the open transaction.
   *
   * @return those that were inserted, as texts by column
   */
  List<Map<String, String>> insert(int from, int count) throws SQLException {
    number = from;
    if (!draft.refersToItself()) {
      var together = together(count);
      if (!together.isEmpty()) {
        return together;
      }
    }
    var rows = new ArrayList<Map<String, String>>();
    for (int i = 0; i < count; i++) {
      var row = oneByOne();
      if (row.isEmpty()) {
        break;
      }
      rows.add(row.get());
    }
    return rows;
  }

  private List<Map<String, String>> together(int count) throws SQLException {
    var drafts = new ArrayList<Map<String, String>>();
    for (int i = 0; i < count; i++) {
      var values = draft.values(number + i, Refusals.NONE);
      if (values.isEmpty()) {
        failure = Optional.of(draft.missing());
        lacksParent = true;
        return List.of();
      }
      drafts.add(values.get());
    }
    var names = drafts.getFirst().keySet();
    if (names.isEmpty() || !drafts.stream().allMatch(it -> it.keySet().equals(names))) {
      return List.of();
    }
    var sql =
        "INSERT INTO "
            + table.name()
            + " ("
            + names.stream().map(SqlQuoting::identifier).collect(Collectors.joining(", "))
            + ") VALUES "
            + drafts.stream()
                .map(row -> names.stream().map(row::get).collect(PARENTHESES))
                .collect(Collectors.joining(", "));
    try {
      var rows = sent(sql);
      number += count;
      return rows;
    } catch (SQLException e) {
      failure = Optional.of(Refusals.described(e));
      return List.of();
    }
  }

  private Optional<Map<String, String>> oneByOne() throws SQLException {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      var values = draft.values(number, refusals);
      if (values.isEmpty()) {
        failure = Optional.of(draft.missing());
        lacksParent = true;
        return Optional.empty();
      }
      try {
        var rows = sent(single(values.get()));
        number++;
        return rows.stream().findFirst();
      } catch (SQLException e) {
        failure = Optional.of(Refusals.described(e));
        lacksParent = false;
        if (refusals.isNumber(e)) {
          number++;
        } else if (!refusals.add(e)) {
          return Optional.empty();
        }
      }
    }
    return Optional.empty();
  }

  private String single(Map<String, String> values) {
    if (values.isEmpty()) {
      return "INSERT INTO " + table.name() + " DEFAULT VALUES";
    }
    return "INSERT INTO "
        + table.name()
        + " ("
        + values.keySet().stream().map(SqlQuoting::identifier).collect(Collectors.joining(", "))
        + ") OVERRIDING SYSTEM VALUE VALUES ("
        + String.join(", ", values.values())
        + ")";
  }

  /** Rows of an insert that a trigger or a rule turned away are not there. */
  private List<Map<String, String>> sent(String sql) throws SQLException {
    var columns = new LinkedHashMap<String, String>();
    for (var column : table.columns()) {
      columns.put(column.name(), SqlQuoting.identifier(column.name()) + "::text");
    }
    var savepoint = connection.setSavepoint();
    try (var statement = connection.createStatement()) {
      statement.execute("SET CONSTRAINTS ALL IMMEDIATE");
      var rows = new ArrayList<Map<String, String>>();
      try (var result =
          statement.executeQuery(
              sql
                  + " RETURNING "
                  + (columns.isEmpty() ? "1" : String.join(", ", columns.values())))) {
        while (result.next()) {
          var row = new HashMap<String, String>();
          int at = 1;
          for (var name : columns.keySet()) {
            var value = result.getString(at);
            if (value != null) {
              row.put(name, value);
            }
            at++;
          }
          rows.add(row);
        }
      }
      connection.releaseSavepoint(savepoint);
      return rows;
    } catch (SQLException e) {
      connection.rollback(savepoint);
      throw e;
    }
  }
}
