package dev.schemamigration.engine.changelog;

import dev.schemamigration.engine.sql.ExecutableStatement;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The statements of one change. Those that a changelog holds as SQL are split once and kept; those
 * that Liquibase generates are generated at each call.
 */
public final class ChangeStatements {
  private final String name;
  private final boolean script;
  private final BooleanSupplier fixed;
  private final Work work;
  private @Nullable List<ExecutableStatement> cut;

  private ChangeStatements(String name, boolean script, BooleanSupplier fixed, Work work) {
    this.name = name;
    this.script = script;
    this.fixed = fixed;
    this.work = work;
  }

  /** Generates statements. */
  interface Work {
    List<ExecutableStatement> statements() throws Exception;
  }

  /** Returns a change that the changelog holds as SQL. */
  static ChangeStatements script(String name, Work work) {
    return new ChangeStatements(name, true, () -> true, work);
  }

  /**
   * Returns a change of which Liquibase generates the statements.
   *
   * @param name as its author wrote it
   * @param fixed whether they are independent of what the database holds
   */
  static ChangeStatements generated(String name, BooleanSupplier fixed, Work work) {
    return new ChangeStatements(name, false, fixed, work);
  }

  /** Returns the name of the change. */
  public String name() {
    return name;
  }

  /** Whether its statements are known without the database; asked where its files are in scope. */
  public boolean fixed() {
    return fixed.getAsBoolean();
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
