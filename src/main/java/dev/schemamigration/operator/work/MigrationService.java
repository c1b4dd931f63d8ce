package dev.schemamigration.operator.work;

import dev.schemamigration.migration.api.Cancellation;
import dev.schemamigration.migration.api.Report;
import dev.schemamigration.migration.api.Request;
import dev.schemamigration.migration.api.RunListener;

/** Executes passes. Expected faults come back in the report. */
public interface MigrationService {
  /** Finds out what is pending, without writing. Blocks on the database until it is cancelled. */
  Report inspect(Request request, Cancellation cancellation);

  /** Runs the pending plan. Blocks until the run has ended or was cancelled. */
  Report migrate(Request request, RunListener listener, Cancellation cancellation);
}
