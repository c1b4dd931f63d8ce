package dev.schemamigration.migration;

import dev.schemamigration.database.session.Connector;
import dev.schemamigration.database.session.SessionTimeouts;
import dev.schemamigration.database.tracking.RecordedState;
import dev.schemamigration.engine.budget.Room;
import dev.schemamigration.migration.api.Adoptable;
import dev.schemamigration.migration.api.Cancellation;
import dev.schemamigration.migration.api.Outcome;
import dev.schemamigration.migration.api.OwnerDirectory;
import dev.schemamigration.migration.api.Report;
import dev.schemamigration.migration.api.Request;
import dev.schemamigration.migration.api.RunListener;
import dev.schemamigration.migration.planning.Decision;
import dev.schemamigration.migration.planning.KnownRevisions;
import dev.schemamigration.migration.planning.PlanPreparation;
import dev.schemamigration.migration.reason.FaultException;
import dev.schemamigration.migration.reason.FaultTranslator;
import dev.schemamigration.migration.reason.Reason;
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
import dev.schemamigration.revision.Heads;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Executes passes: opens a session, reads the recorded state, resolves the target, plans, previews,
 * applies the policy, executes and reports. Expected faults are returned in the report.
 */
public final class Migration {
  private final Connector connector;
  private final Clock time;
  private final RandomGenerator random;
  private final Duration lockWaitLimit;
  private final Room room;
  private final OwnerDirectory owners;

  /** For requests of one user, that claim no database. */
  public Migration(
      Connector connector, Clock time, RandomGenerator random, Duration lockWaitLimit) {
    this(connector, time, random, lockWaitLimit, OwnerDirectory.NONE, Room.UNLIMITED);
  }

  /**
   * @param time clock of the reports
   * @param random adds jitter to the delays before retries
   * @param lockWaitLimit how long a run waits for the migration lock
   * @param owners asked about the owner of a database that another resource claims
   * @param room for what all passes make of their changelogs
   */
  public Migration(
      Connector connector,
      Clock time,
      RandomGenerator random,
      Duration lockWaitLimit,
      OwnerDirectory owners,
      Room room) {
    this.connector = connector;
    this.time = time;
    this.random = random;
    this.lockWaitLimit = lockWaitLimit;
    this.room = room;
    this.owners = owners;
  }

  /**
   * Reports what a run would do, without writing anything; one query when the database is at the
   * target. That is not reported while another run has the migration lock, because its changes are
   * visible only after its commit.
   */
  public Report inspect(Request request) {
    return inspect(request, new Cancellation());
  }

  /**
   * The same until it is cancelled, which ends its connections.
   *
   * @param cancellation may be requested from any thread
   */
  public Report inspect(Request request, Cancellation cancellation) {
    var report = new ReportBuilder();
    var deadline = new RunDeadline(cancellation, Duration.ZERO);
    try (var pass = open(request, SessionTimeouts.INSPECTION, report, deadline)) {
      pass.stopWhen(deadline::stop);
      var recorded = pass.tracking().read();
      report.owned(recorded.ownership());
      var ownership = ownership(pass);
      ownership.check(recorded);
      var adoption = Adoption.find(request, pass.session(), recorded, pass::engine);
      var decision =
          decide(
              pass, adoption.map(it -> it.expectedState(request, pass::engine)).orElse(recorded));
      boolean nothing =
          decision instanceof Decision.Settled
              && adoption.isEmpty()
              && !ownership.isClaimPending(recorded);
      if (nothing && pass.session().lockTaken()) {
        throw LockWait.taken(pass.session());
      }
      return report.build(nothing ? new Outcome.Settled() : new Outcome.Pending());
    } catch (Exception e) {
      return stopped(request, report, deadline.explained(e));
    }
  }

