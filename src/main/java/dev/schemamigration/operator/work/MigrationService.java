package dev.schemamigration.operator.work;

import dev.schemamigration.migration.api.Cancellation;
import dev.schemamigration.migration.api.Report;
import dev.schemamigration.migration.api.Request;
import dev.schemamigration.migration.api.RunListener;

/** The pass, as the operator needs it. Expected faults come back in the report. */
public interface MigrationService {
  /** Reads, resolves, plans and judges; writes nothing. Blocks on the database. */
  Report look(Request request);

  /** Does what a look found to be pending. Blocks until it is done or stopped. */
  Report migrate(Request request, RunListener listener, Cancellation cancellation);
}
