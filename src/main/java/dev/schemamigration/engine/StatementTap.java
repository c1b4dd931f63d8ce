package dev.schemamigration.engine;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import liquibase.exception.DatabaseException;
import liquibase.executor.jvm.JdbcExecutor;
import liquibase.sql.visitor.SqlVisitor;
import liquibase.statement.ExecutablePreparedStatement;
import liquibase.statement.SqlStatement;
import liquibase.statement.core.RawParameterizedSqlStatement;

/**
 * Liquibase's executor for one run. Turns what a change generates into single statements of ours,
 * in Liquibase's order, without sending them.
 */
final class StatementTap extends JdbcExecutor {
  /** The single statements that {@code generated} stands for. */
  List<SingleStatement> statements(SqlStatement[] generated, List<SqlVisitor> visitors)
      throws DatabaseException {
    var singles = new ArrayList<SingleStatement>();
    for (var statement : generated) {
      if (statement instanceof ExecutablePreparedStatement
          || statement instanceof RawParameterizedSqlStatement parameterized
              && !parameterized.getParameters().isEmpty()) {
        singles.add(new SingleStatement.Prepared(statement.toString(), () -> send(statement)));
      } else {
        for (var sql : applyVisitors(statement, visitors)) {
          if (sql != null) {
            SqlText.statements(sql).forEach(it -> singles.add(new SingleStatement.Sql(it)));
          }
        }
      }
    }
    return singles;
  }

  private void send(SqlStatement statement) throws SQLException {
    try {
      execute(statement, List.of());
    } catch (DatabaseException e) {
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof SQLException sql) {
          throw sql;
        }
      }
      throw new SQLException(e.getMessage(), e);
    }
  }
}
