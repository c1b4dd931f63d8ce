package dev.schemamigration.verify;

import dev.schemamigration.database.session.Connector;
import dev.schemamigration.migration.Migration;
import dev.schemamigration.migration.api.Cancellation;
import dev.schemamigration.migration.api.Goal;
import dev.schemamigration.scratch.ScratchDatabases;
import dev.schemamigration.verify.catalog.CatalogPool;
import java.util.Set;

/** Creates scratch databases, empty or at a level. */
final class ScratchRuns {
  private final ScratchDatabases databases;
  private final Migration migration;
  private final VerificationRequest request;
  private final Connector connector;
  private final Cancellation cancellation;
  private final CatalogPool pool = new CatalogPool();

  ScratchRuns(
      ScratchDatabases databases,
      Migration migration,
      VerificationRequest request,
      Connector connector,
      Cancellation cancellation) {
    this.databases = databases;
    this.migration = migration;
    this.request = request;
    this.connector = connector;
    this.cancellation = cancellation;
  }

  /** An empty one; the caller closes it. */
  ScratchRun empty() {
    return new ScratchRun(databases.create(), migration, request, connector, cancellation, pool);
  }

  /**
   * One in which these revisions are applied; the caller closes it.
   *
   * @throws UnreachableLevel when they cannot be applied
   */
  ScratchRun at(History history, Set<String> applied) {
    var run = empty();
    try {
      if (!applied.isEmpty()) {
        Goal goal = history.goal(applied);
        var moved = run.move(goal);
        if (moved.fault().isPresent()) {
          throw new UnreachableLevel(moved.fault().get().message());
        }
      }
      return run;
    } catch (RuntimeException e) {
      run.close();
      throw e;
    }
  }
}
