package dev.schemamigration.engine.changelog;

import dev.schemamigration.engine.sql.ExecutableStatement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The statements of one change. Those that a changelog holds as SQL are split once and kept; those
 * that Liquibase generates are generated at each call.
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

  /** Returns a change that the changelog holds as SQL. */
  static ChangeStatements script(Work work) {
    return new ChangeStatements(true, true, work);
  }

  /**
   * Returns a change of which Liquibase generates the statements.
   *
   * @param fixed whether they are independent of what the database holds
   */
  static ChangeStatements generated(boolean fixed, Work work) {
    return new ChangeStatements(false, fixed, work);
  }

  /** Whether its statements are known without the database. */
  boolean fixed() {
    return fixed;
  }

  /** Whether its statements were split, and validated, before. */
  public boolean cut() {
    return cut != null;
  }

  /** Returns the statements, in order. */
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
