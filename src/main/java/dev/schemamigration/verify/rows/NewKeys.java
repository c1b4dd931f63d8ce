package dev.schemamigration.verify.rows;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds what a revision asks of its own new columns: a row from before it cannot have that, unless
 * the revision itself gives it a value.
 */
final class NewKeys {
  /** SQLSTATE by type of constraint. */
  private static final Map<Character, String> VIOLATIONS =
      Map.of('p', "23505", 'u', "23505", 'f', "23503", 'c', "23514", 'x', "23P01");

  private static final String NOT_NULL_VIOLATION = "23502";
  private static final String UNIQUE_VIOLATION = "23505";

  private final Map<String, TableShape> before;
  private final Map<String, TableShape> after;

  NewKeys(Map<String, TableShape> before, Map<String, TableShape> after) {
    this.before = before;
    this.after = after;
  }

  /**
   * What the rows of a table violate, whatever they hold.
   *
   * @param failure with its SQLSTATE
   */
  Optional<String> violated(String failure) {
    return before.keySet().stream()
        .filter(after::containsKey)
        .flatMap(it -> violated(before.get(it), after.get(it), failure))
        .findFirst();
  }

  private static Stream<String> violated(TableShape old, TableShape now, String failure) {
    var added = now.columns().stream().filter(it -> old.column(it.name()).isEmpty()).toList();
    var columns =
        added.stream()
            .filter(it -> isState(failure, NOT_NULL_VIOLATION) && it.notNull())
            .map(it -> "column " + it.name() + " of " + now.name() + " may not be null");
    var names = added.stream().map(ColumnShape::name).toList();
    var keys =
        now.keys().stream()
            .filter(it -> isState(failure, VIOLATIONS.getOrDefault(it.type(), UNIQUE_VIOLATION)))
            .filter(it -> isOf(names, it.columns()))
            .map(it -> "constraint " + it.name() + " of " + now.name() + " is of new columns only");
    return Stream.concat(columns, keys);
  }

  private static boolean isOf(List<String> names, List<String> columns) {
    return !columns.isEmpty() && names.containsAll(columns);
  }

  private static boolean isState(String failure, String state) {
    return failure.contains("SQLSTATE " + state);
  }
}
