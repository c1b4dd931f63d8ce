package dev.schemamigration.testing;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Sessions of an application: each repeats the same short statement and records the time that the
 * server measured for it, so that a busy test machine does not count.
 */
public final class ApplicationSessions implements AutoCloseable {
  private static final String TIMED =
      "WITH done AS (%s) SELECT (extract(epoch FROM clock_timestamp() - statement_timestamp())"
          + " * 1000000)::bigint";
  private static final Duration PAUSE = Duration.ofMillis(2);

  private final Queue<Duration> waits = new ConcurrentLinkedQueue<>();
  private final Queue<SQLException> failures = new ConcurrentLinkedQueue<>();
  private final List<Background<Object>> sessions = new ArrayList<>();
  private volatile boolean over;

  private ApplicationSessions() {}

  /** Starts {@code count} sessions that send {@code sql} until they are closed. */
  public static ApplicationSessions of(TestDatabase database, int count, String sql)
      throws InterruptedException {
    var readers = new ApplicationSessions();
    var ready = new CountDownLatch(count);
    for (int i = 0; i < count; i++) {
      readers.sessions.add(
          Background.start(Executors.callable(() -> readers.work(database, sql, ready))));
    }
    if (!ready.await(30, TimeUnit.SECONDS)) {
      throw new AssertionError(ready.getCount() + " sessions have had no answer to: " + sql);
    }
    return readers;
  }

  private void work(TestDatabase database, String sql, CountDownLatch ready) {
    // In one message, for its time is taken from there on.
    var url = database.jdbcUrl() + "?preferQueryMode=simple";
    try (var connection = DriverManager.getConnection(url, database.user(), database.password());
        var statement = connection.createStatement()) {
      statement.execute(sql);
      ready.countDown();
      while (!over) {
        try (var row = statement.executeQuery(TIMED.formatted(sql))) {
          row.next();
          waits.add(Duration.ofNanos(row.getLong(1) * 1000));
        }
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    } catch (SQLException e) {
      failures.add(e);
    } finally {
      ready.countDown();
    }
  }

  /** The longest that anybody waited for an answer that has come. */
  public Duration longestWait() {
    return waits.stream().max(Duration::compareTo).orElse(Duration.ZERO);
  }

  /** How many answers there were. */
  public int answers() {
    return waits.size();
  }

  public List<SQLException> failures() {
    return List.copyOf(failures);
  }

  /** Waits for the last answers. */
  @Override
  public void close() {
    over = true;
    sessions.forEach(Background::result);
  }
}
