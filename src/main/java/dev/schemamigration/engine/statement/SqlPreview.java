package dev.schemamigration.engine.statement;

import dev.schemamigration.engine.changelog.ChangeStatements;
import dev.schemamigration.engine.changelog.Changeset;
import dev.schemamigration.engine.changelog.ParsedChangelog;
import dev.schemamigration.engine.changelog.StatementGenerator;
import dev.schemamigration.engine.fault.EngineException;
import dev.schemamigration.engine.sql.ExecutableStatement;
import dev.schemamigration.plan.Operation;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Generates the SQL of a revision without sending it. */
public final class SqlPreview {
  private final StatementGenerator statements;

  public SqlPreview(StatementGenerator statements) {
    this.statements = statements;
  }

  /**
   * The SQL that applies the revision.
   *
   * @throws EngineException when Liquibase cannot generate it
   */
  public List<String> up(ParsedChangelog parsed) {
    return parsed.changesets().stream()
        .flatMap(it -> sql(parsed, Operation.UPGRADE, it, statements.up(it)))
        .toList();
  }

  /**
   * The SQL that undoes the revision.
   *
   * @param undone whether a changeset is undone, by its key
   * @throws EngineException when Liquibase cannot generate it
   */
  public List<String> down(ParsedChangelog parsed, Predicate<String> undone) {
    return parsed.changesets().reversed().stream()
        .filter(it -> undone.test(it.key()))
        .flatMap(
            it -> sql(parsed, Operation.DOWNGRADE, it, statements.down(parsed.file().id(), it)))
        .toList();
  }

  private static Stream<String> sql(
      ParsedChangelog parsed,
      Operation operation,
      Changeset changeset,
      List<ChangeStatements> batches) {
    var first = StatementPosition.of(parsed, operation, changeset, 1);
    return batches.stream()
        .flatMap(batch -> GeneratedStatements.of(parsed, batch, first).stream())
        .map(ExecutableStatement::text)
        .map(parsed::withoutSecrets);
  }
}