  /**
   * Migrates the database to the goal. Of several runs on one database, in this process or others,
   * one executes while the others wait for the migration lock, up to the limit.
   *
   * @param listener receives the progress, on this thread and on that of the watchdog
   * @param cancellation may be requested from any thread
   */
  public Report migrate(Request request, RunListener listener, Cancellation cancellation) {
    var report = new ReportBuilder();
    var deadline = new RunDeadline(cancellation, request.execution().deadline());
    var execution = request.execution();
    var timeouts = new SessionTimeouts(execution.lockTimeout(), execution.statementTimeout());
    try (var pass = open(request, timeouts, report, deadline);
        var watch = new RunWatchdog(pass.session(), deadline, pass::observer, listener)) {
      return report.build(
          ReadOnlyDefault.explained(pass, () -> migrate(pass, listener, watch, deadline)));
    } catch (Exception e) {
      return stopped(request, report, deadline.explained(e));
    }
  }

  /** What it opens before a plan is executed is ended when the pass has to stop. */
  private PassContext open(
      Request request, SessionTimeouts timeouts, ReportBuilder report, RunDeadline deadline)
      throws SQLException {
    return PassContext.open(connector.unless(deadline::mustAbort), request, room, timeouts, report);
  }

  private Outcome migrate(
      PassContext pass, RunListener listener, RunWatchdog watch, RunDeadline deadline)
      throws SQLException {
    pass.stopWhen(deadline::stop);
    lockWait(pass, deadline).take(pass.report(), listener);
    pass.session().limitAnswers(Duration.ZERO);
    return switch (decided(pass, TrackingSetup.begin(pass, ownership(pass), listener))) {
      case Decision.Settled settled -> new Outcome.Settled();
      case Decision.Ready ready -> {
        execute(pass, ready, listener, watch, deadline);
        yield new Outcome.Migrated();
      }
    };
  }

  private static Decision decided(PassContext pass, RecordedState recorded) throws SQLException {
    try {
      return decide(pass, recorded);
    } catch (FaultException e) {
      if (e.fault().reason().stage() == Stage.PLAN_APPROVED) {
        journal(pass).refused(faults(pass.request()).of(e), e);
      }
      throw e;
    }
  }

  private void execute(
      PassContext pass,
      Decision.Ready ready,
      RunListener listener,
      RunWatchdog watch,
      RunDeadline deadline)
      throws SQLException {
    var faults = faults(pass.request());
    var journal = journal(pass);
    pass.session()
        .setApplicationName(
            PlanRun.applicationName(pass.request(), ready.plan().steps().getFirst()));
    journal.began(ready.view());
    if (!ready.approved().isEmpty()) {
      journal.approved(ready.view(), ready.approved());
    }
    deadline.executes();
    try {
      var retry =
          new StepRetry(
              pass.session(),
              faults,
              pass.report(),
              listener,
              watch,
              deadline,
              new RetryDelay(random));
      new PlanRun(pass, listener, watch, deadline, retry, time).execute(ready);
    } catch (Exception e) {
      deadline.cleaningUp();
      journal.failed(pass.report().position(), faults.of(e), e);
      throw e;
    }
    journal.ended(pass.report().position());
  }

  /**
   * Records revisions as applied without running them, as Alembic's {@code stamp} does. The goal
   * and the policy of the request are ignored.
   *
   * @param targets ids, labels, {@code head}, {@code heads} or {@code base}
   * @param purge removes the recorded heads first, whatever they are
   * @param listener is told what it waits for, as that of all methods that record
   */
  public Report stamp(
      Request request,
      List<String> targets,
      boolean purge,
      RunListener listener,
      Cancellation cancellation) {
    return record(
        request,
        listener,
        cancellation,
        (pass, recorded) -> {
          var ownership = ownership(pass).check(recorded);
          return StampWriter.stamp(
              pass,
              recorded,
              () -> TrackingSetup.install(pass, recorded, ownership),
              targets,
              purge);
        });
  }

