package dev.schemamigration.schema.script;

import dev.schemamigration.schema.catalog.CatalogChange;
import dev.schemamigration.schema.catalog.CatalogEntry;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Drops what depends on something that could not be changed so far, and that itself where it holds
 * no rows. The step behind it puts back what the desired schema has.
 */
final class ObstacleStep {
  private static final Set<String> WHOLE =
      Set.of(
          "table",
          "view",
          "materialized view",
          "index",
          "constraint",
          "function",
          "procedure",
          "aggregate",
          "operator",
          "type",
          "domain");

  /** Kinds of which only the end of an entry has others in its way. */
  private static final Set<String> GOING = Set.of("table", "sequence");

  /** Kinds that are dropped by the kind and the name of their entry. */
  private static final Set<String> WITHOUT_ROWS =
      Set.of("view", "materialized view", "function", "procedure", "aggregate", "operator");

  private final Dependents dependents;

  ObstacleStep(Connection connection) {
    this.dependents = new Dependents(connection);
  }

  List<ScriptStatement> statements(List<CatalogChange> left) throws SQLException {
    var changed = left.stream().filter(ObstacleStep::isBlocked).map(CatalogChange::key).toList();
    if (changed.isEmpty()) {
      return List.of();
    }
    var statements = new ArrayList<>(dependents.drops(changed));
    for (var key : changed) {
      if (WITHOUT_ROWS.contains(key.kind())) {
        statements.add(
            ScriptStatement.of("DROP " + key.kind().toUpperCase(Locale.ROOT) + " " + key.name()));
      }
    }
    return statements;
  }

  private static boolean isBlocked(CatalogChange change) {
    if (change.before().isEmpty()) {
      return false;
    }
    var kind = change.key().kind();
    if (GOING.contains(kind)) {
      return change.after().isEmpty();
    }
    return kind.equals("column")
        ? change.after().isEmpty()
            || !fixed(change.before().get()).equals(fixed(change.after().get()))
        : WHOLE.contains(kind);
  }

  /** What others that depend on a column do not let change: its type and how it is generated. */
  private static List<String> fixed(CatalogEntry column) {
    var lines = column.definition().lines().toList();
    return Stream.concat(
            lines.stream().limit(1),
            lines.stream()
                .skip(1)
                .filter(it -> it.startsWith("COLLATE ") || it.startsWith("GENERATED ")))
        .toList();
  }
}
