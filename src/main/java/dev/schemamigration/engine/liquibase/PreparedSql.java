package dev.schemamigration.engine.liquibase;

import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import liquibase.exception.DatabaseException;
import liquibase.statement.ExecutablePreparedStatementBase;
import liquibase.statement.SqlStatement;
import liquibase.statement.core.RawParameterizedSqlStatement;

/**
 * Reads the SQL of a statement with bound values before it is sent. Liquibase generates it while
 * sending and does not expose it, although names, computed values and conditions are in it as their
 * author wrote them.
 */
final class PreparedSql {
  private PreparedSql() {}

  /** Returns the SQL of {@code statement}, with question marks for its values. */
  static String of(SqlStatement statement) throws DatabaseException {
    return switch (statement) {
      case ExecutablePreparedStatementBase prepared -> generated(prepared);
      case RawParameterizedSqlStatement raw -> raw.getSql();
      default -> throw new DatabaseException("no text is known of " + statement.getClass());
    };
  }

  private static String generated(ExecutablePreparedStatementBase statement)
      throws DatabaseException {
    try {
      var generate =
          ExecutablePreparedStatementBase.class.getDeclaredMethod("generateSql", List.class);
      generate.setAccessible(true);
      return (String) generate.invoke(statement, new ArrayList<>());
    } catch (InvocationTargetException e) {
      throw new DatabaseException(RootCause.root(e), e);
    } catch (ReflectiveOperationException e) {
      throw new DatabaseException("Liquibase no longer makes SQL with generateSql", e);
    }
  }
}