  /**
   * Records the files of applied revisions as they are now, without running them.
   *
   * @param revisions ids, or their beginnings
   */
  public Report accept(
      Request request, List<String> revisions, RunListener listener, Cancellation cancellation) {
    return record(
        request,
        listener,
        cancellation,
        (pass, recorded) -> {
          ownership(pass).check(recorded);
          return new FileAcceptance(pass, recorded).accept(revisions);
        });
  }

  /** Creates the tracking tables where they are missing, and runs nothing. */
  public Report ensureTables(Request request, RunListener listener, Cancellation cancellation) {
    return record(
        request,
        listener,
        cancellation,
        (pass, recorded) -> {
          var state = TrackingSetup.ensure(pass, ownership(pass), recorded);
          return Heads.of(
              KnownRevisions.of(request.bundle(), state).whole().headsOf(state.applied()));
        });
  }

  /** Finds the history of another tool that a run would adopt, and writes nothing. */
  public Adoptable adoptable(Request request) {
    try (var pass =
        open(
            request,
            SessionTimeouts.INSPECTION,
            new ReportBuilder(),
            new RunDeadline(new Cancellation(), Duration.ZERO))) {
      return Adoption.shown(pass, pass.tracking().read());
    } catch (Exception e) {
      return new Adoptable.Stopped(faults(request).of(e));
    }
  }

  /** Adopts exactly the history that was shown, and runs nothing. */
  public Report adopt(
      Request request, Adoptable.History shown, RunListener listener, Cancellation cancellation) {
    return record(
        request,
        listener,
        cancellation,
        (pass, recorded) -> {
          if (!Adoption.shown(pass, recorded).equals(shown)) {
            throw new FaultException(
                Reason.AdoptionRefused,
                "the history of "
                    + shown.tool()
                    + " is no longer the one that was shown; look at it again");
          }
          var state = TrackingSetup.begin(pass, ownership(pass), RunListener.SILENT);
          return Heads.of(
              KnownRevisions.of(request.bundle(), state).whole().headsOf(state.applied()));
        });
  }

  /** Writes a record and returns the heads after it. */
  private interface Recording {
    Heads write(PassContext pass, RecordedState recorded) throws SQLException;
  }

  private Report record(
      Request request, RunListener listener, Cancellation cancellation, Recording recording) {
    var report = new ReportBuilder();
    var deadline = new RunDeadline(cancellation, request.execution().deadline());
    try (var pass = open(request, SessionTimeouts.INSPECTION, report, deadline);
        var watch = new RunWatchdog(pass.session(), deadline, pass::observer, listener)) {
      lockWait(pass, deadline).take(report, listener);
      var recorded = pass.tracking().readToWrite();
      report.owned(recorded.ownership());
      var heads = ReadOnlyDefault.explained(pass, () -> recording.write(pass, recorded));
      report.isAt(Set.copyOf(heads.ids()));
      return report.build(new Outcome.Migrated());
    } catch (Exception e) {
      return stopped(request, report, deadline.explained(e));
    }
  }

  private OwnershipCheck ownership(PassContext pass) {
    return new OwnershipCheck(
        pass.request(), pass.session().firstSchema(), pass.tracking(), owners);
  }

  private static Decision decide(PassContext pass, RecordedState recorded) throws SQLException {
    return new PlanPreparation(
            pass.request(), pass.session(), pass.tracking(), pass::engine, pass.report())
        .decide(recorded);
  }

  private static RunJournal journal(PassContext pass) {
    return new RunJournal(pass.session(), pass.tracking(), pass.id());
  }

  private LockWait lockWait(PassContext pass, RunDeadline deadline) {
    return new LockWait(pass.session(), deadline, new RetryDelay(random), time, lockWaitLimit);
  }

  private static FaultTranslator faults(Request request) {
    return new FaultTranslator(request.database(), request.parameters(), request.names());
  }

  private static Report stopped(Request request, ReportBuilder report, Exception e) {
    return report.build(new Outcome.Stopped(faults(request).of(e)));
  }
}
