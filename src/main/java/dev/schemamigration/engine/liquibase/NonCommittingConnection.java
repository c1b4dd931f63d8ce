package dev.schemamigration.engine.liquibase;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.DatabaseException;

/**
 * The run's connection as Liquibase sees it: it may send statements, and nothing else. Where a
 * transaction begins and ends is decided by the runner of revisions alone, so that changes and
 * their record commit together.
 */
final class NonCommittingConnection extends JdbcConnection {
  NonCommittingConnection(Connection connection) {
    super(connection);
  }

  @Override
  public void commit() {
    // not Liquibase's to say
  }

  @Override
  public void rollback() {
    // not Liquibase's to say
  }

  @Override
  public void setAutoCommit(boolean autoCommit) {
    // not Liquibase's to say
  }

  @Override
  public void close() {
    // not Liquibase's to say
  }

  @Override
  public String nativeSQL(String sql) {
    return sql;
  }

  /**
   * Statements without the driver's own methods. Liquibase would call one of those, and when the
   * server refuses the statement send it again, so that the first answer, the one that tells what
   * is wrong, was lost.
   */
  @Override
  public PreparedStatement prepareStatement(String sql) throws DatabaseException {
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
