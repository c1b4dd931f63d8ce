package dev.schemamigration.database.tracking;

import java.util.Objects;

/**
 * The last journal entry of a statement outside a transaction.
 *
 * @param event whether the statement is begun, done or failed
 * @param digest of its text, so that an edit is noticed
 * @param before state of its object before it was sent, in a format of the statement's kind
 */
public record StatementRecord(JournalEvent event, String digest, String before) {
  public StatementRecord {
    Objects.requireNonNull(event);
    Objects.requireNonNull(digest);
    Objects.requireNonNull(before);
  }

  /** Whether the statement has run, or may have when its run ended. */
  public boolean mayHaveRun() {
    return event != JournalEvent.STATEMENT_FAILED;
  }

  static StatementRecord of(JournalEvent event, String detail) {
    int blank = detail.indexOf(' ');
    return blank < 0
        ? new StatementRecord(event, detail, "")
        : new StatementRecord(event, detail.substring(0, blank), detail.substring(blank + 1));
  }
}
