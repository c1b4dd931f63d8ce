package dev.schemamigration.operator.status;

import dev.schemamigration.crd.v1alpha1.AppliedRevisionsStatus;
import dev.schemamigration.crd.v1alpha1.BlockedByStatus;
import dev.schemamigration.crd.v1alpha1.DatabaseStatus;
import dev.schemamigration.crd.v1alpha1.PlanStatus;
import dev.schemamigration.crd.v1alpha1.PlanStepStatus;
import dev.schemamigration.crd.v1alpha1.ProgressStatus;
import dev.schemamigration.database.session.DatabaseFacts;
import dev.schemamigration.database.session.LockHolder;
import dev.schemamigration.migration.api.AppliedHistory;
import dev.schemamigration.migration.api.Outcome;
import dev.schemamigration.migration.api.PlanPreview;
import dev.schemamigration.migration.api.Report;
import dev.schemamigration.migration.api.RunSummary;
import dev.schemamigration.migration.api.StepProgress;
import dev.schemamigration.migration.reason.Stage;
import dev.schemamigration.operator.spec.ReconcileRequest;
import dev.schemamigration.operator.state.Phase;
import dev.schemamigration.operator.state.RunProgress;
import dev.schemamigration.plan.Direction;
import dev.schemamigration.plan.Step;
import dev.schemamigration.revision.Heads;
import dev.schemamigration.text.Printable;
import java.util.List;
import java.util.Optional;

/**
 * Sets the fields of a status from a report; one that a pass did not find out stays while valid.
 */
final class StatusFields {
  private static final int SHOWN_STEPS = 100;

  private final StatusDraft draft;
  private final StatusContext context;

  StatusFields(StatusDraft draft, StatusContext context) {
    this.draft = draft;
    this.context = context;
  }

  /** Acknowledges the reconcile request that has been handled. */
  void handled() {
    var before = ReconcileRequest.handledBy(context.previous());
    var now = context.handled();
    now.newReconcileAt(before).ifPresent(value -> draft.lastHandledReconcileAt = value);
    now.newForceAt(before).ifPresent(value -> draft.lastHandledForceAt = value);
    if (!now.values().isEmpty()) {
      draft.handledAnnotations = now.values();
    }
  }

  /**
   * No pass has ended for the present spec yet.
   *
   * @param changed whether that is so because of what the spec refers to
   */
  void unknown(boolean changed) {
    latest();
    applied(Optional.empty());
    if (changed || !context.sameGeneration()) {
      clearTarget();
    }
  }

  void reported(Phase.Reported reported) {
    var report = reported.report();
    latest();
    state(report);
    applied(reportedHistory(report));
    draft.source = reported.source().orElse(null);
    var done =
        report.outcome() instanceof Outcome.Settled || report.outcome() instanceof Outcome.Migrated;
    if (done) {
      nothingPending();
    } else if (report.plan().isPresent()) {
      pending(report.plan().get(), report.run().map(RunSummary::steps).orElse(0));
    } else if (stoppedAtOtherStage(report) || !context.sameGeneration()) {
      clearTarget();
    }
    report
        .targetHeads()
        .ifPresent(heads -> draft.targetRevision = Printable.line(heads.toString()));
    draft.blockedBy = blockedBy(report.blockedBy());
  }

  void running(Phase.Running running) {
    var report = running.inspection().report();
    latest();
    state(report);
    applied(runningHistory(report, running.progress()));
    draft.source = running.inspection().spec().source().orElse(null);
    var run = running.progress();
    report.plan().ifPresent(plan -> pending(plan, run.committedSteps()));
    run.lastCommitted().ifPresent(step -> heads(Heads.of(step.headsAfter())));
    report
        .targetHeads()
        .ifPresent(heads -> draft.targetRevision = Printable.line(heads.toString()));
    run.step().ifPresent(step -> draft.progress = progress(step));
    draft.blockedBy = blockedBy(run.blockedBy());
  }

