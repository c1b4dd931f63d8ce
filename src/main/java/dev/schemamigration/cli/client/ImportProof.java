package dev.schemamigration.cli.client;

import dev.schemamigration.verify.DatabaseComparison;
import dev.schemamigration.verify.VerificationReport;
import java.util.Objects;
import java.util.Optional;

/**
 * What is known of an import after it has run on scratch databases.
 *
 * @param report that of the written directory; empty where it could not be run
 * @param peer what it was compared with, such as {@code goose}; else why it was not, or not run
 * @param comparison with what that has built, whose database comes first; empty without one
 */
public record ImportProof(
    Optional<VerificationReport> report, String peer, Optional<DatabaseComparison> comparison) {
  public ImportProof {
    Objects.requireNonNull(report);
    Objects.requireNonNull(peer);
    Objects.requireNonNull(comparison);
  }

  static ImportProof notRun(String why) {
    return new ImportProof(Optional.empty(), why, Optional.empty());
  }

  static ImportProof notCompared(VerificationReport report, String why) {
    return new ImportProof(Optional.of(report), why, Optional.empty());
  }

  /** Whether nothing was found that speaks against it. */
  public boolean holds() {
    return report.map(VerificationReport::applies).orElse(true)
        && comparison.map(DatabaseComparison::isEqual).orElse(true);
  }
}
