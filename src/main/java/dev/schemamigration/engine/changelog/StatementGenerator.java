package dev.schemamigration.engine.changelog;

import dev.schemamigration.engine.fault.ChangelogFault.NotUndoable;
import dev.schemamigration.engine.fault.EngineException;
import dev.schemamigration.engine.liquibase.CapturingExecutor;
import dev.schemamigration.engine.liquibase.LiquibaseBinding;
import dev.schemamigration.engine.liquibase.SessionDatabase;
import dev.schemamigration.engine.sql.Delimiter;
import dev.schemamigration.engine.sql.ExecutableStatement;
import dev.schemamigration.engine.sql.ScriptSplitter;
import dev.schemamigration.engine.sql.ScriptStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import liquibase.change.AbstractSQLChange;
import liquibase.change.Change;
import liquibase.change.core.LoadDataChange;
import liquibase.exception.LiquibaseException;
import liquibase.sql.visitor.SqlVisitor;
import liquibase.statement.ExecutablePreparedStatement;
import liquibase.statement.SqlStatement;

/** The statements of a changeset, up or down. */
public final class StatementGenerator {
  private final SessionDatabase database;
  private final CapturingExecutor tap;

  StatementGenerator(SessionDatabase database, CapturingExecutor tap) {
    this.database = database;
    this.tap = tap;
  }

  /** The statements as Liquibase generates them for a session. */
  public static StatementGenerator of(LiquibaseBinding binding) {
    return new StatementGenerator(binding.database(), binding.tap());
  }

  /** What applies it; one batch for each change. */
  public List<ChangeStatements> up(Changeset changeset) {
    return changeset.up(
        () -> {
          var visitors = changeset.changeSet().getSqlVisitors();
          return changeset.changes().stream().map(it -> forward(changeset, it, visitors)).toList();
        });
  }

  /**
   * What undoes it.
   *
   * @throws EngineException when nothing does
   */
  public List<ChangeStatements> down(String revision, Changeset changeset) {
    changeset
        .irreversible()
        .ifPresent(
            why -> {
              throw new EngineException(new NotUndoable(revision, why));
            });
    return changeset.changeSet().hasCustomRollbackChanges()
        ? rollback(changeset)
        : changeset.changes().reversed().stream().map(it -> backward(changeset, it)).toList();
  }

  /** What its author wrote to undo it; empty without a rollback. */
  List<ChangeStatements> rollback(Changeset changeset) {
    return changeset.rollback(
        () -> {
          var visitors = rollbackVisitors(changeset);
          return changeset.rollback().stream().map(it -> forward(changeset, it, visitors)).toList();
        });
  }

  private ChangeStatements forward(Changeset changeset, Change change, List<SqlVisitor> visitors) {
    return change instanceof AbstractSQLChange sql
        ? ChangeStatements.script(() -> singles(sql, visitors))
        : ChangeStatements.generated(
            !change.generateStatementsVolatile(database),
            () -> singles(changeset, visitors, () -> generate(change)));
  }

  /**
   * Of rows of which some need bound values and others do not, Liquibase forgets the others; so all
   * of them get bound values then.
   */
  private SqlStatement[] generate(Change change) {
    var generated = change.generateStatements(database);
    if (change instanceof LoadDataChange load
        && load.getUsePreparedStatements() == null
        && Stream.of(generated).anyMatch(ExecutablePreparedStatement.class::isInstance)) {
      load.setUsePreparedStatements(true);
      return load.generateStatements(database);
    }
    return generated;
  }

  private ChangeStatements backward(Changeset changeset, Change change) {
    return change instanceof AbstractSQLChange
        ? ChangeStatements.script(List::of)
        : ChangeStatements.generated(
            !change.generateRollbackStatementsVolatile(database),
            () ->
                singles(
                    changeset,
                    rollbackVisitors(changeset),
                    () -> change.generateRollbackStatements(database)));
  }

  private static List<SqlVisitor> rollbackVisitors(Changeset changeset) {
    return changeset.changeSet().getSqlVisitors().stream()
        .filter(SqlVisitor::isApplyToRollback)
        .toList();
  }

  private List<ExecutableStatement> singles(
      Changeset changeset, List<SqlVisitor> visitors, Generator generator)
      throws LiquibaseException {
    database.setObjectQuotingStrategy(changeset.changeSet().getObjectQuotingStrategy());
    return tap.statements(generator.generate(), visitors);
  }

  /** SQL is cut the way Postgres reads it, and not at every semicolon as Liquibase does. */
  private List<ExecutableStatement> singles(AbstractSQLChange change, List<SqlVisitor> visitors) {
    var singles = new ArrayList<ExecutableStatement>();
    for (var statement : script(change)) {
      if (visitors.isEmpty()) {
        singles.add(new ExecutableStatement.Sql(statement));
      } else {
        var modified = statement.text();
        for (var visitor : visitors) {
          modified = visitor.modifySql(modified, database);
        }
        ScriptSplitter.split(modified, Delimiter.NONE)
            .forEach(it -> singles.add(new ExecutableStatement.Sql(it)));
      }
    }
    return singles;
  }

  /** The statements that stand in {@code change}. */
  static List<ScriptStatement> script(AbstractSQLChange change) {
    var sql = change.getSql();
    var delimiter = change.getEndDelimiter();
    return sql == null
        ? List.of()
        : ScriptSplitter.split(
            sql,
            delimiter == null ? Delimiter.NONE : Delimiter.of(delimiter).orElse(Delimiter.NONE));
  }

  private interface Generator {
    SqlStatement[] generate() throws LiquibaseException;
  }
}
