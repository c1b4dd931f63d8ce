package dev.schemamigration.engine.liquibase;

import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Consumer;
import liquibase.exception.DatabaseException;
import liquibase.exception.LiquibaseException;

/**
 * Keeps queries that Liquibase and the driver send while statements are generated under the
 * session's own search_path: they ask the catalog with operators that others could have created
 * better matches for. Most changes need no query, and cost nothing.
 */
public final class CatalogQueries {
  private final Leaving leaving;
  private final Consumer<String> returning;
  private boolean generating;
  private Optional<String> left = Optional.empty();

  /**
   * @param leaving {@link dev.schemamigration.database.session.Session#leaveMigration}
   * @param returning {@link dev.schemamigration.database.session.Session#returnToMigration}
   */
  public CatalogQueries(Leaving leaving, Consumer<String> returning) {
    this.leaving = leaving;
    this.returning = returning;
  }

  /** Sets another search_path and returns the one before. */
  @FunctionalInterface
  public interface Leaving {
    /** Does it. */
    String leave() throws SQLException;
  }

  /** Work of Liquibase that may send queries. */
  @FunctionalInterface
  public interface Generation<T> {
    /** Does it. */
    T run() throws LiquibaseException;
  }

  /** Generates something; a query of it leaves the search_path of the migration until its end. */
  public <T> T during(Generation<T> generation) throws LiquibaseException {
    generating = true;
    try {
      return generation.run();
    } finally {
      generating = false;
      left.ifPresent(returning);
      left = Optional.empty();
    }
  }

  /** Is called before Liquibase uses the connection. */
  void beforeUse() throws DatabaseException {
    if (generating && left.isEmpty()) {
      try {
        left = Optional.of(leaving.leave());
      } catch (SQLException e) {
        throw new DatabaseException(e);
      }
    }
  }
}
