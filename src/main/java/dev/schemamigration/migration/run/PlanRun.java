package dev.schemamigration.migration.run;

import dev.schemamigration.database.session.Session;
import dev.schemamigration.database.tracking.ArchivedRevision;
import dev.schemamigration.database.tracking.RecordedState;
import dev.schemamigration.database.tracking.TrackingTables;
import dev.schemamigration.engine.changelog.ParsedChangelog;
import dev.schemamigration.engine.fault.EngineException;
import dev.schemamigration.engine.fault.RunStoppedException;
import dev.schemamigration.engine.run.RevisionRunner;
import dev.schemamigration.migration.api.Execution;
import dev.schemamigration.migration.api.Request;
import dev.schemamigration.migration.api.RunListener;
import dev.schemamigration.migration.api.RunSummary;
import dev.schemamigration.migration.api.StepProgress;
import dev.schemamigration.migration.planning.Decision;
import dev.schemamigration.migration.planning.KnownRevisions;
import dev.schemamigration.migration.reason.FaultException;
import dev.schemamigration.migration.session.PassContext;
import dev.schemamigration.migration.session.ReportBuilder;
import dev.schemamigration.plan.Step;
import dev.schemamigration.revision.Revision;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Executes the steps of one plan under the migration lock, with retries. */
public final class PlanRun {
  private final Request request;
  private final PassContext pass;
  private final Session session;
  private final TrackingTables tracking;
  private final ReportBuilder report;
  private final RunListener listener;
  private final RunWatchdog watch;
  private final RunDeadline deadline;
  private final StepRetry retry;
  private final Clock time;
  private int done;

  public PlanRun(
      PassContext pass,
      RunListener listener,
      RunWatchdog watch,
      RunDeadline deadline,
      StepRetry retry,
      Clock time) {
    this.request = pass.request();
    this.pass = pass;
    this.session = pass.session();
    this.tracking = pass.tracking();
    this.report = pass.report();
    this.listener = listener;
    this.watch = watch;
    this.deadline = deadline;
    this.retry = retry;
    this.time = time;
  }

  /**
   * Executes the plan. Throws what stops it, after the run is in the report.
   *
   * @throws dev.schemamigration.migration.reason.FaultException when the run is cancelled, its
   *     deadline passes or the server is read-only
   * @throws EngineException when a statement fails and a retry is useless
   */
  public void execute(Decision.Ready ready) throws SQLException {
    var from = report.position();
    var began = time.instant();
    listener.planned(ready.view());
    try {
      if (request.execution().transaction() == Execution.TransactionScope.PLAN) {
        wholePlan(ready);
      } else {
        stepByStep(ready);
      }
      report.leftHalfWay(Set.of());
    } catch (EngineException | FaultException e) {
      readUnfinished();
      throw e;
    } finally {
      report.ran(
          new RunSummary(
              from, report.position(), ready.plan().direction(), done, began, time.instant()));
    }
  }

  /** A revision outside of a transaction may be half-way now. */
  private void readUnfinished() {
    try {
      report.leftHalfWay(tracking.read().unfinished());
    } catch (SQLException e) {
      // without a session the next pass finds out
    }
  }

  private void stepByStep(Decision.Ready ready) throws SQLException {
    var rows = ready.recorded().byId();
    var runner = runner(ready.recorded());
    var steps = ready.plan().steps();
    for (int number = 0; number < steps.size(); number++) {
      var step = steps.get(number);
      begin(ready, number);
      for (int attempt = 1; ; attempt++) {
        try {
          run(runner, Optional.ofNullable(rows.get(step.revision())), ready, step);
          break;
        } catch (RunStoppedException e) {
          throw retry.stopped(e, step);
        } catch (EngineException e) {
          retry.waitOrThrow(e, step, attempt);
          session.restoreDefaults();
          var now = tracking.read();
          rows = now.byId();
          runner = runner(now);
        }
      }
      commit(step);
    }
  }

  private void wholePlan(Decision.Ready ready) throws SQLException {
    var steps = ready.plan().steps();
    var found = ready.recorded().byId();
    for (var step : steps) {
      var row = Optional.ofNullable(found.get(step.revision()));
      RevisionRunner.requireTransactional(ready.texts().of(step), row);
    }
    for (int attempt = 1; ; attempt++) {
      var recorded = attempt == 1 ? ready.recorded() : tracking.read();
      var runner = runner(recorded);
      var rows = recorded.byId();
      session.enterMigration();
      try {
        session.inTransaction(
            () -> {
              for (int number = 0; number < steps.size(); number++) {
                begin(ready, number);
                within(runner, rows, ready, steps.get(number));
              }
              runner.commit(steps.getLast().revision(), steps.getLast().operation());
            });
        break;
      } catch (RunStoppedException e) {
        throw retry.stopped(e, steps.getFirst());
      } catch (EngineException e) {
        retry.waitOrThrow(e, steps.getFirst(), attempt);
      }
    }
    steps.forEach(this::commit);
  }

  /** Sets the application name of the next step, which the record of this one sends along. */
  private void begin(Decision.Ready ready, int number) {
    var steps = ready.plan().steps();
    listener.began(new StepProgress(steps.get(number), number + 1, steps.size(), time.instant()));
    session.setApplicationName(
        applicationName(request, steps.get(Math.min(number + 1, steps.size() - 1))));
  }

  /** The {@code application_name} of a run: program, requester and revision. */
  public static String applicationName(Request request, Step step) {
    return "schema-migration/" + request.requester().name() + "/" + step.revision();
  }

  private void commit(Step step) {
    done++;
    report.committed(step);
    watch.unblocked();
    report.blocked(List.of());
    listener.committed(step);
  }

  private RevisionRunner runner(RecordedState recorded) {
    return pass.engine().runner(tracking, pass.id(), recorded, deadline, autocommitTimeout());
  }

  private Duration autocommitTimeout() {
    var own = request.execution().statementTimeout();
    return own.isZero() ? deadline.remaining() : own;
  }

  private static void run(
      RevisionRunner runner, Optional<ArchivedRevision> row, Decision.Ready ready, Step step)
      throws SQLException {
    var text = ready.texts().of(step);
    switch (step.operation()) {
      case UPGRADE -> runner.upgrade(text, revision(ready, text), row);
      case DOWNGRADE -> runner.downgrade(text, row.orElseThrow());
    }
  }

  private static void within(
      RevisionRunner runner, Map<String, ArchivedRevision> rows, Decision.Ready ready, Step step)
      throws SQLException {
    var text = ready.texts().of(step);
    switch (step.operation()) {
      case UPGRADE -> runner.upgradeWithin(text, revision(ready, text));
      case DOWNGRADE ->
          runner.downgradeWithin(
              text, Optional.ofNullable(rows.get(step.revision())).orElseThrow());
    }
  }

  private static Revision revision(Decision.Ready ready, ParsedChangelog text) {
    return KnownRevisions.archivable(ready.resolution().known().whole(), text.file().revision());
  }
}
