package dev.schemamigration.database.tracking;

/** What the journal records; the stored text is {@link #name()}. */
public enum JournalEvent {
  /** A run began. */
  RUN_BEGUN,
  /** The plan of a run had the approval that it needed. */
  APPROVED,
  /** A run ended, whichever way. */
  RUN_ENDED,
  /** A revision was applied. */
  APPLIED,
  /** A revision was undone. */
  UNDONE,
  /** A statement outside a transaction is about to be sent. */
  STATEMENT_BEGUN,
  /** That statement took effect. */
  STATEMENT_DONE,
  /** That statement was refused by the server and had no effect. */
  STATEMENT_FAILED,
  /** A plan was refused. */
  REFUSED,
  /** Another tool's history was taken over. */
  ADOPTED,
  /** The database has another owner than before. */
  OWNER_CHANGED,
  /** Revisions were recorded as applied or not applied without running them. */
  STAMPED,
  /** The file of an applied revision was recorded as it is now, without running it. */
  ACCEPTED
}
