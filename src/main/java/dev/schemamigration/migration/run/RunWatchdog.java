package dev.schemamigration.migration.run;

import dev.schemamigration.database.session.LockHolder;
import dev.schemamigration.database.session.LockHolderQuery;
import dev.schemamigration.database.session.Session;
import dev.schemamigration.migration.api.RunListener;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Watches the execution of a plan from a thread of its own. When the run has to stop, cancels the
 * running statement, and ends the connection when the server does not react. Reports the sessions
 * that hold the lock for which a statement waits; it opens a second connection for that, once a
 * statement is slow.
 */
public final class RunWatchdog implements AutoCloseable {
  private static final Duration SLOW = Duration.ofMillis(400);

  /** A server that has not reacted to a cancel for so long is considered gone. */
  private static final Duration CANCEL_LIMIT = Duration.ofSeconds(10);

  /** Limit of a query on the second connection, so that it does not delay a cancel. */
  private static final Duration QUERY_LIMIT = Duration.ofSeconds(5);

  private final Session session;
  private final RunDeadline deadline;
  private final Observers observers;
  private final RunListener listener;
  private final Duration slow;
  private final Thread thread;
  private volatile boolean over;
  private volatile List<LockHolder> holders = List.of();
  private @Nullable Session observer;
  private long queriedAt;
  private long blockedStatement;
  private long cancelledAt;

  public RunWatchdog(
      Session session, RunDeadline deadline, Observers observers, RunListener listener) {
    this.session = session;
    this.deadline = deadline;
    this.observers = observers;
    this.listener = listener;
    this.slow = slow(session.timeouts().lock());
    // A slow name server would keep a virtual thread, and with it those of other runs, on its
    // carrier.
    this.thread = Thread.ofPlatform().daemon().name("run-watch").start(this::watch);
  }

  /** Opens the second connection, which is ended as soon as nobody wants it. */
  public interface Observers {
    Session open(BooleanSupplier unwanted) throws SQLException;
  }

  /** The lock holders must be queried before the wait ends, so well within the lock timeout. */
  private static Duration slow(Duration lockTimeout) {
    var third = lockTimeout.dividedBy(3);
    return lockTimeout.isZero() || third.compareTo(SLOW) > 0 ? SLOW : third;
  }

  /** The lock holders of the last wait; empty once a statement was no longer blocked. */
  List<LockHolder> holders() {
    return holders;
  }

  /** Reports the end of a wait: the statement got its lock. */
  void unblocked() {
    report(List.of());
  }

  /** {@code pid 4711 (pg_dump, active, AccessShareLock)}, one after the other. */
  static String described(List<LockHolder> holders) {
    return holders.stream()
        .map(
            it ->
                "pid "
                    + it.pid()
                    + " ("
                    + (it.applicationName().isEmpty() ? "" : it.applicationName() + ", ")
                    + it.state()
                    + it.since().map(since -> " since " + since).orElse("")
                    + ", "
                    + it.lock()
                    + ")")
        .collect(Collectors.joining(", "));
  }

  private void watch() {
    try {
      while (!over) {
        if (deadline.executing()) {
          watchStatement();
        }
        Thread.sleep(slow.dividedBy(4));
      }
    } catch (InterruptedException e) {
      // the run is over
    } finally {
      close(observer);
    }
  }

  private void watchStatement() {
    if (deadline.mustCancel()) {
      cancel();
    } else {
      queryHolders();
    }
  }

  /** Cancels the running statement; repeated, because the next one may have begun meanwhile. */
  private void cancel() {
    try {
      if (cancelledAt == 0) {
        cancelledAt = System.nanoTime();
      } else if (System.nanoTime() - cancelledAt > CANCEL_LIMIT.toNanos()) {
        session.abort();
        return;
      }
      session.cancelStatement();
    } catch (SQLException | RuntimeException e) {
      // the server is not reachable: repeated until the limit
    }
  }

  /** Reports the lock holders of a slow statement; a failed query does not stop the run. */
  private void queryHolders() {
    long sent = deadline.sentAt();
    long now = System.nanoTime();
    if (now - sent < slow.toNanos() || now - queriedAt < slow.toNanos()) {
      return;
    }
    queriedAt = now;
    try {
      var open = observer == null ? observers.open(deadline::mustCancel) : observer;
      if (observer == null) {
        observer = open;
        open.limitAnswers(QUERY_LIMIT);
      }
      var blocking = LockHolderQuery.of(open.connection(), session.backendPid());
      if (!blocking.isEmpty()) {
        blockedStatement = sent;
        report(blocking);
      } else if (blockedStatement != sent) {
        report(List.of());
      }
    } catch (SQLException | RuntimeException e) {
      close(observer);
      observer = null;
    }
  }

  private void report(List<LockHolder> now) {
    if (!now.equals(holders)) {
      holders = now;
      listener.blocked(now, now.isEmpty() ? "" : "waiting for " + described(now));
    }
  }

  private static void close(@Nullable Session observer) {
    if (observer != null) {
      try {
        observer.close();
      } catch (SQLException e) {
        // the connection only observed
      }
    }
  }

  /** Stops watching; nothing is cancelled afterwards. */
  @Override
  public void close() {
    over = true;
    thread.interrupt();
    try {
      thread.join(Duration.ofSeconds(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
