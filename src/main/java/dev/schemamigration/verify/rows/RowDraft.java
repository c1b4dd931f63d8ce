package dev.schemamigration.verify.rows;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Chooses the values of a row: of foreign keys from the rows they refer to, else generated ones.
 */
final class RowDraft {
  private final TableShape table;
  private final ParentRows parents;
  private String missing = "";

  RowDraft(TableShape table, ParentRows parents) {
    this.table = table;
    this.parents = parents;
  }

  boolean refersToItself() {
    return table.foreignKeys().stream().anyMatch(it -> it.target().equals(table.name()));
  }

  /** Why there is no row. */
  String missing() {
    return missing;
  }

  /** The values as expressions, by column; empty when a foreign key has nothing to refer to. */
  Optional<Map<String, String>> values(int number, Refusals refusals) throws SQLException {
    var chosen = new HashMap<String, String>();
    var row = new LinkedHashMap<String, String>();
    var nulls = refusals.nulls();
    nulls.forEach(it -> row.put(it, "NULL"));
    for (var key : table.foreignKeys()) {
      if (key.columns().stream().anyMatch(nulls::contains)) {
        continue;
      }
      var parent = parents.choose(key, chosen, number + refusals.ofForeignKey(key));
      if (parent.isPresent()) {
        chosen.putAll(parent.get());
      } else if (!absent(key, row, number)) {
        return Optional.empty();
      }
    }
    for (var column : table.columns()) {
      var text = chosen.get(column.name());
      if (nulls.contains(column.name())) {
        continue;
      }
      if (text != null && !column.generated()) {
        row.put(column.name(), ValueGenerator.of(column.type(), text));
      } else if (!row.containsKey(column.name()) && !column.suppliesItself()) {
        row.put(column.name(), value(column, number, refusals));
      }
    }
    return Optional.of(row);
  }

  /** Every other row leaves a column to its default. */
  private static String value(ColumnShape column, int number, Refusals refusals) {
    var other = refusals.value(column, number);
    if (other.isPresent()) {
      return ValueGenerator.of(column.type(), other.get());
    }
    boolean byDefault = number % 2 == 1 && !refusals.withoutDefaults();
    return byDefault && !column.defaultValue().isEmpty()
        ? "DEFAULT"
        : ValueGenerator.value(column.type(), number);
  }

  /** A foreign key without a row to refer to is null, or refers to the row itself. */
  private boolean absent(KeyShape key, Map<String, String> row, int number) {
    var optional =
        key.columns().stream()
            .flatMap(it -> table.column(it).stream())
            .filter(it -> !it.notNull())
            .toList();
    if (!optional.isEmpty()) {
      optional.forEach(it -> row.put(it.name(), "NULL"));
      return true;
    }
    if (!key.target().equals(table.name())) {
      missing = key.target() + ", to which " + key.name() + " refers, has no row";
      return false;
    }
    for (int i = 0; i < key.columns().size(); i++) {
      var target = table.column(key.targetColumns().get(i)).orElseThrow();
      var value = ValueGenerator.value(target.type(), number);
      row.put(target.name(), value);
      row.put(key.columns().get(i), value);
    }
    return true;
  }
}
