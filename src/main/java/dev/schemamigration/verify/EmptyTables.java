package dev.schemamigration.verify;

import dev.schemamigration.migration.reason.Fault;
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

  /** Why the step fails there too; empty when it does not. */
  Optional<String> step(Set<String> from, Set<String> to) {
    try (var run = runs.at(history, from)) {
      return run.move(history.goal(to)).fault().map(Fault::message);
    } catch (UnreachableLevel e) {
      return Optional.of(e.getMessage());
    }
  }
}
