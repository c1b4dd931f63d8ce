package dev.schemamigration.database.session;

import java.sql.SQLException;
import java.util.Optional;
import org.postgresql.util.PSQLException;

/**
 * The server has rejected a record because a check sent along with it failed. What was not
 * committed before is rolled back.
 */
public final class RecordRejectedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** invalid_text_representation, which the check of the lock raises on purpose. */
  private static final String LOCK_TAKEN = "22P02";

  /** division_by_zero, which the check of the tables raises on purpose. */
  private static final String NOT_KEPT = "22012";

  private final Refusal refusal;

  /** Reasons of a rejection. */
  public enum Refusal {
    /** A script released the migration lock, and another session has it now. */
    LOCK_TAKEN(
        "a statement gave the migration lock back, and another run has taken it; what was not"
            + " committed before was rolled back"),
    /** A trigger, a rule or row security could change the rows. */
    NOT_KEPT(
        "nothing was recorded in %s, because a trigger, a rule or row security has been put on its"
            + " tables; take that off; what was not committed before was rolled back");

    private final String message;

    Refusal(String message) {
      this.message = message;
    }
  }

  private RecordRejectedException(Refusal refusal, String trackingSchema, SQLException cause) {
    super(refusal.message.formatted(trackingSchema), cause);
    this.refusal = refusal;
  }

  /** Why the record was rejected. */
  public Refusal refusal() {
    return refusal;
  }

  /** The rejection that {@code failure} is; empty for other errors and those of a trigger. */
  static Optional<RecordRejectedException> of(SQLException failure, String trackingSchema) {
    var error = failure instanceof PSQLException it ? it.getServerErrorMessage() : null;
    if (error == null || error.getWhere() != null) {
      return Optional.empty();
    }
    return Optional.ofNullable(
            LOCK_TAKEN.equals(error.getSQLState())
                ? Refusal.LOCK_TAKEN
                : NOT_KEPT.equals(error.getSQLState()) ? Refusal.NOT_KEPT : null)
        .map(it -> new RecordRejectedException(it, trackingSchema, failure));
  }
}
