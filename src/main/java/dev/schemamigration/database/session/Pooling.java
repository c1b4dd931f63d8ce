package dev.schemamigration.database.session;

/** The pooling of a connection: whether it keeps its server process. */
public enum Pooling {
  /** The connection is direct. */
  NONE,
  /** A pooler in session mode: a client keeps its server process until it disconnects. */
  SESSION,
  /**
   * A pooler in session mode that passes the server process on without a reset, with the locks and
   * settings of the client that had it.
   */
  SESSION_WITHOUT_RESET,
  /**
   * A pooler in transaction or statement mode: session locks and settings would remain on a process
   * that another client uses next.
   */
  TRANSACTION
}
