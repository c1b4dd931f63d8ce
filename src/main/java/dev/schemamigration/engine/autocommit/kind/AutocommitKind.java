package dev.schemamigration.engine.autocommit.kind;

import dev.schemamigration.engine.fault.Refusal;
import java.sql.SQLException;
import java.util.Optional;

/**
 * One statement of a certain kind, as far as recovery needs to know it. A kind answers from the
 * system catalog whether a statement took effect whose end was never recorded, and removes what a
 * failed one left behind, because no rollback of the server does that for it.
 *
 * <p>Most answers have a default: a kind overrides those in which it differs. It is added as one
 * class and one line in {@link AutocommitKinds}.
 */
public interface AutocommitKind {
  /** Returns the command's name for messages if Postgres refuses it in a transaction block. */
  Optional<String> refusedInTransaction();

  /** Returns why it cannot be sent outside of a transaction either, if it cannot. */
  default Optional<Refusal> unrecoverable() {
    return Optional.empty();
  }

  /** Whether it commits in one transaction with its journal row, so that nothing is uncertain. */
  default boolean commitsWithJournal() {
    return false;
  }

  /** Whether it waits for other transactions while nobody waits for its locks. */
  default boolean waits() {
    return false;
  }

  /** Whether it may commit transactions of its own and fail after that. */
  default boolean mayCommitInPart() {
    return false;
  }

  /** Whether the rollback of its changeset fails if it was never executed. */
  default boolean neededByRollback() {
    return true;
  }

  /** Returns what exists before it is sent and must not be taken for its effect later. */
  default String before(Catalog catalog) throws SQLException {
    return "";
  }

  /**
   * Settles a statement that was sent and whose end was never recorded: completes its effect or
   * removes what it left behind.
   *
   * @param before what {@link #before} returned when it was sent
   * @return empty when the catalog cannot show whether it took effect
   */
  Optional<Effect> settle(Catalog catalog, String before) throws SQLException;

  /**
   * Removes what keeps the statement from being sent.
   *
   * @param again whether it was sent before
   */
  default void clear(Catalog catalog, boolean again) throws SQLException {}

  /** Whether a statement that failed left everything as it was. */
  default boolean untouched(Catalog catalog) throws SQLException {
    return true;
  }

  /** Whether its effect is there already, so that it need not be sent. */
  default boolean needless(Catalog catalog) throws SQLException {
    return false;
  }

  /**
   * Whether its effect, completed if pending, is there although an attempt was recorded as failed.
   */
  default boolean completedByFailure(Catalog catalog) throws SQLException {
    return false;
  }

  /** Returns what is wrong with the effect of a statement for which the server reported success. */
  default Optional<String> verify(Catalog catalog) throws SQLException {
    return Optional.empty();
  }

  /**
   * Returns a SQL condition that is true once the statement took effect, under the search_path of
   * the migrations; empty where the success that the server reports is enough.
   */
  default Optional<String> effect() {
    return Optional.empty();
  }
}
