package dev.schemamigration.operator.work;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Runs migrations: so many at once, and one at a time for each database. */
public final class MigrationExecutor implements AutoCloseable {
  private final ExecutorService threads;
  private final Map<String, Queue<Runnable>> waiting = new HashMap<>();

  /**
   * @param atOnce how many databases are migrated at the same time
   */
  public MigrationExecutor(int atOnce) {
    threads =
        Executors.newFixedThreadPool(atOnce, Thread.ofPlatform().name("migration-", 0).factory());
  }

  /**
   * Returns at once; {@code migration} must not throw.
   *
   * @param database identity of the database: equal ones are migrated one after the other
   */
  synchronized void submit(String database, Runnable migration) {
    var queue = waiting.get(database);
    if (queue == null) {
      waiting.put(database, new ArrayDeque<>());
      threads.execute(() -> run(database, migration));
    } else {
      queue.add(migration);
    }
  }

  private void run(String database, Runnable migration) {
    try {
      migration.run();
    } finally {
      next(database);
    }
  }

  private synchronized void next(String database) {
    var following = waiting.get(database).poll();
    if (following == null || threads.isShutdown()) {
      waiting.remove(database);
    } else {
      threads.execute(() -> run(database, following));
    }
  }

  /** Takes no further migrations; those under way end when they are told to. */
  @Override
  public void close() {
    threads.shutdown();
  }
}
