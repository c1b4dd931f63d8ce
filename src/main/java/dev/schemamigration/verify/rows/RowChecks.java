package dev.schemamigration.verify.rows;

import dev.schemamigration.verify.rows.ContentReader.Reading;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Compares what a table holds with the rows that it was to keep. */
final class RowChecks {
  private final ContentReader contents;
  private final int most;

  /**
   * @param most rows that are compared one by one
   */
  RowChecks(ContentReader contents, int most) {
    this.contents = contents;
    this.most = most;
  }

  /**
   * What became of the rows of a table.
   *
   * @param reading the columns that it still has
   * @param mine how many rows were inserted since
   * @param rows those that are to be kept; empty where there were too many
   */
  Optional<DataChange> ofTable(
      TableShape table,
      Reading reading,
      TableContent kept,
      TableContent there,
      long mine,
      Optional<List<List<String>>> rows)
      throws SQLException {
    if (rows.isEmpty() || there.count() > most) {
      long more = there.count() - kept.count() - mine;
      return more == 0 && mine > 0
          ? Optional.empty()
          : Optional.of(
              change(
                  table.name(),
                  Math.max(0, -more),
                  more == 0 ? kept.count() : 0,
                  List.of(),
                  Math.max(0, more),
                  kept,
                  there));
    }
    var whole = Reading.whole(table);
    var positions = reading.columns().stream().map(whole.columns()::indexOf).toList();
    var keptRows = rows.get().stream().map(row -> part(row, positions)).toList();
    var rowsThere = contents.rows(reading, most);
    var comparison =
        RowComparison.of(reading.columns(), key(table, reading.columns()), keptRows, rowsThere);
    long added = Math.max(0, there.count() - (kept.count() - comparison.gone()) - mine);
    return comparison.gone() + comparison.altered() + added == 0
        ? Optional.empty()
        : Optional.of(
            change(
                table.name(),
                comparison.gone(),
                comparison.altered(),
                comparison.columns(),
                added,
                kept,
                there));
  }

  /** The columns that both have. */
  static List<String> columns(TableShape one, TableShape other) {
    return one.columns().stream()
        .map(ColumnShape::name)
        .filter(it -> other.column(it).isPresent())
        .toList();
  }

  /** Positions of the columns of the primary key, else of another key; empty without one. */
  static List<Integer> key(TableShape table, List<String> columns) {
    return table.keys().stream()
        .filter(it -> (it.type() == 'p' || it.type() == 'u') && columns.containsAll(it.columns()))
        .min((a, b) -> Character.compare(a.type(), b.type()))
        .map(it -> it.columns().stream().map(columns::indexOf).toList())
        .orElse(List.of());
  }

  private static List<String> part(List<String> row, List<Integer> positions) {
    var part = new ArrayList<String>();
    positions.forEach(it -> part.add(row.get(it)));
    return part;
  }

  static DataChange change(
      String table,
      long gone,
      long altered,
      List<String> columns,
      long added,
      TableContent before,
      TableContent after) {
    return new DataChange(table, gone, altered, columns, added, before, after);
  }
}
