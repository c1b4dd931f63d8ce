package dev.schemamigration.engine.autocommit;

import dev.schemamigration.database.tracking.JournalEntry;
import dev.schemamigration.database.tracking.JournalEvent;
import dev.schemamigration.database.tracking.TrackingTables;
import dev.schemamigration.database.tracking.TrackingTables.Ending;
import dev.schemamigration.engine.autocommit.AutocommitScript.Statement;
import dev.schemamigration.engine.statement.RevisionRecorder;
import java.sql.SQLException;
import java.util.UUID;

/**
 * Journals statements outside of a transaction, so that a later run can continue after the last one
 * that took effect.
 *
 * <p>Writing a row restores the session's settings first, so that it succeeds whatever role the
 * script has assumed.
 */
final class AutocommitJournal {
  private final TrackingTables tracking;
  private final UUID run;

  AutocommitJournal(TrackingTables tracking, UUID run) {
    this.tracking = tracking;
    this.run = run;
  }

  /**
   * Records that a statement is about to be sent.
   *
   * @param before what exists now, from which its effect is distinguished later
   */
  void begun(AutocommitScript script, Statement statement, String before) throws SQLException {
    var detail = before.isEmpty() ? statement.digest() : statement.digest() + " " + before;
    write(JournalEvent.STATEMENT_BEGUN, script, statement, detail, Ending.OPEN);
  }

  /** Records that a statement took effect. */
  void done(AutocommitScript script, Statement statement) throws SQLException {
    write(JournalEvent.STATEMENT_DONE, script, statement, statement.digest(), Ending.OPEN);
  }

  /** Records that a statement took effect, and commits both. */
  void committed(AutocommitScript script, Statement statement) throws SQLException {
    write(JournalEvent.STATEMENT_DONE, script, statement, statement.digest(), Ending.COMMITTED);
  }

  /** Records that a statement failed. */
  void failed(AutocommitScript script, Statement statement) throws SQLException {
    write(JournalEvent.STATEMENT_FAILED, script, statement, statement.digest(), Ending.OPEN);
  }

  private void write(
      JournalEvent event, AutocommitScript script, Statement statement, String detail, Ending end)
      throws SQLException {
    var row =
        JournalEntry.ofStatement(
            event,
            run,
            script.attempt(),
            statement.position().revision(),
            script.key(),
            statement.number(),
            detail);
    RevisionRecorder.write(
        statement.position().revision(),
        statement.position().operation(),
        () -> tracking.journal(row, end));
  }
}
