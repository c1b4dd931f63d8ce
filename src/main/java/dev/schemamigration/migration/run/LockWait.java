package dev.schemamigration.migration.run;

import dev.schemamigration.database.session.LockHolder;
import dev.schemamigration.database.session.LockOwners;
import dev.schemamigration.database.session.MigrationLock;
import dev.schemamigration.database.session.Session;
import dev.schemamigration.migration.api.RunListener;
import dev.schemamigration.migration.reason.FaultException;
import dev.schemamigration.migration.reason.PassFault;
import dev.schemamigration.migration.session.ReportBuilder;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** Acquires the migration lock, which admits one run at a time, and waits while it is held. */
public final class LockWait {
  private final Session session;
  private final RunDeadline deadline;
  private final RetryDelay delay;
  private final Clock time;
  private final Duration limit;

  public LockWait(
      Session session, RunDeadline deadline, RetryDelay delay, Clock time, Duration limit) {
    this.session = session;
    this.deadline = deadline;
    this.delay = delay;
    this.time = time;
    this.limit = limit;
  }

  /**
   * Acquires the migration lock, with retries up to the limit.
   *
   * @throws FaultException naming its owner when the limit or the deadline has passed
   */
  public void take(ReportBuilder report, RunListener listener) throws SQLException {
    var lock = new MigrationLock(session.settings().trackingSchema());
    long began = System.nanoTime();
    boolean waited = false;
    for (int attempt = 1; !lock.tryTake(session); attempt++) {
      var holders = LockOwners.of(session.connection(), lock.key());
      var blockers = holders.stream().map(this::blocker).toList();
      report.blocked(blockers);
      var busy = busy(session, holders);
      if (System.nanoTime() - began > limit.toNanos()) {
        throw new FaultException(busy);
      }
      listener.blocked(blockers, busy.text() + "; " + busy.remedy());
      waited = true;
      var pause = delay.before(Math.min(attempt, 3));
      if (!listener.waits(() -> deadline.await(pause))) {
        throw new FaultException(deadline.fault("waiting for the migration lock"));
      }
    }
    report.blocked(List.of());
    if (waited) {
      listener.blocked(List.of(), "");
    }
  }

  private LockHolder blocker(LockOwners.Owner holder) {
    return new LockHolder(
        holder.pid(),
        holder.applicationName(),
        holder.state(),
        holder.queryAge().map(time.instant()::minus),
        "migration lock");
  }

  /** The fault of an inspection that found the lock taken, so that its result may be outdated. */
  public static FaultException taken(Session session) throws SQLException {
    var lock = new MigrationLock(session.settings().trackingSchema());
    var holders = LockOwners.of(session.connection(), lock.key());
    return new FaultException(busy(session, holders));
  }

  private static PassFault.Busy busy(Session session, List<LockOwners.Owner> holders) {
    return new PassFault.Busy(
        "another run holds the migration lock of "
            + session.settings().address()
            + (holders.isEmpty()
                ? ""
                : ": "
                    + String.join(
                        ", ", holders.stream().map(LockOwners.Owner::described).toList())));
  }
}
