package dev.schemamigration.engine.fault;

import dev.schemamigration.database.fault.DatabaseFault;
import dev.schemamigration.database.session.RecordRejectedException;
import dev.schemamigration.plan.Operation;
import dev.schemamigration.setting.SettingNames;
import java.util.regex.Pattern;

/**
 * Faults while a revision is executed or recorded. Changesets have the name that they have in
 * messages.
 */
public sealed interface RunFault extends EngineFault {
  /**
   * A statement failed.
   *
   * @param statement its number in the changeset; 0 for a precondition, which {@code sql} names
   * @param place file and line of the error, or of the statement; empty where they are not known
   */
  record StatementFailed(
      String revision,
      Operation operation,
      String changeset,
      int statement,
      String sql,
      String place,
      DatabaseFault cause)
      implements RunFault {
    /** Postgres reports an invalid transaction termination without a remedy. */
    private static final String ENDS_TRANSACTION = "2D000";

    /** Postgres reports a statement that needs to be outside of a transaction without a remedy. */
    private static final String IN_TRANSACTION = "25001";

    private static final Pattern TRANSACTION_MODE =
        Pattern.compile("(?is)\\s*+(?:set|begin|start)\\b.*+");

    /** Whether the statement would fail again in the same way. */
    public boolean lasting() {
      return cause.kind() == DatabaseFault.Kind.STATEMENT
          || cause.kind() == DatabaseFault.Kind.PERMISSION;
    }

    @Override
    public String message(SettingNames names) {
      return EngineFault.subject(revision, operation)
          + (changeset.isEmpty() ? "" : ", " + changeset)
          + (statement == 0 ? ", precondition " + sql : ", statement " + statement)
          + (lasting() && !place.isEmpty() ? " (" + place + ")" : "")
          + ": "
          + cause.summary()
          + remedy();
    }

    private String remedy() {
      return switch (cause.sqlState()) {
        case ENDS_TRANSACTION ->
            "; a block that ends transactions goes into a changeset with runInTransaction:false";
        case IN_TRANSACTION ->
            TRANSACTION_MODE.matcher(sql).matches()
                ? ""
                : "; it goes into a changeset of its own with runInTransaction:false";
        default -> "";
      };
    }
  }

  /**
   * What has to be true after a revision is not.
   *
   * @param path of the file that asks for it
   * @param statement its number in that file
   * @param place its line
   */
  record NotVerified(String revision, String path, int statement, String place, String detail)
      implements RunFault {
    @Override
    public String message(SettingNames names) {
      return "revision "
          + revision
          + ", "
          + path
          + ", statement "
          + statement
          + " "
          + place
          + ": "
          + detail;
    }
  }

  /** A precondition failed: of a changeset, or of the whole file when that is empty. */
  record PreconditionFailed(String revision, String changeset, String detail) implements RunFault {
    @Override
    public String message(SettingNames names) {
      return "revision "
          + revision
          + (changeset.isEmpty() ? "" : ", " + changeset)
          + ": precondition failed: "
          + detail;
    }
  }

  /** Everything was executed, and writing the record or the commit failed. */
  record NotCommitted(String revision, Operation operation, DatabaseFault cause)
      implements RunFault {
    @Override
    public String message(SettingNames names) {
      return EngineFault.subject(revision, operation)
          + ", commit: "
          + cause.summary()
          + (cause.kind() == DatabaseFault.Kind.CONNECTION_LOST
              ? "; whether it was committed is found out by the next run"
              : "");
    }
  }

  /** Another run has done the same in the meantime; this one was rolled back. */
  record Overtaken(String revision, Operation operation) implements RunFault {
    @Override
    public String message(SettingNames names) {
      return "revision "
          + revision
          + " was "
          + (operation == Operation.UPGRADE ? "applied" : "undone")
          + " by another run meanwhile; this one was rolled back";
    }
  }

  /** The record was rejected before the commit; everything was rolled back. */
  record RecordRefused(
      String revision, Operation operation, RecordRejectedException.Refusal refusal, String detail)
      implements RunFault {
    @Override
    public String message(SettingNames names) {
      return EngineFault.subject(revision, operation) + ", commit: " + detail;
    }
  }
}
