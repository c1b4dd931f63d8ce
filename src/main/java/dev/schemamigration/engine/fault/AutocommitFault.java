package dev.schemamigration.engine.fault;

import dev.schemamigration.engine.fault.RunFault.StatementFailed;
import dev.schemamigration.plan.Operation;
import dev.schemamigration.setting.Choice;
import dev.schemamigration.setting.SettingNames;

/**
 * Faults of statements outside of a transaction, whose effect stays. Changesets have the name that
 * they have in messages.
 */
public sealed interface AutocommitFault extends EngineFault {
  /** A statement failed after it had committed a transaction of its own. */
  record CommittedInPart(StatementFailed failed, String sql) implements AutocommitFault {
    @Override
    public String message(SettingNames names) {
      return failed.message(names)
          + "; it had ended transactions of its own before, which stay: "
          + byHand(failed.revision())
          + "; the statement: "
          + sql;
    }
  }

  /** Whether a statement took effect before the connection was lost cannot be determined. */
  record Uncertain(
      String revision, Operation operation, String changeset, int statement, String sql)
      implements AutocommitFault {
    @Override
    public String message(SettingNames names) {
      return EngineFault.subject(revision, operation)
          + ", "
          + changeset
          + ", statement "
          + statement
          + " was sent and its end is unknown; find out whether it took effect, then "
          + byHand(revision)
          + "; the statement: "
          + sql;
    }
  }

  /** The rollback of a revision that was applied in part does not fit what is there. */
  record HalfUndone(StatementFailed failed, String sql) implements AutocommitFault {
    @Override
    public String message(SettingNames names) {
      return failed.message(names)
          + "; only the first statements of that changeset had been applied, so its rollback may"
          + " not fit: "
          + byHand(failed.revision())
          + "; the statement: "
          + sql;
    }
  }

  /** The server reported success, but the catalog does not show the effect. */
  record NotEffective(String revision, String changeset, int statement, String detail)
      implements AutocommitFault {
    @Override
    public String message(SettingNames names) {
      return "revision " + revision + ", " + changeset + ", statement " + statement + ": " + detail;
    }
  }

  /** One transaction was requested, but the changeset is executed outside of any. */
  record NotTransactional(String revision, String changeset) implements AutocommitFault {
    @Override
    public String message(SettingNames names) {
      return names.of(Choice.TRANSACTION_PLAN)
          + " cannot hold revision "
          + revision
          + ": "
          + changeset
          + " says runInTransaction:false; use "
          + names.of(Choice.TRANSACTION_REVISION);
    }
  }

  /** One transaction was requested, but the revision is unfinished already. */
  record HalfWay(String revision) implements AutocommitFault {
    @Override
    public String message(SettingNames names) {
      return names.of(Choice.TRANSACTION_PLAN)
          + " cannot hold revision "
          + revision
          + ": an earlier run left it half-way; use "
          + names.of(Choice.TRANSACTION_REVISION)
          + " until it is done";
    }
  }

  /** An unfinished revision was edited in the part that was executed. */
  record EditedHalfway(String revision, String changeset, int statement)
      implements AutocommitFault {
    @Override
    public String message(SettingNames names) {
      return "revision "
          + revision
          + " is half applied and was edited in the part that has run: "
          + changeset
          + ", statement "
          + statement
          + "; restore that statement, later ones may differ";
    }
  }

  private static String byHand(String revision) {
    return "either finish revision "
        + revision
        + " by hand and record it as applied (schemactl stamp "
        + revision
        + "), or undo by hand what there is of it and record that (schemactl stamp with the"
        + " revision before it)";
  }
}
