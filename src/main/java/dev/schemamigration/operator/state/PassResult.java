package dev.schemamigration.operator.state;

import dev.schemamigration.migration.api.Report;
import dev.schemamigration.operator.spec.ResolvedSpec;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What the latest pass came to, and what follows.
 *
 * @param inputs what it was asked with
 * @param ran whether it carried out a plan, or only looked
 * @param attempt how many passes in a row have asked for another try
 * @param due when the database is to be looked at again
 * @param request the reconcile request that it answered, if any
 */
record PassResult(
    ResolvedSpec.Usable inputs,
    Report report,
    boolean ran,
    int attempt,
    Instant due,
    Optional<String> request) {
  PassResult {
    Objects.requireNonNull(inputs);
    Objects.requireNonNull(report);
    Objects.requireNonNull(due);
    Objects.requireNonNull(request);
  }

  /** Whether it still says something of what the resource asks for now. */
  boolean answers(ResolvedSpec now) {
    return inputs.fingerprint().equals(now.fingerprint());
  }
}
