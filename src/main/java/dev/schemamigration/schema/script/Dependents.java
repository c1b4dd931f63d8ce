package dev.schemamigration.schema.script;

import dev.schemamigration.schema.catalog.CatalogEntry.Key;
import dev.schemamigration.schema.catalog.SqlName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds what stands in the way of a change because it depends on what changes: views, routines,
 * policies, rules, triggers, constraints, expressions. None of it holds rows.
 */
final class Dependents {
  /** Kinds whose entries are named by a relation and a name of their own. */
  private static final Set<String> PARTS = Set.of("column", "constraint");

  private final Connection connection;

  Dependents(Connection connection) {
    this.connection = connection;
  }

  /** Statements that drop what depends on these, whatever stands between. */
  List<ScriptStatement> drops(Collection<Key> changed) throws SQLException {
    var statements = new LinkedHashSet<String>();
    try (var query = connection.prepareStatement(StepQueries.DEPENDENTS)) {
      var kinds = changed.stream().map(Key::kind);
      query.setArray(1, connection.createArrayOf("text", kinds.toArray()));
      query.setArray(
          2, connection.createArrayOf("text", changed.stream().map(Dependents::whole).toArray()));
      query.setArray(
          3, connection.createArrayOf("text", changed.stream().map(Dependents::part).toArray()));
      try (var rows = query.executeQuery()) {
        while (rows.next()) {
          statements.add(rows.getString(1));
        }
      }
    }
    return statements.stream().map(ScriptStatement::of).toList();
  }

  private static String whole(Key key) {
    return PARTS.contains(key.kind()) ? SqlName.parent(key.name()) : key.name();
  }

  private static String part(Key key) {
    return PARTS.contains(key.kind()) ? SqlName.unquoted(SqlName.last(key.name())) : "";
  }
}
