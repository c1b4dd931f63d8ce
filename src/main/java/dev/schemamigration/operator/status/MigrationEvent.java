package dev.schemamigration.operator.status;

import dev.schemamigration.crd.v1alpha1.Condition;
import dev.schemamigration.crd.v1alpha1.SchemaMigrationStatus;
import dev.schemamigration.migration.api.Report;
import dev.schemamigration.migration.api.RunSummary;
import dev.schemamigration.plan.Operation;
import dev.schemamigration.plan.Step;
import java.util.List;
import java.util.Optional;

/**
 * An Event about a migration.
 *
 * @param warning whether its type is Warning, else Normal
 * @param action what the operator did or tried
 * @param occurrence distinguishes equal events; those of one occurrence are counted as a series
 */
public record MigrationEvent(
    boolean warning, String reason, String action, String note, String occurrence) {

  /** A revision has been applied or undone. */
  public static MigrationEvent committed(Step step, String occurrence) {
    return step.operation() == Operation.UPGRADE
        ? new MigrationEvent(
            false,
            "RevisionApplied",
            "Upgrade",
            "applied " + StatusMessages.named(step),
            occurrence)
        : new MigrationEvent(
            false,
            "RevisionUndone",
            "Downgrade",
            "undid " + StatusMessages.named(step),
            occurrence);
  }

  /** A run has succeeded. */
  static MigrationEvent migrated(RunSummary run) {
    return new MigrationEvent(
        false,
        "Migrated",
        StatusMessages.direction(run.direction()),
        StatusMessages.migrated(run),
        run.startedAt().toString());
  }

  /** The history of another tool has been adopted. */
  public static MigrationEvent adopted(String tool, List<String> revisions) {
    return new MigrationEvent(
        false,
        "Adopted",
        "Adopt",
        "took over the history of %s: %s".formatted(tool, String.join(", ", revisions)),
        tool);
  }

  /** A resource begins to be stalled, or is stalled for another reason than before. */
  public static Optional<MigrationEvent> stalled(
      SchemaMigrationStatus before, SchemaMigrationStatus now) {
    var stalled = now.condition(ConditionType.Stalled.name());
    var known =
        before
            .condition(ConditionType.Stalled.name())
            .filter(old -> stalled.map(it -> same(old, it)).orElse(false));
    return known.isPresent()
        ? Optional.empty()
        : stalled.map(
            condition ->
                new MigrationEvent(
                    true,
                    condition.reason(),
                    "Migrate",
                    condition.message(),
                    Long.toString(now.observedGeneration())));
  }

  /** The end of a run, if the run has succeeded and did something. */
  public static Optional<MigrationEvent> ofRun(Report report) {
    return report.fault().isPresent()
        ? Optional.empty()
        : report.run().filter(run -> run.steps() > 0).map(MigrationEvent::migrated);
  }

  private static boolean same(Condition one, Condition other) {
    return one.reason().equals(other.reason()) && one.message().equals(other.message());
  }
}
