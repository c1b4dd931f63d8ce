package dev.schemamigration.engine.liquibase;

import dev.schemamigration.database.session.Session;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import liquibase.exception.DatabaseException;
import liquibase.executor.ExecutorService;

/**
 * Binds Liquibase to a session. Not thread-safe: Liquibase keeps settings of the current changeset
 * in the database object.
 */
public final class LiquibaseBinding implements AutoCloseable {
  private final SessionDatabase database = new SessionDatabase();
  private final CapturingExecutor executor = new CapturingExecutor();
  private final CatalogQueries queries;

  public LiquibaseBinding(Session session) {
    queries = new CatalogQueries(session::leaveMigration, session::returnToMigration);
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

  /**
   * Binds Liquibase to no session: what needs a database fails.
   *
   * @param schema in which migrations create what they do not qualify; without one their names stay
   *     unqualified
   */
  public LiquibaseBinding(Optional<String> schema, String trackingSchema) {
    queries =
        new CatalogQueries(
            () -> {
              throw new SQLException("there is no connection");
            },
            path -> {});
    database.setOutputDefaultSchema(schema.isPresent());
    schema.ifPresent(database::setDefaultSchemaName);
    database.setLiquibaseSchemaName(trackingSchema);
    executor.setDatabase(database);
    executors().setExecutor("jdbc", database, executor);
  }

  private void bind(Session session) throws DatabaseException, SQLException {
    session.enterMigration(); // Liquibase asks for the current schema
    database.setConnection(new NonCommittingConnection(session.connection(), queries));
    database.setDefaultSchemaName(session.firstSchema());
    database.setLiquibaseSchemaName(session.settings().trackingSchema());
    executor.setDatabase(database);
    executors().setExecutor("jdbc", database, executor);
  }

  public SessionDatabase database() {
    return database;
  }

  public CapturingExecutor executor() {
    return executor;
  }

  public CatalogQueries queries() {
    return queries;
  }

  @Override
  public void close() {
    executors().clearExecutor("jdbc", database);
  }

  private static ExecutorService executors() {
    return LiquibaseScope.singleton(ExecutorService.class);
  }
}
