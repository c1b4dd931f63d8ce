package dev.schemamigration.operator.state;

import dev.schemamigration.migration.api.Report;
import dev.schemamigration.operator.spec.ReconcileRequest;
import dev.schemamigration.operator.spec.ResolvedSpec;
import java.time.Instant;
import java.util.Objects;

/**
 * The result of a pass, and when the next one is due.
 *
 * @param spec what the pass was started with
 * @param ran whether the pass was a run; else it was an inspection
 * @param attempt how many passes in a row have asked for a retry
 * @param due when the database is inspected again
 * @param request the reconcile request that the pass answered
 */
public record PassResult(
    ResolvedSpec.Usable spec,
    Report report,
    boolean ran,
    int attempt,
    Instant due,
    ReconcileRequest request) {
  public PassResult {
    Objects.requireNonNull(spec);
    Objects.requireNonNull(report);
    Objects.requireNonNull(due);
    Objects.requireNonNull(request);
  }

  /** Whether the pass was started with the same spec and referenced objects. */
  boolean isCurrentFor(ResolvedSpec now) {
    return spec.fingerprint().equals(now.fingerprint());
  }
}
