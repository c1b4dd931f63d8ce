package dev.schemamigration.engine;

import dev.schemamigration.engine.EngineFault.NotUndoable;
import java.util.ArrayList;
import java.util.List;
import liquibase.change.Change;
import liquibase.change.DbmsTargetedChange;
import liquibase.change.core.RawSQLChange;
import liquibase.database.DatabaseList;
import liquibase.statement.SqlStatement;

/** The statements of a changeset, up or down. */
final class ChangeStatements {
  private final RunDatabase database;
  private final StatementTap tap;

  ChangeStatements(RunDatabase database, StatementTap tap) {
    this.database = database;
    this.tap = tap;
  }

  /** What applies it; one list for each change, generated when asked for. */
  List<Batch> up(Changeset changeset) {
    return changeset.changeSet().getChanges().stream()
        .filter(ChangeStatements::concernsPostgres)
        .<Batch>map(
            it -> () -> tap.statements(generate(it), changeset.changeSet().getSqlVisitors()))
        .toList();
  }

  /** What undoes it. */
  List<Batch> down(String revision, Changeset changeset) {
    changeset
        .irreversible()
        .ifPresent(
            why -> {
              throw new EngineException(new NotUndoable(revision, why));
            });
    var visitors = changeset.changeSet().getSqlVisitors();
    if (changeset.changeSet().hasCustomRollbackChanges()) {
      return joined(changeset.changeSet().getRollback().getChanges()).stream()
          .filter(ChangeStatements::concernsPostgres)
          .<Batch>map(it -> () -> tap.statements(generate(it), visitors))
          .toList();
    }
    return changeset.changeSet().getChanges().reversed().stream()
        .filter(ChangeStatements::concernsPostgres)
        .<Batch>map(it -> () -> tap.statements(it.generateRollbackStatements(database), visitors))
        .toList();
  }

  private SqlStatement[] generate(Change change) {
    return change.generateStatements(database);
  }

  /**
   * Liquibase cuts the text of a rollback at every semicolon while it parses XML, YAML and JSON;
   * pieces that stood together are put together again.
   */
  private static List<Change> joined(List<Change> changes) {
    var joined = new ArrayList<Change>();
    var text = new StringBuilder();
    for (var change : changes) {
      if (change instanceof RawSQLChange raw && raw.getEndDelimiter() == null) {
        text.append(raw.getSql()).append(";\n");
      } else {
        flush(text, joined);
        joined.add(change);
      }
    }
    flush(text, joined);
    return joined;
  }

  private static void flush(StringBuilder text, List<Change> joined) {
    if (!text.isEmpty()) {
      var whole = new RawSQLChange(text.toString());
      whole.setSplitStatements(false);
      joined.add(whole);
      text.setLength(0);
    }
  }

  private static boolean concernsPostgres(Change change) {
    return !(change instanceof DbmsTargetedChange targeted)
        || targeted.getDbms() == null
        || DatabaseList.definitionMatches(targeted.getDbms(), "postgresql", true);
  }

  /** Statements of one change. */
  interface Batch {
    List<SingleStatement> statements() throws Exception;
  }
}
