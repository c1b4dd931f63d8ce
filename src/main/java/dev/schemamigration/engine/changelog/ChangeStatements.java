package dev.schemamigration.engine.changelog;

import dev.schemamigration.engine.sql.ExecutableStatement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The statements of one change. Those that stand in a changelog as SQL are cut once and kept; those
 * that Liquibase generates are generated whenever they are asked for.
 */
public final class ChangeStatements {
  private final boolean script;
  private final boolean fixed;
  private final Work work;
  private @Nullable List<ExecutableStatement> cut;

  private ChangeStatements(boolean script, boolean fixed, Work work) {
    this.script = script;
    this.fixed = fixed;
    this.work = work;
  }

  /** Generates statements. */
  interface Work {
    List<ExecutableStatement> statements() throws Exception;
  }

  /** What stands in the changelog as SQL. */
  static ChangeStatements script(Work work) {
    return new ChangeStatements(true, true, work);
  }

  /**
   * What Liquibase makes of a change.
   *
   * @param fixed whether that is the same whatever the database holds
   */
  static ChangeStatements generated(boolean fixed, Work work) {
    return new ChangeStatements(false, fixed, work);
  }

  /** Whether its statements are known without the database. */
  boolean fixed() {
    return fixed;
  }

  /** Whether the statements that it gives now were given, and looked at, before. */
  public boolean cut() {
    return cut != null;
  }

  /** The statements, in order. */
  public List<ExecutableStatement> statements() throws Exception {
    if (cut != null) {
      return cut;
    }
    var statements = List.copyOf(work.statements());
    if (script) {
      cut = statements;
    }
    return statements;
  }
}
