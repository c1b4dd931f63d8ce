package dev.schemamigration.operator.work;

import dev.schemamigration.operator.work.FairExecutor.Place;
import dev.schemamigration.operator.work.FairExecutor.Submitted;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Consumer;

/**
 * Runs migrations: a limited number at the same time, in fair shares, and one at a time for each
 * database of a namespace. What a server says of its identity holds up no other namespace; runs of
 * two namespaces on one database wait for its migration lock.
 */
public final class MigrationExecutor implements AutoCloseable {
  /** After so long a pass has done its own work, and waits for its server. */
  static final Duration PROMPT = Duration.ofSeconds(1);

  private final FairExecutor executor;
  private final Map<Database, Queue<Migration>> queues = new HashMap<>();

  /**
   * @param limit how many databases are migrated at the same time, those aside that wait or have
   *     been for more than a second
   * @param perServer how many of one server
   */
  public MigrationExecutor(int limit, int perServer) {
    executor = new FairExecutor("migration-", limit, perServer, PROMPT);
  }

  private record Database(Owner owner, String identity) {}

  /**
   * Queues a migration, which must not throw.
   *
   * @param identity of the database: of equal ones of the same owner, one is migrated after the
   *     other
   */
  synchronized Submitted submit(Owner owner, String identity, Consumer<Place> work) {
    var database = new Database(owner, identity);
    var migration = new Migration(database, work);
    var queue = queues.get(database);
    if (queue == null) {
      queues.put(database, new ArrayDeque<>());
      start(migration);
    } else {
      queue.add(migration);
    }
    return migration;
  }

  private void start(Migration migration) {
    migration.submitted =
        Optional.of(
            executor.submit(
                migration.database.owner(),
                place -> {
                  try {
                    migration.work.accept(place);
                  } finally {
                    startNext(migration.database);
                  }
                }));
  }

  private synchronized void startNext(Database database) {
    var next = queues.get(database).poll();
    if (next == null) {
      queues.remove(database);
    } else {
      start(next);
    }
  }

  private synchronized void startNow(Migration migration) {
    migration.submitted.ifPresentOrElse(
        Submitted::startNow,
        () -> {
          queues.get(migration.database).remove(migration);
          var submitted = executor.submit(migration.database.owner(), migration.work);
          migration.submitted = Optional.of(submitted);
          submitted.startNow();
        });
  }

  /** How much it has to do; what waits for another migration of its database waits too. */
  public synchronized Load load() {
    var load = executor.load();
    long now = System.nanoTime();
    var oldest =
        queues.values().stream()
            .filter(queue -> !queue.isEmpty())
            .mapToLong(queue -> now - queue.element().since)
            .max()
            .orElse(0);
    return new Load(
        load.waiting() + queues.values().stream().mapToInt(Queue::size).sum(),
        Duration.ofNanos(Math.max(oldest, load.oldest().toNanos())),
        load.underWay(),
        load.busy(),
        load.workers());
  }

  /** Accepts no further migrations; those under way end when they are cancelled. */
  @Override
  public void close() {
    executor.close();
  }

  /** Has a place in its database's queue, until it is handed to the executor. */
  private final class Migration implements Submitted {
    private final Database database;
    private final Consumer<Place> work;
    private final long since = System.nanoTime();
    private Optional<Submitted> submitted = Optional.empty();

    private Migration(Database database, Consumer<Place> work) {
      this.database = database;
      this.work = work;
    }

    @Override
    public void startNow() {
      MigrationExecutor.this.startNow(this);
    }
  }
}
