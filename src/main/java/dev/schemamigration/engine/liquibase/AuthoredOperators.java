package dev.schemamigration.engine.liquibase;

import dev.schemamigration.engine.sql.QuestionMarks;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import liquibase.change.ColumnConfig;
import liquibase.statement.BatchDmlExecutablePreparedStatement;
import liquibase.statement.DatabaseFunction;
import liquibase.statement.ExecutablePreparedStatementBase;
import liquibase.statement.SqlStatement;
import liquibase.statement.UpdateExecutablePreparedStatement;

/**
 * Doubles the question marks in computed values and conditions of a statement with bound values
 * while Liquibase generates and sends it, so that the driver does not take them for values. A
 * condition with {@code whereParams} is left as it is, because its question marks are values.
 */
final class AuthoredOperators implements AutoCloseable {
  private final List<Runnable> restore = new ArrayList<>();
  private final Set<ColumnConfig> columns = Collections.newSetFromMap(new IdentityHashMap<>());

  private AuthoredOperators() {}

  /** Protects {@code statement} until the result is closed. */
  static AuthoredOperators protect(SqlStatement statement) {
    var operators = new AuthoredOperators();
    if (statement instanceof BatchDmlExecutablePreparedStatement batch) {
      batch.getIndividualStatements().forEach(operators::columns);
    }
    if (statement instanceof ExecutablePreparedStatementBase prepared) {
      operators.columns(prepared);
    }
    if (statement instanceof UpdateExecutablePreparedStatement update) {
      operators.condition(update);
    }
    return operators;
  }

  private void columns(ExecutablePreparedStatementBase statement) {
    for (var column : statement.getColumns()) {
      if (column.getValueComputed() != null && columns.add(column)) {
        var computed = column.getValueComputed();
        column.setValueComputed(new DatabaseFunction(QuestionMarks.doubled(computed.getValue())));
        restore.add(() -> column.setValueComputed(computed));
      }
    }
  }

  private void condition(UpdateExecutablePreparedStatement update) {
    var where = update.getWhereClause();
    if (where != null && update.getWhereParameters().isEmpty()) {
      update.setWhereClause(QuestionMarks.doubled(where));
      restore.add(() -> update.setWhereClause(where));
    }
  }

  @Override
  public void close() {
    restore.forEach(Runnable::run);
  }
}
