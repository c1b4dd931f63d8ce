package dev.schemamigration.operator.status;

import dev.schemamigration.crd.v1alpha1.Condition;
import dev.schemamigration.migration.api.Outcome;
import dev.schemamigration.migration.api.Report;
import dev.schemamigration.migration.reason.Disposition;
import dev.schemamigration.migration.reason.Fault;
import dev.schemamigration.migration.reason.Reason;
import dev.schemamigration.migration.reason.Stage;
import dev.schemamigration.operator.state.Phase;
import java.util.List;

/** Decides the conditions: one for each stage, and the three that other tools act on. */
final class ConditionRules {
  private static final String SUCCEEDED = Reason.Succeeded.name();
  private static final String PROGRESSING = Reason.Progressing.name();
  private static final String RETRYING = "ProgressingWithRetry";
  private static final String WAITING = "DependencyNotReady";
  private static final String SUSPENDED = "Suspended";
  private static final String LOOKING = "looking at the source and the database";

  private final ConditionList conditions;

  ConditionRules(ConditionList conditions) {
    this.conditions = conditions;
  }

  List<Condition> conditions() {
    return conditions.toList();
  }

  void inspecting() {
    unknown(PROGRESSING, LOOKING);
    conditions.isFalse(ConditionType.Ready, PROGRESSING, LOOKING);
    conditions.isTrue(ConditionType.Reconciling, PROGRESSING, LOOKING);
  }

  void reported(Phase.Reported reported) {
    var report = reported.report();
    switch (report.outcome()) {
      case Outcome.Settled settled -> current(report);
      case Outcome.Migrated migrated -> current(report);
      case Outcome.Pending pending -> progressing(report, Reason.Progressing, pending(report));
      case Outcome.Stopped stopped -> stopped(report, stopped.fault(), retryNote(reported));
    }
  }

  void running(Phase.Running running) {
    var report = running.inspection().report();
    var run = running.progress();
    if (!run.waiting().isEmpty()) {
      passed(report, Stage.SCHEMA_CURRENT);
      // Before its first step a run waits only for the migration lock.
      var reason = run.step().isEmpty() ? Reason.DatabaseBusy : Reason.LockTimeout;
      notReady(Stage.SCHEMA_CURRENT, reason, run.waiting());
      conditions.isTrue(ConditionType.Reconciling, RETRYING, run.waiting());
    } else {
      progressing(
          report,
          Reason.Progressing,
          run.step()
              .map(StatusMessages::progress)
              .orElse(pending(report) + "; waiting for a free worker"));
    }
  }

  /** Marks the conditions as suspended: nothing reconciles, and a stall stays one. */
  void suspended() {
    conditions.remove(ConditionType.Reconciling);
    conditions.prefix(ConditionType.Ready, "suspended: ");
  }

  /** Keeps the conditions of the previous status. */
  void keepPrevious() {
    for (var type : ConditionType.values()) {
      conditions.keep(type);
    }
  }

  void suspendedWithoutResult() {
    unknown(
        SUSPENDED,
        "spec.suspend is true and the resource has not been looked at since it changed; set it to"
            + " false to go on");
  }

  private void current(Report report) {
    passed(report, Stage.SCHEMA_CURRENT);
    var message = StatusMessages.isAt(report.heads());
    conditions.isTrue(ConditionType.SchemaCurrent, SUCCEEDED, message);
    conditions.isTrue(ConditionType.Ready, SUCCEEDED, message);
  }

  private void progressing(Report report, Reason reason, String message) {
    passed(report, Stage.SCHEMA_CURRENT);
    notReady(Stage.SCHEMA_CURRENT, reason, message);
    conditions.isTrue(ConditionType.Reconciling, PROGRESSING, message);
  }

  private void stopped(Report report, Fault fault, String note) {
    var stage = fault.reason().stage();
    var message = fault.message() + note;
    passed(report, stage);
    notReady(stage, fault.reason(), message);
    for (var later : Stage.values()) {
      if (later.compareTo(stage) > 0) {
        conditions.isUnknown(
            ConditionType.of(later),
            "NotReached",
            "not looked at: %s is not True".formatted(ConditionType.of(stage)));
      }
    }
    addDisposition(fault.reason(), message);
  }

  private void addDisposition(Reason reason, String message) {
    switch (reason.next()) {
      case SETTLE -> {}
      case PROGRESS -> conditions.isTrue(ConditionType.Reconciling, PROGRESSING, message);
      case WAIT -> conditions.isTrue(ConditionType.Reconciling, WAITING, message);
      case RETRY -> conditions.isTrue(ConditionType.Reconciling, RETRYING, message);
      case STALL -> conditions.isTrue(ConditionType.Stalled, reason.name(), message);
    }
  }

  private void notReady(Stage stage, Reason reason, String message) {
    conditions.isFalse(ConditionType.of(stage), reason.name(), message);
    conditions.isFalse(ConditionType.Ready, reason.name(), message);
  }

  private void passed(Report report, Stage end) {
    for (var stage : Stage.values()) {
      if (stage.compareTo(end) < 0) {
        conditions.isTrue(ConditionType.of(stage), SUCCEEDED, passedMessage(stage, report));
      }
    }
  }

  private static String passedMessage(Stage stage, Report report) {
    return switch (stage) {
      case SOURCE_FETCHED -> "the revision files make a graph";
      case DATABASE_REACHABLE ->
          report
              .database()
              .map(facts -> "%s on %s".formatted(facts.server(), facts.host()))
              .orElse("the database answers");
      case TARGET_RESOLVED ->
          report
              .targetHeads()
              .map(heads -> "spec.target is " + heads)
              .orElse("spec.target is known");
      case PLAN_APPROVED -> "the plan may run";
      case SCHEMA_CURRENT -> StatusMessages.isAt(report.heads());
    };
  }

  private static String pending(Report report) {
    return report
        .plan()
        .map(
            preview -> StatusMessages.pending(preview.plan(), report.heads(), report.targetHeads()))
        .orElse("there are revisions to apply or undo");
  }

  private static String retryNote(Phase.Reported reported) {
    var retries =
        reported
            .report()
            .fault()
            .map(fault -> fault.reason().next() == Disposition.RETRY)
            .orElse(false);
    if (!retries || reported.attempt() == 0) {
      return "";
    }
    return " (attempt %d%s)"
        .formatted(
            reported.attempt(),
            reported.nextAttempt().map(at -> ", next at " + Timestamps.seconds(at)).orElse(""));
  }

  private void unknown(String reason, String message) {
    for (var type : ConditionType.values()) {
      if (type != ConditionType.Reconciling && type != ConditionType.Stalled) {
        conditions.isUnknown(type, reason, message);
      }
    }
  }
}
