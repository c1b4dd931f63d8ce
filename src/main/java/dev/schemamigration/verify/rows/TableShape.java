package dev.schemamigration.verify.rows;

import java.util.List;
import java.util.Optional;

/**
 * A table.
 *
 * @param name qualified and quoted, as the catalog has it
 * @param partitioned whether its rows are in partitions
 * @param columns in the order of their names
 * @param keys its constraints
 */
record TableShape(
    String name, boolean partitioned, List<ColumnShape> columns, List<KeyShape> keys) {

  List<KeyShape> foreignKeys() {
    return keys.stream().filter(KeyShape::isForeign).toList();
  }

  Optional<ColumnShape> column(String column) {
    return columns.stream().filter(it -> it.name().equals(column)).findFirst();
  }

  /** As what its rows are read from: those of children that inherit are theirs. */
  String from() {
    return partitioned ? name : "ONLY " + name;
  }
}
