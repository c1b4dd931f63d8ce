package dev.schemamigration.engine;

import dev.schemamigration.database.Session;
import java.util.Map;
import liquibase.exception.DatabaseException;
import liquibase.executor.ExecutorService;

/**
 * Liquibase's view of a session, for one thread at a time: Liquibase keeps settings of the
 * changeset in hand in it.
 */
final class Binding implements AutoCloseable {
  private final RunDatabase database = new RunDatabase();
  private final StatementTap tap = new StatementTap();

  Binding(Session session) {
    try {
      LiquibaseScope.call(
          new BundleFiles(Map.of()),
          () -> {
            bind(session);
            return true;
          });
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("Liquibase cannot use the session", e);
    }
  }

  private void bind(Session session) throws DatabaseException {
    database.setConnection(new GatedConnection(session.connection()));
    database.setDefaultSchemaName(session.settings().schema().split(",")[0].strip());
    database.setLiquibaseSchemaName(session.settings().trackingSchema());
    tap.setDatabase(database);
    executors().setExecutor("jdbc", database, tap);
  }

  RunDatabase database() {
    return database;
  }

  StatementTap tap() {
    return tap;
  }

  @Override
  public void close() {
    executors().clearExecutor("jdbc", database);
  }

  private static ExecutorService executors() {
    return LiquibaseScope.singleton(ExecutorService.class);
  }
}
