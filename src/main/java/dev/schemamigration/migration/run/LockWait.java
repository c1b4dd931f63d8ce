package dev.schemamigration.migration.run;

import dev.schemamigration.database.session.LockHolder;
import dev.schemamigration.database.session.LockOwners;
import dev.schemamigration.database.session.MigrationLock;
import dev.schemamigration.database.session.Session;
import dev.schemamigration.migration.api.RunListener;
import dev.schemamigration.migration.reason.FaultException;
import dev.schemamigration.migration.reason.Reason;
import dev.schemamigration.migration.session.ReportBuilder;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** Waits for its turn: one run at a time on a database and tracking schema. */
public final class LockWait {
  private final Session session;
  private final RunDeadline clock;
  private final RetryDelay pause;
  private final Clock time;
  private final Duration patience;

  public LockWait(
      Session session, RunDeadline clock, RetryDelay pause, Clock time, Duration patience) {
    this.session = session;
    this.clock = clock;
    this.pause = pause;
    this.time = time;
    this.patience = patience;
  }

  /**
   * Takes the migration lock, trying again as long as its patience lasts.
   *
   * @throws FaultException naming who has it
   */
  public void take(ReportBuilder findings, RunListener listener) throws SQLException {
    var lock = new MigrationLock(session.settings().trackingSchema());
    long began = System.nanoTime();
    boolean waited = false;
    for (int attempt = 1; !lock.tryTake(session); attempt++) {
      var holders = LockOwners.of(session.connection(), lock.key());
      var blockers = holders.stream().map(this::blocker).toList();
      findings.blocked(blockers);
      if (System.nanoTime() - began > patience.toNanos()) {
        throw new FaultException(Reason.DatabaseBusy, busy(session, holders));
      }
      listener.blocked(blockers, busy(session, holders));
      waited = true;
      if (!clock.await(pause.before(Math.min(attempt, 3)))) {
        throw new FaultException(clock.fault("waiting for the migration lock"));
      }
    }
    findings.blocked(List.of());
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

  /** That another session may be about to change what a look has read, and whose it is. */
  public static FaultException taken(Session session) throws SQLException {
    var lock = new MigrationLock(session.settings().trackingSchema());
    var holders = LockOwners.of(session.connection(), lock.key());
    return new FaultException(Reason.DatabaseBusy, busy(session, holders));
  }

  private static String busy(Session session, List<LockOwners.Owner> holders) {
    return "another run holds the migration lock of "
        + session.settings().address()
        + (holders.isEmpty()
            ? ""
            : ": " + String.join(", ", holders.stream().map(LockOwners.Owner::described).toList()))
        + "; it is tried again";
  }
}
