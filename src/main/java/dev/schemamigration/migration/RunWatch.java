package dev.schemamigration.migration;

import dev.schemamigration.database.Session;
import java.sql.SQLException;
import java.time.Duration;

/** Watches a run from beside it and cancels the statement in flight when its time is over. */
final class RunWatch implements AutoCloseable {
  private static final Duration STEP = Duration.ofMillis(100);

  private final Session session;
  private final RunClock clock;
  private final Thread thread;
  private volatile boolean over;

  RunWatch(Session session, RunClock clock) {
    this.session = session;
    this.clock = clock;
    this.thread = Thread.ofVirtual().name("run-watch").start(this::watch);
  }

  private void watch() {
    while (!over) {
      try {
        if (clock.overdue()) {
          session.cancelStatement();
        }
        Thread.sleep(STEP);
      } catch (InterruptedException e) {
        return;
      } catch (SQLException e) {
        return; // the connection is gone, and with it whatever there was to cancel
      }
    }
  }

  @Override
  public void close() {
    over = true;
    thread.interrupt();
  }
}
