package dev.schemamigration.migration.run;

import dev.schemamigration.database.session.LockHolder;
import dev.schemamigration.database.session.LockHolderQuery;
import dev.schemamigration.database.session.Session;
import dev.schemamigration.migration.api.RunListener;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Watches a run from beside it: cancels the statement in flight when the run's time is over, and
 * names who holds the lock that a statement waits for. The second connection that this needs is
 * opened when a statement has taken a while, and not before.
 */
public final class RunWatchdog implements AutoCloseable {
  private static final Duration SLOW = Duration.ofMillis(400);

  /** A server that has not answered to a cancel for so long does not answer at all. */
  private static final Duration DEAF = Duration.ofSeconds(10);

  /** What is asked from beside is not waited for longer: the watch has more to do. */
  private static final Duration ANSWER = Duration.ofSeconds(5);

  private final Session session;
  private final RunDeadline clock;
  private final Observers observers;
  private final RunListener listener;
  private final Duration slow;
  private final Thread thread;
  private volatile boolean over;
  private volatile List<LockHolder> holders = List.of();
  private @Nullable Session observer;
  private long lookedAt;
  private long toldFor;
  private long cancelledAt;

  public RunWatchdog(
      Session session, RunDeadline clock, Observers observers, RunListener listener) {
    this.session = session;
    this.clock = clock;
    this.observers = observers;
    this.listener = listener;
    this.slow = slow(session.timeouts().lock());
    this.thread = Thread.ofVirtual().name("run-watch").start(this::watch);
  }

  /** Opens the second connection. */
  public interface Observers {
    Session open() throws SQLException;
  }

  /** The wait must be looked at before it ends: well within the lock timeout. */
  private static Duration slow(Duration lockTimeout) {
    var third = lockTimeout.dividedBy(3);
    return lockTimeout.isZero() || third.compareTo(SLOW) > 0 ? SLOW : third;
  }

  /** Who held the lock when a statement last waited; empty once a statement got through. */
  List<LockHolder> holders() {
    return holders;
  }

  /** A statement got what it waited for. */
  void gotThrough() {
    tell(List.of());
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
        if (clock.mustCancel()) {
          end();
        } else {
          look();
        }
        Thread.sleep(slow.dividedBy(4));
      }
    } catch (InterruptedException e) {
      // the run is over
    } finally {
      close(observer);
    }
  }

  /** Cancels the statement in flight, again and again, for the next one may have been begun. */
  private void end() {
    try {
      if (cancelledAt == 0) {
        cancelledAt = System.nanoTime();
      } else if (System.nanoTime() - cancelledAt > DEAF.toNanos()) {
        session.abort();
        return;
      }
      session.cancelStatement();
    } catch (SQLException | RuntimeException e) {
      // no way to the server: tried again until it counts as deaf
    }
  }

  /** Names of lock holders are worth having; a run is not ended because they cannot be had. */
  private void look() {
    long sent = clock.sentAt();
    long now = System.nanoTime();
    if (now - sent < slow.toNanos() || now - lookedAt < slow.toNanos()) {
      return;
    }
    lookedAt = now;
    try {
      var open = observer == null ? observers.open() : observer;
      if (observer == null) {
        observer = open;
        open.setNetworkTimeout(ANSWER);
      }
      var blocking = LockHolderQuery.of(open.connection(), session.backendPid());
      if (!blocking.isEmpty()) {
        toldFor = sent;
        tell(blocking);
      } else if (toldFor != sent) {
        tell(List.of());
      }
    } catch (SQLException | RuntimeException e) {
      close(observer);
      observer = null;
    }
  }

  private void tell(List<LockHolder> now) {
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
        // nothing depends on how it ends
      }
    }
  }

  /** Afterwards nothing is cancelled any more. */
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
