package dev.schemamigration.migration;

import dev.schemamigration.database.JournalEntry;
import dev.schemamigration.database.JournalEvent;
import dev.schemamigration.database.RecordedState;
import dev.schemamigration.database.Session;
import dev.schemamigration.database.TrackingTables;
import dev.schemamigration.engine.Engine;
import dev.schemamigration.engine.EngineException;
import dev.schemamigration.engine.EngineFault;
import dev.schemamigration.engine.Parsed;
import dev.schemamigration.engine.RevisionRunner;
import dev.schemamigration.plan.Operation;
import dev.schemamigration.plan.Step;
import dev.schemamigration.revision.Revision;
import dev.schemamigration.revision.RevisionGraph;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Carries out one plan under the lock, step by step, with retries. */
final class PlanRun {
  private final Request request;
  private final Faults faults;
  private final Session session;
  private final TrackingTables tracking;
  private final Engine engine;
  private final Findings findings;
  private final RunListener listener;
  private final RunWatch watch;
  private final RunClock clock;
  private final Pause pause;
  private final Clock time;
  private final UUID id;
  private final List<Step> done = new ArrayList<>();

  PlanRun(
      Request request,
      Faults faults,
      Session session,
      TrackingTables tracking,
      Engine engine,
      Findings findings,
      RunListener listener,
      RunWatch watch,
      RunClock clock,
      Pause pause,
      Clock time,
      UUID id) {
    this.request = request;
    this.faults = faults;
    this.session = session;
    this.tracking = tracking;
    this.engine = engine;
    this.findings = findings;
    this.listener = listener;
    this.watch = watch;
    this.clock = clock;
    this.pause = pause;
    this.time = time;
    this.id = id;
  }

  /** Runs it; throws what stops it, after the findings say how far it came. */
  void carryOut(Decision.Go go) throws SQLException {
    var from = findings.where();
    var began = time.instant();
    listener.planned(go.view());
    tracking.journal(JournalEntry.ofRun(JournalEvent.RUN_BEGUN, id, go.view().hash()));
    try {
      if (request.execution().transaction() == Execution.TransactionScope.PLAN) {
        wholePlan(go);
      } else {
        stepByStep(go);
      }
    } finally {
      findings.ran(
          new Run(
              from, findings.where(), go.plan().direction(), done.size(), began, time.instant()));
    }
    tracking.journal(JournalEntry.ofRun(JournalEvent.RUN_ENDED, id, findings.where()));
  }

  private void stepByStep(Decision.Go go) throws SQLException {
    var recorded = go.recorded();
    var runner = runner(recorded);
    var steps = go.plan().steps();
    for (int number = 0; number < steps.size(); number++) {
      var step = steps.get(number);
      begin(go, number);
      for (int attempt = 1; ; attempt++) {
        try {
          run(runner, recorded, go, step);
          break;
        } catch (EngineException e) {
          retryOrThrow(e, step, attempt);
          recorded = tracking.read();
          runner = runner(recorded);
        }
      }
      commit(step);
    }
  }

  private void wholePlan(Decision.Go go) throws SQLException {
    var steps = go.plan().steps();
    for (int attempt = 1; ; attempt++) {
      var recorded = tracking.read();
      var runner = runner(recorded);
      try {
        session.inTransaction(
            () -> {
              for (int number = 0; number < steps.size(); number++) {
                begin(go, number);
                within(runner, recorded, go, steps.get(number));
              }
            });
        break;
      } catch (EngineException e) {
        retryOrThrow(e, steps.getFirst(), attempt);
      }
    }
    steps.forEach(this::commit);
  }

  private void begin(Decision.Go go, int number) throws SQLException {
    var steps = go.plan().steps();
    listener.began(new Progress(steps.get(number), number + 1, steps.size(), time.instant()));
    if (number == 0) {
      session.announce(applicationName(steps.getFirst()));
      session.restoreDefaults();
    }
    // Shown as soon as this step is recorded, which spares the next one a round trip.
    session.announce(applicationName(steps.get(Math.min(number + 1, steps.size() - 1))));
  }

  private String applicationName(Step step) {
    return "schema-migration/" + request.requester().name() + "/" + step.revision();
  }

  private void commit(Step step) {
    done.add(step);
    findings.standsAt(List.copyOf(step.headsAfter()));
    watch.gotThrough();
    findings.blocked(List.of());
    listener.committed(step);
  }

  private RevisionRunner runner(RecordedState recorded) {
    return engine.runner(tracking, id, recorded.lastOrder(), clock, loneTimeout());
  }

  private java.time.Duration loneTimeout() {
    var own = request.execution().statementTimeout();
    return own.isZero() ? clock.left() : own;
  }

  private void run(RevisionRunner runner, RecordedState recorded, Decision.Go go, Step step)
      throws SQLException {
    var text = go.texts().of(step);
    var row = Known.row(recorded, step.revision());
    switch (step.operation()) {
      case UPGRADE -> runner.upgrade(text, revision(go, text, step), row);
      case DOWNGRADE -> runner.downgrade(text, row.orElseThrow());
    }
  }

  private void within(RevisionRunner runner, RecordedState recorded, Decision.Go go, Step step)
      throws SQLException {
    var text = go.texts().of(step);
    switch (step.operation()) {
      case UPGRADE -> runner.upgradeWithin(text, revision(go, text, step));
      case DOWNGRADE ->
          runner.downgradeWithin(text, Known.row(recorded, step.revision()).orElseThrow());
    }
  }

  /** What the archive will hold: as written, with dependencies as ids. */
  private static Revision revision(Decision.Go go, Parsed text, Step step) {
    return archivable(go.resolution().known().whole(), text.file().revision());
  }

  static Revision archivable(RevisionGraph graph, Revision revision) {
    var dependencies =
        graph.parentsOf(revision.id()).stream()
            .filter(it -> !revision.downRevisions().contains(it))
            .toList();
    return new Revision(
        revision.id(),
        revision.downRevisions(),
        revision.branchLabels(),
        dependencies,
        revision.message());
  }

  private void retryOrThrow(EngineException e, Step step, int attempt) {
    if (!(e.fault() instanceof EngineFault.StatementFailed)) {
      throw e;
    }
    var fault = faults.of(e);
    boolean transientFault =
        fault.reason() == Reason.LockTimeout || fault.reason() == Reason.Conflict;
    if (!transientFault) {
      throw clock.overdue() ? new FaultException(clock.fault(where(step))) : e;
    }
    var holders = watch.holders();
    findings.blocked(holders);
    var why =
        fault.message() + (holders.isEmpty() ? "" : "; waiting for " + RunWatch.described(holders));
    listener.blocked(holders, why + "; attempt " + attempt);
    if (!clock.await(pause.before(attempt))) {
      throw new FaultException(clock.fault(where(step) + " (" + why + ")"));
    }
  }

  private static String where(Step step) {
    return (step.operation() == Operation.UPGRADE ? "upgrade" : "downgrade")
        + " of revision "
        + step.revision();
  }
}
