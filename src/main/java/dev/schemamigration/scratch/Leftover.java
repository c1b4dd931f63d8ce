package dev.schemamigration.scratch;

/**
 * A scratch database of a process that has ended without dropping it.
 *
 * @param database its name
 * @param comment when it was created, and by whom; empty where it has none
 * @param fate what became of it
 */
public record Leftover(String database, String comment, Fate fate) {
  /** What becomes of a leftover. */
  public enum Fate {
    /** It is gone now. */
    DROPPED,
    /** Somebody is connected to it. */
    IN_USE,
    /** The role may not drop it. */
    NOT_OWNED
  }

  /** A sentence about it. */
  public String described() {
    var what =
        "scratch database " + database + (comment.isEmpty() ? "" : " (" + comment + ")") + " ";
    return what
        + switch (fate) {
          case DROPPED -> "of an ended process was left behind; it is dropped now";
          case IN_USE -> "of an ended process still has a connection; the next start drops it";
          case NOT_OWNED -> "of an ended process belongs to another role; that one can drop it";
        };
  }
}
