package dev.schemamigration.migration.run;

import dev.schemamigration.database.fault.DatabaseFault;
import dev.schemamigration.database.session.Session;
import dev.schemamigration.engine.fault.EngineException;
import dev.schemamigration.engine.fault.EngineFault;
import dev.schemamigration.engine.fault.RunFault;
import dev.schemamigration.engine.fault.RunStoppedException;
import dev.schemamigration.migration.api.RunListener;
import dev.schemamigration.migration.reason.FaultException;
import dev.schemamigration.migration.reason.FaultTranslator;
import dev.schemamigration.migration.reason.Reason;
import dev.schemamigration.migration.session.ReportBuilder;
import dev.schemamigration.plan.Operation;
import dev.schemamigration.plan.Step;
import java.sql.SQLException;

/** Decides whether a failed step is retried in the same run, and waits for the delay. */
public final class StepRetry {
  private final Session session;
  private final FaultTranslator faults;
  private final ReportBuilder report;
  private final RunListener listener;
  private final RunWatchdog watch;
  private final RunDeadline deadline;
  private final RetryDelay delay;

  public StepRetry(
      Session session,
      FaultTranslator faults,
      ReportBuilder report,
      RunListener listener,
      RunWatchdog watch,
      RunDeadline deadline,
      RetryDelay delay) {
    this.session = session;
    this.faults = faults;
    this.report = report;
    this.listener = listener;
    this.watch = watch;
    this.deadline = deadline;
    this.delay = delay;
  }

  /** The fault of a run that stopped between two statements, by cancellation or deadline. */
  FaultException stopped(RunStoppedException e, Step step) {
    report.blocked(watch.holders());
    return new FaultException(deadline.fault(where(step)));
  }

  /**
   * Waits before the retry of a step that has failed {@code attempt} times.
   *
   * @throws EngineException the failure itself, when a retry is useless
   * @throws FaultException when the run is cancelled, its deadline has passed or the server is
   *     read-only
   */
  void waitOrThrow(EngineException failure, Step step, int attempt) throws SQLException {
    var fault = faults.of(failure);
    if (notRecordedByAReadOnlyServer(failure.fault())) {
      throw new FaultException(Reason.ReadOnlyServer, fault.message());
    }
    report.blocked(watch.holders());
    if (!isTransient(failure.fault(), fault.reason())) {
      throw fromServer(failure.fault()) && deadline.overdue()
          ? new FaultException(deadline.fault(where(step)))
          : failure;
    }
    var holders = watch.holders();
    var why =
        fault.message()
            + (holders.isEmpty() ? "" : "; waiting for " + RunWatchdog.described(holders));
    listener.blocked(holders, why + "; attempt " + attempt);
    var pause = delay.before(attempt);
    if (!listener.waits(() -> deadline.await(pause))) {
      throw new FaultException(deadline.fault(where(step) + " (" + why + ")"));
    }
  }

  /** A record is also refused as read-only when the script before it has made the session so. */
  private boolean notRecordedByAReadOnlyServer(EngineFault fault) throws SQLException {
    return fault instanceof RunFault.NotCommitted it
        && it.cause().kind() == DatabaseFault.Kind.READ_ONLY
        && session.isServerReadOnly();
  }

  private static boolean isTransient(EngineFault fault, Reason reason) {
    return fromServer(fault) && (reason == Reason.LockTimeout || reason == Reason.Conflict);
  }

  private static boolean fromServer(EngineFault fault) {
    return fault instanceof RunFault.StatementFailed || fault instanceof RunFault.NotCommitted;
  }

  private static String where(Step step) {
    return (step.operation() == Operation.UPGRADE ? "upgrade" : "downgrade")
        + " of revision "
        + step.revision();
  }
}
