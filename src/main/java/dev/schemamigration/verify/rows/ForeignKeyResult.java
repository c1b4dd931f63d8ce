package dev.schemamigration.verify.rows;

/**
 * Whether a foreign key refuses a row without a parent.
 *
 * @param name such as {@code fk_user of public.orders}
 * @param outcome what was found
 * @param why it could not be found out; else empty text
 */
public record ForeignKeyResult(String name, Outcome outcome, String why) {
  /** What can be found out about a foreign key. */
  public enum Outcome {
    /** It refused the row. */
    WORKS,
    /** It let the row in. */
    OPEN,
    /** It could not be tried. */
    NOT_TRIED
  }
}
