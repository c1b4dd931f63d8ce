package dev.schemamigration.operator.work;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Runs migrations: a limited number at the same time, and one at a time for each database. */
public final class MigrationExecutor implements AutoCloseable {
  private final ExecutorService threads;
  private final Map<String, Queue<Runnable>> queues = new HashMap<>();

  /**
   * @param limit how many databases are migrated at the same time
   */
  public MigrationExecutor(int limit) {
    threads =
        Executors.newFixedThreadPool(limit, Thread.ofPlatform().name("migration-", 0).factory());
  }

  /**
   * Queues a migration, which must not throw.
   *
   * @param database identity of the database: equal ones are migrated one after the other
   */
  synchronized void submit(String database, Runnable migration) {
    var queue = queues.get(database);
    if (queue == null) {
      queues.put(database, new ArrayDeque<>());
      threads.execute(() -> run(database, migration));
    } else {
      queue.add(migration);
    }
  }

  private void run(String database, Runnable migration) {
    try {
      migration.run();
    } finally {
      startNext(database);
    }
  }

  private synchronized void startNext(String database) {
    var next = queues.get(database).poll();
    if (next == null || threads.isShutdown()) {
      queues.remove(database);
    } else {
      threads.execute(() -> run(database, next));
    }
  }

  /** Accepts no further migrations; those under way end when they are cancelled. */
  @Override
  public void close() {
    threads.shutdown();
  }
}
