package dev.schemamigration.engine.statement;

import dev.schemamigration.database.fault.SqlFaults;
import dev.schemamigration.engine.changelog.ChangeStatements;
import dev.schemamigration.engine.changelog.ParsedChangelog;
import dev.schemamigration.engine.fault.ChangelogFault.InvalidChangelog;
import dev.schemamigration.engine.fault.EngineException;
import dev.schemamigration.engine.liquibase.LiquibaseScope;
import dev.schemamigration.engine.liquibase.RootCause;
import dev.schemamigration.engine.sql.ExecutableStatement;
import java.util.List;

/** Generates the statements of one change after those before it have been executed. */
public final class GeneratedStatements {
  private GeneratedStatements() {}

  /**
   * Returns the statements of one change, in order.
   *
   * @param first position of the first of them
   * @throws EngineException when Liquibase cannot generate them, or the server rejects one of its
   *     queries
   */
  public static List<ExecutableStatement> of(
      ParsedChangelog parsed, ChangeStatements change, StatementPosition first) {
    try {
      return change.cut()
          ? change.statements()
          : LiquibaseScope.call(parsed.files(), change::statements);
    } catch (EngineException e) {
      throw e;
    } catch (Exception e) {
      throw ungenerated(parsed, first, e);
    }
  }

  /** Liquibase may have queried the server, which may have failed. */
  private static EngineException ungenerated(
      ParsedChangelog parsed, StatementPosition first, Exception e) {
    return SqlFaults.find(e)
        .map(fault -> new EngineException(first.notGenerated(fault), e))
        .orElseGet(
            () ->
                new EngineException(
                    new InvalidChangelog(
                        parsed.file().path(),
                        first.changeset().displayName() + ": " + RootCause.root(e)),
                    e));
  }
}
