package dev.schemamigration.database.session;

/** Whether a connection keeps the server process that it works with. */
public enum Pooling {
  /** Nothing stands between client and server. */
  NONE,
  /** A pooler, which keeps client and server process together until the client leaves. */
  SESSION,
  /**
   * One that does so too, but hands the server process on as the client left it, with its locks and
   * settings.
   */
  SESSION_LEFT_AS_IT_WAS,
  /**
   * A pooler that hands out a server process for a transaction or a statement only: session locks
   * and settings would stay behind on a process that somebody else works with next.
   */
  TRANSACTION
}
