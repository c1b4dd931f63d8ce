package dev.schemamigration.engine.liquibase;

import dev.schemamigration.engine.sql.Delimiter;
import dev.schemamigration.engine.sql.ExecutableStatement;
import dev.schemamigration.engine.sql.ScriptSplitter;
import dev.schemamigration.engine.validation.StatementValidator;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import liquibase.Scope;
import liquibase.exception.DatabaseException;
import liquibase.executor.jvm.JdbcExecutor;
import liquibase.executor.jvm.RowMapper;
import liquibase.resource.ResourceAccessor;
import liquibase.sql.visitor.SqlVisitor;
import liquibase.sqlgenerator.SqlGeneratorFactory;
import liquibase.statement.ExecutablePreparedStatement;
import liquibase.statement.ExecutablePreparedStatementBase;
import liquibase.statement.SqlStatement;
import liquibase.statement.core.RawParameterizedSqlStatement;

/**
 * Liquibase's executor for one run. Turns what a change generates into single statements of ours,
 * in Liquibase's order, without sending them; lets nothing but single queries through to the
 * database.
 */
public final class CapturingExecutor extends JdbcExecutor {
  /** The single statements that {@code generated} stands for. */
  public List<ExecutableStatement> statements(SqlStatement[] generated, List<SqlVisitor> visitors)
      throws DatabaseException {
    var singles = new ArrayList<ExecutableStatement>();
    var files = Scope.getCurrentScope().getResourceAccessor();
    for (var statement : generated) {
      if (statement instanceof ExecutablePreparedStatement
          || statement instanceof RawParameterizedSqlStatement parameterized
              && !parameterized.getParameters().isEmpty()) {
        singles.add(
            new ExecutableStatement.Prepared(
                PreparedSql.of(statement), files(statement), () -> send(statement, files)));
      } else if (!statement.skipOnUnsupported()
          || SqlGeneratorFactory.getInstance().supports(statement, database)) {
        for (var sql : applyVisitors(statement, visitors)) {
          if (sql != null) {
            ScriptSplitter.split(sql, Delimiter.NONE)
                .forEach(it -> singles.add(new ExecutableStatement.Sql(it)));
          }
        }
      }
    }
    return singles;
  }

  private static List<String> files(SqlStatement statement) {
    return statement instanceof ExecutablePreparedStatementBase base
        ? base.getColumns().stream()
            .flatMap(it -> Stream.of(it.getValueBlobFile(), it.getValueClobFile()))
            .filter(Objects::nonNull)
            .toList()
        : List.of();
  }

  /** Preconditions ask through here, with names that came out of a changelog. */
  @Override
  public List query(SqlStatement sql, RowMapper rows, List<SqlVisitor> visitors)
      throws DatabaseException {
    var texts =
        sql instanceof RawParameterizedSqlStatement raw
            ? new String[] {raw.getSql()}
            : applyVisitors(sql, visitors);
    for (var text : texts) {
      var refusal = StatementValidator.queryRefusal(text);
      if (refusal.isPresent()) {
        throw new DatabaseException(
            refusal.get().what() + " is not allowed; " + refusal.get().remedy());
      }
    }
    return super.query(sql, rows, visitors);
  }

  private void send(SqlStatement statement, ResourceAccessor files) throws SQLException {
    try {
      LiquibaseScope.call(
          files,
          () -> {
            execute(statement, List.of());
            return true;
          });
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof SQLException sql) {
          throw sql;
        }
      }
      throw new SQLException(e.getMessage(), e);
    }
  }
}
