package dev.schemamigration.migration;

import dev.schemamigration.database.BlockedBy;
import dev.schemamigration.database.LockHolders;
import dev.schemamigration.database.Session;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Watches a run from beside it: cancels the statement in flight when the run's time is over, and
 * names who holds the lock that a statement waits for. The second connection that this needs is
 * opened when a statement has taken a while, and not before.
 */
final class RunWatch implements AutoCloseable {
  private static final Duration STEP = Duration.ofMillis(100);
  private static final Duration SLOW = Duration.ofMillis(400);

  private final Session session;
  private final RunClock clock;
  private final Observers observers;
  private final RunListener listener;
  private final Thread thread;
  private volatile boolean over;
  private volatile List<BlockedBy> holders = List.of();
  private long lookedAt;

  RunWatch(Session session, RunClock clock, Observers observers, RunListener listener) {
    this.session = session;
    this.clock = clock;
    this.observers = observers;
    this.listener = listener;
    this.thread = Thread.ofVirtual().name("run-watch").start(this::watch);
  }

  /** Opens the second connection. */
  interface Observers {
    Session open() throws SQLException;
  }

  /** Who held the lock when a statement last waited; empty once a statement got through. */
  List<BlockedBy> holders() {
    return holders;
  }

  /** A statement got what it waited for. */
  void gotThrough() {
    tell(List.of());
  }

  /** {@code pid 4711 (pg_dump, active, AccessShareLock)}, one after the other. */
  static String described(List<BlockedBy> holders) {
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
    Session observer = null;
    try {
      while (!over) {
        if (clock.overdue()) {
          session.cancelStatement();
        }
        if (slow()) {
          observer = observer == null ? observers.open() : observer;
          lookedAt = System.nanoTime();
          var now = LockHolders.of(observer.connection(), session.backendPid());
          if (!now.isEmpty()) {
            tell(now);
          }
        }
        Thread.sleep(STEP);
      }
    } catch (InterruptedException e) {
      // the run is over
    } catch (SQLException e) {
      watchWithoutObserver();
    } finally {
      close(observer);
    }
  }

  /** Names of lock holders are worth having; ending the run in time is owed. */
  private void watchWithoutObserver() {
    try {
      while (!over) {
        if (clock.overdue()) {
          session.cancelStatement();
        }
        Thread.sleep(STEP);
      }
    } catch (InterruptedException | SQLException e) {
      // the run is over, or its connection is gone and with it whatever there was to cancel
    }
  }

  private boolean slow() {
    long now = System.nanoTime();
    return now - clock.sentAt() > SLOW.toNanos() && now - lookedAt > SLOW.toNanos();
  }

  private void tell(List<BlockedBy> now) {
    if (!now.equals(holders)) {
      holders = now;
      listener.blocked(now, now.isEmpty() ? "" : "waiting for " + described(now));
    }
  }

  private static void close(@org.jspecify.annotations.Nullable Session observer) {
    if (observer != null) {
      try {
        observer.close();
      } catch (SQLException e) {
        // nothing depends on how it ends
      }
    }
  }

  @Override
  public void close() {
    over = true;
    thread.interrupt();
  }
}
