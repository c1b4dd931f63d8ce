package dev.schemamigration.verify.rows;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What became of the rows of one table after a revision was applied and undone, or undone and
 * applied.
 *
 * @param table qualified and quoted
 * @param gone rows that are no longer there
 * @param altered rows that have other values now
 * @param columns whose values are others
 * @param added rows that nobody has inserted
 * @param before count and fingerprint that were to be kept
 * @param after count and fingerprint that are there
 */
public record DataChange(
    String table,
    long gone,
    long altered,
    List<String> columns,
    long added,
    TableContent before,
    TableContent after) {
  public DataChange {
    Objects.requireNonNull(table);
    columns = List.copyOf(columns);
    Objects.requireNonNull(before);
    Objects.requireNonNull(after);
  }

  /** A sentence about it, on one line. */
  public String described() {
    var parts = new ArrayList<String>();
    if (gone > 0) {
      parts.add(rows(gone) + (gone == 1 ? " is gone" : " are gone"));
    }
    if (altered > 0) {
      parts.add(
          rows(altered)
              + (altered == 1 ? " has" : " have")
              + " other values"
              + (columns.isEmpty() ? "" : " in " + String.join(", ", columns)));
    }
    if (added > 0) {
      parts.add(rows(added) + (added == 1 ? " is" : " are") + " left behind");
    }
    return "table %s: %s (%d rows, fingerprint %s; then %d rows, fingerprint %s)"
        .formatted(
            table,
            String.join(", ", parts),
            before.count(),
            before.fingerprint(),
            after.count(),
            after.fingerprint());
  }

  private static String rows(long number) {
    return number + (number == 1 ? " row" : " rows");
  }
}
