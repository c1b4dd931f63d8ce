package dev.schemamigration.engine.changelog;

import dev.schemamigration.engine.fault.ChangelogFault.NotUndoable;
import dev.schemamigration.engine.fault.EngineException;
import dev.schemamigration.engine.liquibase.CapturingExecutor;
import dev.schemamigration.engine.liquibase.CatalogQueries;
import dev.schemamigration.engine.liquibase.LiquibaseBinding;
import dev.schemamigration.engine.liquibase.SessionDatabase;
import dev.schemamigration.engine.sql.Delimiter;
import dev.schemamigration.engine.sql.ExecutableStatement;
import dev.schemamigration.engine.sql.ScriptSplitter;
import dev.schemamigration.engine.sql.ScriptStatement;
import dev.schemamigration.engine.sql.TextLines;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import liquibase.change.AbstractSQLChange;
import liquibase.change.Change;
import liquibase.change.core.LoadDataChange;
import liquibase.change.core.SQLFileChange;
import liquibase.exception.LiquibaseException;
import liquibase.sql.visitor.SqlVisitor;
import liquibase.statement.ExecutablePreparedStatement;
import liquibase.statement.SqlStatement;

/** Generates the statements that apply a changeset or roll it back. */
public final class StatementGenerator {
  private final SessionDatabase database;
  private final CapturingExecutor executor;
  private final CatalogQueries queries;

  StatementGenerator(SessionDatabase database, CapturingExecutor executor, CatalogQueries queries) {
    this.database = database;
    this.executor = executor;
    this.queries = queries;
  }

  /** Returns a generator of statements for a session. */
  public static StatementGenerator of(LiquibaseBinding binding) {
    return new StatementGenerator(binding.database(), binding.executor(), binding.queries());
  }

  /** Returns the statements that apply a changeset, by change. */
  public List<ChangeStatements> up(Changeset changeset) {
    return changeset.up(
        () -> {
          var visitors = changeset.changeSet().getSqlVisitors();
          return changeset.changes().stream().map(it -> forward(changeset, it, visitors)).toList();
        });
  }

  /**
   * Returns the statements that roll a changeset back, by change.
   *
   * @throws EngineException when it has no rollback
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

  /** Returns the statements of its explicit rollback; empty without one. */
  List<ChangeStatements> rollback(Changeset changeset) {
    return changeset.rollback(
        () -> {
          var visitors = rollbackVisitors(changeset);
          return changeset.rollback().stream().map(it -> forward(changeset, it, visitors)).toList();
        });
  }

  private ChangeStatements forward(Changeset changeset, Change change, List<SqlVisitor> visitors) {
    return change instanceof AbstractSQLChange sql
        ? ChangeStatements.script(
            change.getSerializedObjectName(),
            () -> executables(sql, lines(changeset, sql), visitors))
        : ChangeStatements.generated(
            change.getSerializedObjectName(),
            () -> !change.generateStatementsVolatile(database),
            () -> executables(changeset, visitors, () -> generate(change)));
  }

  /**
   * Liquibase omits the rows without bound values where other rows have some; all of them get bound
   * values then.
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
        ? ChangeStatements.script(change.getSerializedObjectName(), List::of)
        : ChangeStatements.generated(
            change.getSerializedObjectName(),
            () -> !change.generateRollbackStatementsVolatile(database),
            () ->
                executables(
                    changeset,
                    rollbackVisitors(changeset),
                    () -> change.generateRollbackStatements(database)));
  }

  private static List<SqlVisitor> rollbackVisitors(Changeset changeset) {
    return changeset.changeSet().getSqlVisitors().stream()
        .filter(SqlVisitor::isApplyToRollback)
        .toList();
  }

  private List<ExecutableStatement> executables(
      Changeset changeset, List<SqlVisitor> visitors, Generator generator)
      throws LiquibaseException {
    database.setObjectQuotingStrategy(changeset.changeSet().getObjectQuotingStrategy());
    return queries.during(() -> executor.statements(generator.generate(), visitors));
  }

  private static TextLines lines(Changeset changeset, AbstractSQLChange change) {
    return change instanceof SQLFileChange file && file.getSql() != null
        ? TextLines.from(file.getPath(), 1, file.getSql())
        : changeset.lines(change);
  }

  /** Splits SQL where Postgres does, and not at every semicolon as Liquibase does. */
  private List<ExecutableStatement> executables(
      AbstractSQLChange change, TextLines lines, List<SqlVisitor> visitors) {
    var executables = new ArrayList<ExecutableStatement>();
    for (var statement : script(change)) {
      if (visitors.isEmpty()) {
        executables.add(new ExecutableStatement.Sql(statement, change.getSql(), lines));
      } else {
        var modified = statement.text();
        for (var visitor : visitors) {
          modified = visitor.modifySql(modified, database);
        }
        ScriptSplitter.split(modified, Delimiter.NONE)
            .forEach(it -> executables.add(new ExecutableStatement.Sql(it)));
      }
    }
    return executables;
  }

  /** Returns the statements that {@code change} holds as SQL. */
  static List<ScriptStatement> script(AbstractSQLChange change) {
    var sql = change.getSql();
    var delimiter = change.getEndDelimiter();
    return sql == null
        ? List.of()
        : ScriptSplitter.split(
            sql,
            delimiter == null
                ? defaultDelimiter(change)
                : Delimiter.of(delimiter).orElse(Delimiter.NONE));
  }

  /** A script without any line of Liquibase's format is read as psql reads it. */
  private static Delimiter defaultDelimiter(AbstractSQLChange change) {
    var changeSet = change.getChangeSet();
    return changeSet != null && Changeset.id(changeSet).isPlainScript()
        ? Delimiter.NONE
        : Delimiter.LINES;
  }

  private interface Generator {
    SqlStatement[] generate() throws LiquibaseException;
  }
}