  /**
   * Sets what the latest pass found, also where another spec has taken its place meanwhile: the
   * previous status was made before that pass ended.
   */
  private void latest() {
    clearOtherDatabase();
    context.latestReport().ifPresent(this::state);
  }

  private void state(Report report) {
    report.database().ifPresent(facts -> draft.database = database(facts));
    report
        .heads()
        .ifPresent(
            found -> {
              heads(found);
              draft.unfinishedRevisions =
                  report.unfinished().stream().map(Printable::line).toList();
            });
  }

  private void heads(Heads heads) {
    draft.heads = heads.ids().stream().map(Printable::line).toList();
    draft.currentRevision = Printable.line(heads.toString());
  }

  /** Only what the present pass has found out: applications that need a revision act on it. */
  private void applied(Optional<AppliedHistory> history) {
    draft.appliedRevisions =
        history
            .map(
                it ->
                    AppliedRevisionsStatus.of(
                        it.ids().reversed().stream().map(Printable::line).toList(), it.labels()))
            .orElse(null);
  }

  /** A run that stopped may have undone more than it was told. */
  private static Optional<AppliedHistory> reportedHistory(Report report) {
    var stopped = report.fault().isPresent() && report.run().isPresent();
    return stopped ? report.applied().map(it -> it.keptBy(steps(report))) : report.applied();
  }

  /** The run goes on after the status is written: what it is to undo counts as undone. */
  private static Optional<AppliedHistory> runningHistory(Report report, RunProgress run) {
    return report.applied().map(it -> it.keptBy(steps(report)).after(run.committed()));
  }

  private static List<Step> steps(Report report) {
    return report.plan().map(it -> it.plan().steps()).orElse(List.of());
  }

  private void pending(PlanPreview view, int doneSteps) {
    var plan = view.plan();
    draft.direction = StatusMessages.direction(plan.direction());
    draft.pendingRevisions = plan.steps().size() - doneSteps;
    draft.plan =
        plan.isEmpty()
            ? null
            : new PlanStatus(
                view.hash(),
                StatusMessages.direction(plan.direction()),
                plan.steps().stream()
                    .limit(SHOWN_STEPS)
                    .map(
                        step ->
                            new PlanStepStatus(
                                Printable.line(step.revision()),
                                StatusMessages.operation(step.operation()),
                                Printable.line(step.message())))
                    .toList(),
                !view.irreversible().isEmpty());
  }

  private void nothingPending() {
    draft.direction = StatusMessages.direction(Direction.NONE);
    draft.pendingRevisions = 0;
    draft.plan = null;
  }

  private void clearTarget() {
    draft.targetRevision = null;
    draft.direction = null;
    draft.pendingRevisions = null;
    draft.plan = null;
  }

  private void clearOtherDatabase() {
    if (!context.sameDatabase()) {
      draft.database = null;
      draft.heads = null;
      draft.currentRevision = null;
      draft.unfinishedRevisions = List.of();
    }
  }

  private static boolean stoppedAtOtherStage(Report report) {
    return report
        .fault()
        .map(fault -> fault.reason().stage() != Stage.DATABASE_REACHABLE)
        .orElse(false);
  }

  private static ProgressStatus progress(StepProgress progress) {
    return new ProgressStatus(
        Printable.line(progress.step().revision()),
        progress.number(),
        progress.of(),
        Timestamps.seconds(progress.since()));
  }

  private static DatabaseStatus database(DatabaseFacts facts) {
    return new DatabaseStatus(
        Printable.line(facts.server()),
        Printable.line(facts.host()),
        Printable.line(facts.name()),
        facts.identity());
  }

  private static List<BlockedByStatus> blockedBy(List<LockHolder> sessions) {
    return sessions.stream()
        .map(
            session ->
                new BlockedByStatus(
                    session.pid(),
                    Printable.line(session.applicationName()),
                    Printable.line(session.state()),
                    session.since().map(Timestamps::seconds).orElse(null),
                    Printable.line(session.lock())))
        .toList();
  }
}
