package dev.schemamigration.migration.run;

import dev.schemamigration.database.session.RecordRejectedException;
import dev.schemamigration.database.session.Session;
import dev.schemamigration.database.tracking.JournalEntry;
import dev.schemamigration.database.tracking.JournalEvent;
import dev.schemamigration.database.tracking.TrackingTables;
import dev.schemamigration.migration.api.PlanPreview;
import dev.schemamigration.migration.reason.Fault;
import dev.schemamigration.policy.Objection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/** Writes down that a run began and how it ended, and what was refused. */
public final class RunJournal {
  private final Session session;
  private final TrackingTables tracking;
  private final UUID run;

  public RunJournal(Session session, TrackingTables tracking, UUID run) {
    this.session = session;
    this.tracking = tracking;
    this.run = run;
  }

  public void began(PlanPreview view) throws SQLException {
    tracking.journal(JournalEntry.ofRun(JournalEvent.RUN_BEGUN, run, view.hash()));
  }

  /** Records that the plan of the run had an approval, and what for. */
  public void approved(PlanPreview view, List<Objection> objections) throws SQLException {
    var why = objections.stream().map(Objection::message).collect(Collectors.joining(", and "));
    tracking.journal(JournalEntry.ofRun(JournalEvent.APPROVED, run, view.hash() + "; " + why));
  }

  public void ended(String where) throws SQLException {
    tracking.journal(JournalEntry.ofRun(JournalEvent.RUN_ENDED, run, where));
  }

  /** Says how far a run came and why no further, if the connection still lives. */
  public void failed(String where, Fault fault, Exception cause) {
    quietly(
        cause,
        () ->
            tracking.journal(
                JournalEntry.ofRun(JournalEvent.RUN_ENDED, run, where + "; " + described(fault))));
  }

  /** Says once to each requester and generation that its plan was refused, and why. */
  public void refused(Fault fault, Exception cause) {
    quietly(
        cause,
        () ->
            tracking.journalOnce(JournalEntry.ofRun(JournalEvent.REFUSED, run, described(fault))));
  }

  private static String described(Fault fault) {
    return fault.reason() + ": " + fault.message();
  }

  /** A cancel that came late may hit the first try. */
  private void quietly(Exception cause, Session.SqlWork line) {
    for (int attempt = 1; attempt <= 2; attempt++) {
      try {
        if (!session.connection().isClosed()) {
          line.run();
        }
        return;
      } catch (SQLException | RecordRejectedException e) {
        cause.addSuppressed(e);
      }
    }
  }
}
