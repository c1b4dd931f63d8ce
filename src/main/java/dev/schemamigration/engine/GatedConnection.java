package dev.schemamigration.engine;

import java.sql.Connection;
import liquibase.database.jvm.JdbcConnection;

/**
 * The run's connection as Liquibase sees it: it may send statements, and nothing else. Where a
 * transaction begins and ends is decided by {@link RevisionRunner} alone, so that changes and their
 * record commit together.
 */
final class GatedConnection extends JdbcConnection {
  GatedConnection(Connection connection) {
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
}
