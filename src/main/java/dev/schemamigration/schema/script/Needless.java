package dev.schemamigration.schema.script;

import dev.schemamigration.schema.model.ModelStatement;
import dev.schemamigration.schema.model.ModelStatement.Action;
import java.util.List;
import java.util.Set;

/**
 * Statements that the library writes out of caution: it drops and creates what depends on something
 * that changes, where Postgres often changes it in place. Which can be left out is tried.
 */
enum Needless {
  /** Everything that is the same before and after. */
  UNCHANGED(Set.of()),
  /** Indexes and constraints that are the same, which Postgres makes anew by itself. */
  INDEXES_AND_CONSTRAINTS(Set.of("index", "constraint")),
  NOTHING(Set.of("none"));

  private final Set<String> kinds;

  /**
   * @param kinds empty for all of them
   */
  Needless(Set<String> kinds) {
    this.kinds = kinds;
  }

  /** The statements without them. */
  List<ModelStatement> without(List<ModelStatement> statements) {
    return statements.stream().filter(it -> !leavesOut(it)).toList();
  }

  private boolean leavesOut(ModelStatement statement) {
    return statement.unchanged()
        && statement.action() != Action.ALTER
        && (kinds.isEmpty() || kinds.contains(statement.kind()));
  }
}
