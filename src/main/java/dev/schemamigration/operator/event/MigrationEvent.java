package dev.schemamigration.operator.event;

import dev.schemamigration.migration.api.Report;
import dev.schemamigration.migration.api.RunSummary;
import dev.schemamigration.operator.status.StatusMessages;
import dev.schemamigration.plan.Operation;
import dev.schemamigration.plan.Step;
import java.util.List;
import java.util.Optional;

/**
 * An Event about a migration.
 *
 * @param warning whether its type is Warning, else Normal
 * @param action what the operator did or tried
 * @param revision which revision it is about, or where the database is; empty where that is unknown
 * @param occurrence distinguishes equal events; those of one occurrence are counted as a series
 */
public record MigrationEvent(
    boolean warning,
    String reason,
    String action,
    String note,
    String revision,
    String occurrence) {
  static final String WARNING = "Warning";

  /** A revision has been applied or undone. */
  public static MigrationEvent committed(Step step, String occurrence) {
    return step.operation() == Operation.UPGRADE
        ? new MigrationEvent(
            false,
            "RevisionApplied",
            "Upgrade",
            "applied " + StatusMessages.named(step),
            step.revision(),
            occurrence)
        : new MigrationEvent(
            false,
            "RevisionUndone",
            "Downgrade",
            "undid " + StatusMessages.named(step),
            step.revision(),
            occurrence);
  }

  /** A run has succeeded. */
  private static MigrationEvent migrated(RunSummary run) {
    return new MigrationEvent(
        false,
        "Migrated",
        StatusMessages.direction(run.direction()),
        StatusMessages.migrated(run),
        run.to(),
        run.startedAt().toString());
  }

  /** The history of another tool has been adopted. */
  public static MigrationEvent adopted(String tool, List<String> revisions) {
    return new MigrationEvent(
        false,
        "Adopted",
        "Adopt",
        "took over the history of %s: %s".formatted(tool, String.join(", ", revisions)),
        String.join(", ", revisions),
        tool);
  }

  /** The end of a run, if the run has succeeded and did something. */
  public static Optional<MigrationEvent> ofRun(Report report) {
    return report.fault().isPresent()
        ? Optional.empty()
        : report.run().filter(run -> run.steps() > 0).map(MigrationEvent::migrated);
  }
}
