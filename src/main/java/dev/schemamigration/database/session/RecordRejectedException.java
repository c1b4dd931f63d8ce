package dev.schemamigration.database.session;

import java.sql.SQLException;
import java.util.Optional;
import org.postgresql.util.PSQLException;

/**
 * The server was asked to refuse a record under certain conditions, and did. What was not committed
 * before is rolled back.
 */
public final class RecordRejectedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Of a text that is no boolean; of a division by zero. Statements of ours have neither. */
  private static final String LOCK_TAKEN = "22P02";

  private static final String NOT_KEPT = "22012";

  private final Refusal refusal;

  /** Why it was refused. */
  public enum Refusal {
    /** A script gave the migration lock back, and another session has it now. */
    LOCK_TAKEN(
        "a statement gave the migration lock back, and another run has taken it; what was not"
            + " committed before was rolled back"),
    /** Triggers, rules or row security made something else of it. */
    NOT_KEPT(
        "what was written into %s did not stay as it was written: a trigger, a rule or row"
            + " security on its tables stands in the way; take that off; what was not committed"
            + " before was rolled back");

    private final String message;

    Refusal(String message) {
      this.message = message;
    }
  }

  private RecordRejectedException(Refusal refusal, String trackingSchema, SQLException cause) {
    super(refusal.message.formatted(trackingSchema), cause);
    this.refusal = refusal;
  }

  /** Why it was refused. */
  public Refusal refusal() {
    return refusal;
  }

  /** The refusal behind {@code failure}, if that is one and not somebody's trigger speaking. */
  static Optional<RecordRejectedException> of(SQLException failure, String trackingSchema) {
    var said = failure instanceof PSQLException it ? it.getServerErrorMessage() : null;
    if (said == null || said.getWhere() != null) {
      return Optional.empty();
    }
    return Optional.ofNullable(
            LOCK_TAKEN.equals(said.getSQLState())
                ? Refusal.LOCK_TAKEN
                : NOT_KEPT.equals(said.getSQLState()) ? Refusal.NOT_KEPT : null)
        .map(it -> new RecordRejectedException(it, trackingSchema, failure));
  }
}
