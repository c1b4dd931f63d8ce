package dev.schemamigration.engine;

import dev.schemamigration.database.JournalEntry;
import dev.schemamigration.database.JournalEvent;
import dev.schemamigration.database.TrackingTables;
import dev.schemamigration.database.TrackingTables.Ending;
import java.sql.SQLException;
import java.util.UUID;

/**
 * The lines about statements outside of a transaction, from which a later run knows how far this
 * one got.
 *
 * <p>Every line puts the session's settings back, so that it can be written whatever role a script
 * has taken on.
 */
final class LoneJournal {
  private final TrackingTables tracking;
  private final UUID run;

  LoneJournal(TrackingTables tracking, UUID run) {
    this.tracking = tracking;
    this.run = run;
  }

  /**
   * Notes that a statement is about to be sent.
   *
   * @param before what there is, by which its effect can be told later
   */
  void begun(LoneScript script, Lone lone, String before) throws SQLException {
    var detail = before.isEmpty() ? lone.digest() : lone.digest() + " " + before;
    write(JournalEvent.STATEMENT_BEGUN, script, lone, detail, Ending.OPEN);
  }

  /** Notes that a statement has taken effect. */
  void done(LoneScript script, Lone lone) throws SQLException {
    write(JournalEvent.STATEMENT_DONE, script, lone, lone.digest(), Ending.OPEN);
  }

  /** Notes that a statement has taken effect, and commits both. */
  void committed(LoneScript script, Lone lone) throws SQLException {
    write(JournalEvent.STATEMENT_DONE, script, lone, lone.digest(), Ending.COMMITTED);
  }

  /** Notes that the server refused a statement. */
  void failed(LoneScript script, Lone lone) throws SQLException {
    write(JournalEvent.STATEMENT_FAILED, script, lone, lone.digest(), Ending.OPEN);
  }

  private void write(JournalEvent event, LoneScript script, Lone lone, String detail, Ending end)
      throws SQLException {
    var line =
        JournalEntry.ofStatement(
            event,
            run,
            script.attempt(),
            lone.place().revision(),
            script.key(),
            lone.number(),
            detail);
    RevisionRecorder.write(
        lone.place().revision(), lone.place().operation(), () -> tracking.journal(line, end));
  }
}
