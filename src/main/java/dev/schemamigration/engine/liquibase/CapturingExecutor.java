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
import liquibase.statement.core.RawSqlStatement;

/**
 * The executor of Liquibase for one run: captures the statements that a change generates, in
 * Liquibase's order, without sending them, and sends nothing but single queries.
 */
public final class CapturingExecutor extends JdbcExecutor {
  /** Returns the single statements that {@code generated} consists of. */
  public List<ExecutableStatement> statements(SqlStatement[] generated, List<SqlVisitor> visitors)
      throws DatabaseException {
    var executables = new ArrayList<ExecutableStatement>();
    var files = Scope.getCurrentScope().getResourceAccessor();
    for (var statement : generated) {
      if (statement instanceof ExecutablePreparedStatement
          || statement instanceof RawParameterizedSqlStatement parameterized
              && !parameterized.getParameters().isEmpty()) {
        executables.add(
            new ExecutableStatement.Prepared(
                PreparedSql.of(statement), files(statement), () -> send(statement, files)));
      } else if (!statement.skipOnUnsupported()
          || SqlGeneratorFactory.getInstance().supports(statement, database)) {
        for (var sql : applyVisitors(statement, visitors)) {
          if (sql != null) {
            ScriptSplitter.split(sql, Delimiter.NONE)
                .forEach(it -> executables.add(new ExecutableStatement.Sql(it)));
          }
        }
      }
    }
    return executables;
  }

  private static List<String> files(SqlStatement statement) {
    return statement instanceof ExecutablePreparedStatementBase base
        ? base.getColumns().stream()
            .flatMap(it -> Stream.of(it.getValueBlobFile(), it.getValueClobFile()))
            .filter(Objects::nonNull)
            .toList()
        : List.of();
  }

  /**
   * Sends the queries of preconditions, which hold names from a changelog, once validated. Those
   * without bound values are not prepared: the driver would take the operator {@code ?} for one.
   */
  @Override
  public List query(SqlStatement sql, RowMapper rows, List<SqlVisitor> visitors)
      throws DatabaseException {
    if (sql instanceof RawParameterizedSqlStatement raw && raw.getParameters().isEmpty()) {
      return query(new RawSqlStatement(raw.getSql()), rows, visitors);
    }
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

  /** Requires one row: what else a query returns is an error of its precondition. */
  @Override
  public Object queryForObject(SqlStatement sql, RowMapper rows, List<SqlVisitor> visitors)
      throws DatabaseException {
    var found = query(sql, rows, visitors);
    if (found.size() != 1) {
      throw new DatabaseException(
          "the query returned "
              + (found.isEmpty() ? "no row" : found.size() + " rows")
              + ", and one is expected; let it count, or say onError beside onFail");
    }
    return found.getFirst();
  }

  private void send(SqlStatement statement, ResourceAccessor files) throws SQLException {
    try (var operators = AuthoredOperators.protect(statement)) {
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
