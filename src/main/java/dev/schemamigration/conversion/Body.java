package dev.schemamigration.conversion;

import dev.schemamigration.engine.script.SqlScript;
import dev.schemamigration.engine.script.SqlScript.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * SQL of a migration as a changeset takes it: without the statements by which its author began and
 * ended a transaction.
 *
 * @param script what is left
 * @param begunAndEnded whether there were such statements
 */
record Body(SqlScript script, boolean begunAndEnded) {
  private static final Pattern OWN =
      Pattern.compile(
          "(?:begin|start transaction)\\b(?! atomic).*|(?:commit|end)(?: work| transaction)?");

  static Body of(String sql) {
    var script = SqlScript.of(sql);
    List<Statement> own = new ArrayList<>();
    for (var statement : script.statements()) {
      if (OWN.matcher(statement.shape()).matches()) {
        own.add(statement);
      }
    }
    return own.isEmpty()
        ? new Body(script, false)
        : new Body(SqlScript.of(script.without(own)), true);
  }

  /** Whether Postgres refuses one of its statements in a transaction block. */
  boolean needsAutocommit() {
    return script.statements().stream().anyMatch(it -> it.refusedInTransaction().isPresent());
  }
}
