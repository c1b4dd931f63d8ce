package dev.schemamigration.database;

/** Whether a connection keeps the server process that it works with. */
public enum Pooling {
  /** Nothing stands between client and server. */
  NONE,
  /** A pooler, which keeps client and server process together until the client leaves. */
  SESSION,
  /**
   * A pooler that hands out a server process for a transaction or a statement only: session locks
   * and settings would stay behind on a process that somebody else works with next.
   */
  TRANSACTION
}
