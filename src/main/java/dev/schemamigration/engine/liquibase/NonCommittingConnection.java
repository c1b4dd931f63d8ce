package dev.schemamigration.engine.liquibase;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.DatabaseException;
import liquibase.exception.UnexpectedLiquibaseException;

/**
 * The connection that Liquibase gets: it sends statements and ignores everything else. Transactions
 * are begun and ended by the runner of revisions only, so that changes and their record commit
 * together.
 */
final class NonCommittingConnection extends JdbcConnection {
  private final CatalogQueries queries;

  NonCommittingConnection(Connection connection, CatalogQueries queries) {
    super(connection);
    this.queries = queries;
  }

  @Override
  public DatabaseMetaData getMetaData() throws DatabaseException {
    queries.beforeUse();
    return super.getMetaData();
  }

  @Override
  public Statement createStatement(int type, int concurrency) throws DatabaseException {
    queries.beforeUse();
    return super.createStatement(type, concurrency);
  }

  /** Snapshots send some of their queries past this class. */
  @Override
  public Connection getUnderlyingConnection() {
    try {
      queries.beforeUse();
    } catch (DatabaseException e) {
      throw new UnexpectedLiquibaseException(e);
    }
    return super.getUnderlyingConnection();
  }

  @Override
  public void commit() {
    // only the runner of revisions ends transactions
  }

  @Override
  public void rollback() {
    // only the runner of revisions ends transactions
  }

  @Override
  public void setAutoCommit(boolean autoCommit) {
    // only the runner of revisions ends transactions
  }

  @Override
  public void close() {
    // only the runner of revisions ends transactions
  }

  @Override
  public String nativeSQL(String sql) {
    return sql;
  }

  /** Sends a text as it is, which the driver would search for escapes of JDBC. */
  @Override
  public Statement createStatement() throws DatabaseException {
    queries.beforeUse();
    try {
      var statement = super.createStatement();
      statement.setEscapeProcessing(false);
      return statement;
    } catch (SQLException e) {
      throw new DatabaseException(e);
    }
  }

  /**
   * Hides the driver's own methods. Liquibase would call one of those, send a failed statement
   * again, and lose the first error, which is the one with the cause.
   */
  @Override
  public PreparedStatement prepareStatement(String sql) throws DatabaseException {
    queries.beforeUse();
    var statement = super.prepareStatement(sql);
    return (PreparedStatement)
        Proxy.newProxyInstance(
            PreparedStatement.class.getClassLoader(),
            new Class<?>[] {PreparedStatement.class},
            (proxy, method, arguments) -> {
              try {
                return method.invoke(statement, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
