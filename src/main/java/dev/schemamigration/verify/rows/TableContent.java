package dev.schemamigration.verify.rows;

import dev.schemamigration.text.Digest;
import java.util.List;

/**
 * What a table holds, for some of its columns.
 *
 * @param count number of rows
 * @param fingerprint equal for equal rows in whatever order
 */
public record TableContent(long count, String fingerprint) {
  /** The content of a table that is not there. */
  static final TableContent NONE = new TableContent(0, "none");

  /** That of rows that have been read. */
  static TableContent of(List<List<String>> rows) {
    var sorted = rows.stream().map(List::toString).sorted().toList();
    return new TableContent(rows.size(), Digest.of(sorted.toString()).substring(0, 12));
  }
}
