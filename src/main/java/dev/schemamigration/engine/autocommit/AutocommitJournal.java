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
 * The lines about statements outside of a transaction, from which a later run knows how far this
 * one got.
 *
 * <p>Every line puts the session's settings back, so that it can be written whatever role a script
 * has taken on.
 */
final class AutocommitJournal {
  private final TrackingTables tracking;
  private final UUID run;

  AutocommitJournal(TrackingTables tracking, UUID run) {
    this.tracking = tracking;
    this.run = run;
  }

  /**
   * Notes that a statement is about to be sent.
   *
   * @param before what there is, by which its effect can be told later
   */
  void begun(AutocommitScript script, Statement statement, String before) throws SQLException {
    var detail = before.isEmpty() ? statement.digest() : statement.digest() + " " + before;
    write(JournalEvent.STATEMENT_BEGUN, script, statement, detail, Ending.OPEN);
  }

  /** Notes that a statement has taken effect. */
  void done(AutocommitScript script, Statement statement) throws SQLException {
    write(JournalEvent.STATEMENT_DONE, script, statement, statement.digest(), Ending.OPEN);
  }

  /** Notes that a statement has taken effect, and commits both. */
  void committed(AutocommitScript script, Statement statement) throws SQLException {
    write(JournalEvent.STATEMENT_DONE, script, statement, statement.digest(), Ending.COMMITTED);
  }

  /** Notes that the server refused a statement. */
  void failed(AutocommitScript script, Statement statement) throws SQLException {
    write(JournalEvent.STATEMENT_FAILED, script, statement, statement.digest(), Ending.OPEN);
  }

  private void write(
      JournalEvent event, AutocommitScript script, Statement statement, String detail, Ending end)
      throws SQLException {
    var line =
        JournalEntry.ofStatement(
            event,
            run,
            script.attempt(),
            statement.place().revision(),
            script.key(),
            statement.number(),
            detail);
    RevisionRecorder.write(
        statement.place().revision(),
        statement.place().operation(),
        () -> tracking.journal(line, end));
  }
}
