package dev.schemamigration.operator;

import dev.schemamigration.migration.Fault;
import dev.schemamigration.migration.Outcome;
import dev.schemamigration.migration.Report;
import java.util.List;
import java.util.Optional;

/** Reports that the operator itself makes. */
final class Reports {
  private Reports() {}

  /** A pass that ended before it found anything out. */
  static Report stopped(Fault fault) {
    return new Report(
        new Outcome.Stopped(fault),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of());
  }

  /** The findings of a pass whose outcome does not count. */
  static Report stopped(Report findings, Fault fault) {
    return new Report(
        new Outcome.Stopped(fault),
        findings.database(),
        findings.heads(),
        findings.targetHeads(),
        findings.plan(),
        findings.run(),
        findings.blockedBy());
  }
}
