package dev.schemamigration.operator.status;

import dev.schemamigration.crd.v1alpha1.MigrationRecord;
import dev.schemamigration.migration.api.Outcome;
import dev.schemamigration.migration.api.Report;
import dev.schemamigration.migration.api.RunSummary;
import dev.schemamigration.migration.reason.Reason;
import dev.schemamigration.text.Printable;
import java.util.ArrayList;
import java.util.List;

/** Keeps the latest migrations of a resource in its status, newest first. */
final class MigrationHistory {
  private static final int LENGTH = 10;
  static final String SUCCEEDED = "Succeeded";

  private MigrationHistory() {}

  /**
   * Adds the report's run as the first record. An earlier record of the same run is replaced, and
   * so is one of the same failure, so that retries do not displace other migrations.
   */
  static void add(StatusDraft draft, Report report) {
    report
        .run()
        .ifPresent(
            run -> {
              var record = record(run, report);
              draft.lastMigration = record;
              draft.history = with(draft.history, record);
            });
  }

  private static List<MigrationRecord> with(List<MigrationRecord> before, MigrationRecord record) {
    var history = new ArrayList<MigrationRecord>();
    history.add(record);
    var replaced = !before.isEmpty() && sameRunOrFailure(before.getFirst(), record);
    history.addAll(replaced ? before.subList(1, before.size()) : before);
    return List.copyOf(history.subList(0, Math.min(LENGTH, history.size())));
  }

  private static boolean sameRunOrFailure(MigrationRecord before, MigrationRecord now) {
    return before.startedAt().equals(now.startedAt())
        || (!now.outcome().equals(SUCCEEDED)
            && before.outcome().equals(now.outcome())
            && before.from().equals(now.from())
            && before.to().equals(now.to())
            && before.direction().equals(now.direction()));
  }

  private static MigrationRecord record(RunSummary run, Report report) {
    return new MigrationRecord(
        Printable.line(run.from()),
        Printable.line(run.to()),
        StatusMessages.direction(run.direction()),
        Timestamps.millis(run.startedAt()),
        Timestamps.millis(run.finishedAt()),
        outcome(report.outcome()),
        Printable.text(
            report
                .fault()
                .map(fault -> fault.message())
                .orElseGet(() -> StatusMessages.migrated(run))));
  }

  private static String outcome(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Migrated migrated -> SUCCEEDED;
      case Outcome.Settled settled -> SUCCEEDED;
      case Outcome.Pending pending -> SUCCEEDED;
      case Outcome.Stopped stopped ->
          stopped.fault().reason() == Reason.Cancelled ? "Cancelled" : "Failed";
    };
  }
}
