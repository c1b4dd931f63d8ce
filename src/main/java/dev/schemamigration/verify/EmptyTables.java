package dev.schemamigration.verify;

import dev.schemamigration.migration.reason.Fault;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;

/** Tries a step once more in a database without generated rows. */
final class EmptyTables {
  private final ScratchRuns runs;
  private final History history;

  EmptyTables(ScratchRuns runs, History history) {
    this.runs = runs;
    this.history = history;
  }

  /** Looks at the database after the step. */
  interface Look {
    void at(ScratchRun run) throws SQLException;
  }

  /** Why the step fails there too; empty when it does not. */
  Optional<String> step(Set<String> from, Set<String> to) throws SQLException {
    return step(from, to, run -> {});
  }

  /** The same, looking at the database when the step does not fail. */
  Optional<String> step(Set<String> from, Set<String> to, Look look) throws SQLException {
    try (var run = runs.at(history, from)) {
      var fault = run.move(history.goal(to)).fault();
      if (fault.isEmpty()) {
        look.at(run);
      }
      return fault.map(Fault::message);
    } catch (UnreachableLevel e) {
      return Optional.of(e.getMessage());
    }
  }
}
