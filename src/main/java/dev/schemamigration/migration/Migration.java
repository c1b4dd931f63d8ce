package dev.schemamigration.migration;

import dev.schemamigration.database.session.Connector;
import dev.schemamigration.database.session.SessionTimeouts;
import dev.schemamigration.database.tracking.JournalEvent;
import dev.schemamigration.database.tracking.RecordedState;
import dev.schemamigration.migration.api.Cancellation;
import dev.schemamigration.migration.api.Outcome;
import dev.schemamigration.migration.api.Report;
import dev.schemamigration.migration.api.Request;
import dev.schemamigration.migration.api.RunListener;
import dev.schemamigration.migration.planning.Decision;
import dev.schemamigration.migration.planning.KnownRevisions;
import dev.schemamigration.migration.planning.PlanPreparation;
import dev.schemamigration.migration.reason.FaultException;
import dev.schemamigration.migration.reason.FaultTranslator;
import dev.schemamigration.migration.reason.Stage;
import dev.schemamigration.migration.run.LockWait;
import dev.schemamigration.migration.run.PlanRun;
import dev.schemamigration.migration.run.RetryDelay;
import dev.schemamigration.migration.run.RunDeadline;
import dev.schemamigration.migration.run.RunJournal;
import dev.schemamigration.migration.run.RunWatchdog;
import dev.schemamigration.migration.run.StepRetry;
import dev.schemamigration.migration.session.PassContext;
import dev.schemamigration.migration.session.ReportBuilder;
import dev.schemamigration.plan.StampPlanner;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * The one pass: open a session, read what is applied, resolve the target, plan, preview, judge,
 * carry out, report. What can be expected to go wrong comes back in the report.
 */
public final class Migration {
  private final Connector connector;
  private final Clock time;
  private final RandomGenerator random;
  private final Duration patience;

  /**
   * @param random spreads the pauses between tries
   * @param patience how long a run waits for another one to give the migration lock back
   */
  public Migration(Connector connector, Clock time, RandomGenerator random, Duration patience) {
    this.connector = connector;
    this.time = time;
    this.random = random;
    this.patience = patience;
  }

  /**
   * Says what there is to do, and writes nothing. Cheap when there is nothing; that is not said
   * while another run has the lock, for what it is doing is not to be seen before it commits.
   */
  public Report inspect(Request request) {
    var findings = new ReportBuilder();
    try (var pass = PassContext.open(connector, request, SessionTimeouts.INSPECTION, findings)) {
      var recorded = pass.tracking().read();
      var takeover = Adoption.find(request, pass.session(), recorded, pass::engine);
      var decision =
          decide(
              pass, takeover.map(it -> it.expectedState(request, pass::engine)).orElse(recorded));
      boolean nothing = decision instanceof Decision.Settled && takeover.isEmpty();
      if (nothing && pass.session().lockTaken()) {
        throw LockWait.taken(pass.session());
      }
      return findings.report(nothing ? new Outcome.Settled() : new Outcome.Pending());
    } catch (Exception e) {
      return stopped(request, findings, e);
    }
  }

  /**
   * Does what there is to do. Several may be started for one database, from anywhere: one runs, and
   * the others wait for it as long as their patience lasts.
   *
   * @param listener told on this thread what happens
   * @param cancellation may be requested from any thread
   */
  public Report migrate(Request request, RunListener listener, Cancellation cancellation) {
    var findings = new ReportBuilder();
    var clock = new RunDeadline(cancellation, request.execution().deadline());
    var execution = request.execution();
    var timeouts = new SessionTimeouts(execution.lockTimeout(), execution.statementTimeout());
    try (var pass = PassContext.open(connector, request, timeouts, findings)) {
      turn(pass, clock).take(findings, listener);
      return switch (decided(pass, TrackingSetup.begin(pass, listener))) {
        case Decision.Settled settled -> findings.report(new Outcome.Settled());
        case Decision.Go go -> {
          execute(pass, go, listener, clock);
          yield findings.report(new Outcome.Migrated());
        }
      };
    } catch (Exception e) {
      return stopped(request, findings, e);
    }
  }

  private static Decision decided(PassContext pass, RecordedState recorded) throws SQLException {
    try {
      return decide(pass, recorded);
    } catch (FaultException e) {
      if (e.fault().reason().station() == Stage.PLAN_APPROVED) {
        journal(pass).refused(e.fault(), e);
      }
      throw e;
    }
  }

  private void execute(PassContext pass, Decision.Go go, RunListener listener, RunDeadline clock)
      throws SQLException {
    var faults = faults(pass.request());
    var journal = journal(pass);
    pass.session()
        .setApplicationName(PlanRun.applicationName(pass.request(), go.plan().steps().getFirst()));
    journal.began(go.view());
    if (!go.approved().isEmpty()) {
      journal.approved(go.view(), go.approved());
    }
    try (var watch = new RunWatchdog(pass.session(), clock, pass::observer, listener)) {
      var retry =
          new StepRetry(
              pass.session(),
              faults,
              pass.findings(),
              listener,
              watch,
              clock,
              new RetryDelay(random));
      new PlanRun(pass, listener, watch, clock, retry, time).execute(go);
    } catch (Exception e) {
      journal.failed(pass.findings().position(), faults.of(e), e);
      throw e;
    }
    journal.ended(pass.findings().position());
  }

  /**
   * Records revisions as applied without running them, as Alembic's {@code stamp} does. The goal
   * and the rules of the request are not looked at.
   *
   * @param targets ids, labels, {@code head}, {@code heads} or {@code base}
   * @param purge forget what is recorded first, whatever it is
   */
  public Report stamp(
      Request request, List<String> targets, boolean purge, Cancellation cancellation) {
    var findings = new ReportBuilder();
    var clock = new RunDeadline(cancellation, request.execution().deadline());
    try (var pass = PassContext.open(connector, request, SessionTimeouts.INSPECTION, findings)) {
      turn(pass, clock).take(findings, RunListener.SILENT);
      var recorded = pass.tracking().read();
      var graph = KnownRevisions.of(request.bundle(), recorded).whole();
      var wanted = StampPlanner.stamp(graph, graph.headsOf(recorded.applied()), targets, purge);
      var stamping = StampWriter.of(pass);
      // A stamp that fails leaves no tables: their being there ends the search for other histories.
      pass.session()
          .inTransaction(
              () ->
                  stamping.record(
                      graph,
                      TrackingSetup.install(pass, recorded),
                      wanted,
                      id -> UUID.randomUUID(),
                      Map.of(),
                      JournalEvent.STAMPED,
                      ""));
      findings.isAt(graph.headsOf(wanted));
      return findings.report(new Outcome.Migrated());
    } catch (Exception e) {
      return stopped(request, findings, e);
    }
  }

  private static Decision decide(PassContext pass, RecordedState recorded) throws SQLException {
    return new PlanPreparation(
            pass.request(), pass.session(), pass.tracking(), pass::engine, pass.findings())
        .decide(recorded);
  }

  private static RunJournal journal(PassContext pass) {
    return new RunJournal(pass.session(), pass.tracking(), pass.id());
  }

  private LockWait turn(PassContext pass, RunDeadline clock) {
    return new LockWait(pass.session(), clock, new RetryDelay(random), time, patience);
  }

  private static FaultTranslator faults(Request request) {
    return new FaultTranslator(request.database(), request.parameters());
  }

  private static Report stopped(Request request, ReportBuilder findings, Exception e) {
    return findings.report(new Outcome.Stopped(faults(request).of(e)));
  }
}
