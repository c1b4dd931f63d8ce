package dev.schemamigration.engine.fault;

import dev.schemamigration.database.fault.DatabaseFault;
import dev.schemamigration.database.session.RecordRejectedException;
import dev.schemamigration.plan.Operation;

/**
 * What can go wrong while a revision runs or is recorded. Changesets stand in it as messages call
 * them.
 */
public sealed interface RunFault extends EngineFault {
  /**
   * The server refused a statement.
   *
   * @param statement its number in the changeset; 0 for a precondition, which {@code sql} names
   */
  record StatementFailed(
      String revision,
      Operation operation,
      String changeset,
      int statement,
      String sql,
      DatabaseFault cause)
      implements RunFault {
    /** Postgres only says that it is invalid, not what would make it valid. */
    private static final String ENDS_TRANSACTION = "2D000";

    /** Whether it would fail again in the same way. */
    public boolean lasting() {
      return cause.kind() == DatabaseFault.Kind.STATEMENT
          || cause.kind() == DatabaseFault.Kind.PERMISSION;
    }

    @Override
    public String message() {
      return EngineFault.subject(revision, operation)
          + (changeset.isEmpty() ? "" : ", " + changeset)
          + (statement == 0 ? ", precondition " + sql : ", statement " + statement)
          + ": "
          + cause.summary()
          + (ENDS_TRANSACTION.equals(cause.sqlState())
              ? "; a block that ends transactions goes into a changeset with runInTransaction:false"
              : "");
    }
  }

  /** A precondition does not hold: of a changeset, or of the whole file when that is empty. */
  record PreconditionFailed(String revision, String changeset, String detail) implements RunFault {
    @Override
    public String message() {
      return "revision "
          + revision
          + (changeset.isEmpty() ? "" : ", " + changeset)
          + ": precondition failed: "
          + detail;
    }
  }

  /** Everything ran, and the server did not take the record or the commit of it. */
  record NotCommitted(String revision, Operation operation, DatabaseFault cause)
      implements RunFault {
    @Override
    public String message() {
      return EngineFault.subject(revision, operation)
          + ", commit: "
          + cause.summary()
          + (cause.kind() == DatabaseFault.Kind.CONNECTION_LOST
              ? "; whether it was committed is found out by the next run"
              : "");
    }
  }

  /** Another run has done the same meanwhile; nothing of this one remains. */
  record Overtaken(String revision, Operation operation) implements RunFault {
    @Override
    public String message() {
      return "revision "
          + revision
          + " was "
          + (operation == Operation.UPGRADE ? "applied" : "undone")
          + " by another run meanwhile; this one was rolled back";
    }
  }

  /** The server refused the record of what ran; nothing of it remains. */
  record RecordRefused(
      String revision, Operation operation, RecordRejectedException.Refusal refusal, String detail)
      implements RunFault {
    @Override
    public String message() {
      return EngineFault.subject(revision, operation) + ", commit: " + detail;
    }
  }
}
