package dev.schemamigration.testing;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;

/**
 * The application's own sessions: they do the same short thing over and over, each waiting for its
 * answer, and note how long that took.
 */
public final class Readers implements AutoCloseable {
  private final Queue<Duration> waits = new ConcurrentLinkedQueue<>();
  private final Queue<SQLException> failures = new ConcurrentLinkedQueue<>();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean over;

  private Readers() {}

  /** Starts {@code count} sessions that send {@code sql} until they are closed. */
  public static Readers of(TestDatabase database, int count, String sql)
      throws InterruptedException {
    var readers = new Readers();
    var ready = new CountDownLatch(count);
    for (int i = 0; i < count; i++) {
      readers.threads.add(Thread.ofPlatform().start(() -> readers.work(database, sql, ready)));
    }
    ready.await();
    return readers;
  }

  private void work(TestDatabase database, String sql, CountDownLatch ready) {
    try (var connection = database.connect();
        var statement = connection.createStatement()) {
      statement.execute(sql);
      ready.countDown();
      while (!over) {
        long began = System.nanoTime();
        statement.execute(sql);
        waits.add(Duration.ofNanos(System.nanoTime() - began));
        Thread.yield();
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
    for (var thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
