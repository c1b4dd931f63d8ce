package dev.schemamigration.operator.work;

import dev.schemamigration.operator.work.FairExecutor.Place;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
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
  private final Map<Database, Queue<Consumer<Place>>> queues = new HashMap<>();

  /**
   * @param limit how many databases are migrated at the same time, those aside that have been for
   *     more than a second
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
  synchronized void submit(Owner owner, String identity, Consumer<Place> migration) {
    var database = new Database(owner, identity);
    var queue = queues.get(database);
    if (queue == null) {
      queues.put(database, new ArrayDeque<>());
      start(database, migration);
    } else {
      queue.add(migration);
    }
  }

  private void start(Database database, Consumer<Place> migration) {
    executor.submit(
        database.owner(),
        place -> {
          try {
            migration.accept(place);
          } finally {
            startNext(database);
          }
        });
  }

  private synchronized void startNext(Database database) {
    var next = queues.get(database).poll();
    if (next == null) {
      queues.remove(database);
    } else {
      start(database, next);
    }
  }

  /** Accepts no further migrations; those under way end when they are cancelled. */
  @Override
  public void close() {
    executor.close();
  }
}
