package dev.schemamigration.verify.rows;

import java.util.List;

/**
 * A constraint of a table.
 *
 * @param type {@code contype}: primary key, unique, foreign key, check or exclusion
 * @param columns of it, in order
 * @param target table of a foreign key; else empty
 * @param targetColumns of a foreign key, in the order of {@code columns}
 */
record KeyShape(
    String name,
    char type,
    List<String> columns,
    String target,
    List<String> targetColumns,
    String definition) {
  static final char FOREIGN = 'f';
  static final char CHECK = 'c';

  boolean isForeign() {
    return type == FOREIGN;
  }
}
