package dev.schemamigration.engine.liquibase;

import dev.schemamigration.database.session.Session;
import java.util.Map;
import liquibase.exception.DatabaseException;
import liquibase.executor.ExecutorService;

/**
 * Liquibase's view of a session, for one thread at a time: Liquibase keeps settings of the
 * changeset in hand in it.
 */
public final class LiquibaseBinding implements AutoCloseable {
  private final SessionDatabase database = new SessionDatabase();
  private final CapturingExecutor tap = new CapturingExecutor();

  public LiquibaseBinding(Session session) {
    try {
      LiquibaseScope.call(
          new BundleResourceAccessor(Map.of()),
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
    database.setConnection(new NonCommittingConnection(session.connection()));
    database.setDefaultSchemaName(session.settings().schema().split(",")[0].strip());
    database.setLiquibaseSchemaName(session.settings().trackingSchema());
    tap.setDatabase(database);
    executors().setExecutor("jdbc", database, tap);
  }

  public SessionDatabase database() {
    return database;
  }

  public CapturingExecutor tap() {
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
