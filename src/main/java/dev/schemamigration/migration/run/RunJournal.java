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

/** Writes journal entries about a run: its begin and end, approvals and refusals. */
public final class RunJournal {
  private final Session session;
  private final TrackingTables tracking;
  private final UUID run;

  public RunJournal(Session session, TrackingTables tracking, UUID run) {
    this.session = session;
    this.tracking = tracking;
    this.run = run;
  }

  /** Records that the run of {@code view} begins. */
  public void began(PlanPreview view) throws SQLException {
    tracking.journal(JournalEntry.ofRun(JournalEvent.RUN_BEGUN, run, view.hash()));
  }

  /** Records that the plan of the run had an approval, and what for. */
  public void approved(PlanPreview view, List<Objection> objections) throws SQLException {
    var why = objections.stream().map(Objection::message).collect(Collectors.joining(", and "));
    tracking.journal(JournalEntry.ofRun(JournalEvent.APPROVED, run, view.hash() + "; " + why));
  }

  /** Records that the run is complete, with the heads that it has reached. */
  public void ended(String where) throws SQLException {
    tracking.journal(JournalEntry.ofRun(JournalEvent.RUN_ENDED, run, where));
  }

  /** Records the heads and the fault of a run that stopped, if the connection is still open. */
  public void failed(String where, Fault fault, Exception cause) {
    quietly(
        cause,
        () ->
            tracking.journal(
                JournalEntry.ofRun(JournalEvent.RUN_ENDED, run, where + "; " + described(fault))));
  }

  /** Records why a plan was refused, once for each requester and generation. */
  public void refused(Fault fault, Exception cause) {
    quietly(
        cause,
        () ->
            tracking.journalOnce(JournalEntry.ofRun(JournalEvent.REFUSED, run, described(fault))));
  }

  private static String described(Fault fault) {
    return fault.reason() + ": " + fault.message();
  }

  /** Tries twice, because a late cancel may hit the first attempt. */
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
