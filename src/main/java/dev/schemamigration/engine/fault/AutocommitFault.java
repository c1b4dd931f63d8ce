package dev.schemamigration.engine.fault;

import dev.schemamigration.engine.fault.RunFault.StatementFailed;
import dev.schemamigration.plan.Operation;

/**
 * What can go wrong with statements outside of a transaction, whose effect stays. Changesets stand
 * in it as messages call them.
 */
public sealed interface AutocommitFault extends EngineFault {
  /** A statement that ends transactions of its own failed after it had ended one. */
  record CommittedInPart(StatementFailed failed, String sql) implements AutocommitFault {
    @Override
    public String message() {
      return failed.message()
          + "; it had ended transactions of its own before, which stay: "
          + byHand(failed.revision())
          + "; the statement: "
          + sql;
    }
  }

  /** Nothing tells whether a statement took effect before the connection was lost. */
  record Uncertain(
      String revision, Operation operation, String changeset, int statement, String sql)
      implements AutocommitFault {
    @Override
    public String message() {
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

  /** The rollback of a revision that was applied in part found something else than it expects. */
  record HalfUndone(StatementFailed failed, String sql) implements AutocommitFault {
    @Override
    public String message() {
      return failed.message()
          + "; only the first statements of that changeset had been applied, so its rollback may"
          + " not fit: "
          + byHand(failed.revision())
          + "; the statement: "
          + sql;
    }
  }

  /** The server reported success and the catalogue says otherwise. */
  record NotEffective(String revision, String changeset, int statement, String detail)
      implements AutocommitFault {
    @Override
    public String message() {
      return "revision " + revision + ", " + changeset + ", statement " + statement + ": " + detail;
    }
  }

  /** One transaction was asked for and the changeset runs outside of any. */
  record NotTransactional(String revision, String changeset) implements AutocommitFault {
    @Override
    public String message() {
      return "execution.transaction: Plan cannot hold revision "
          + revision
          + ": "
          + changeset
          + " says runInTransaction:false; use transaction: Revision";
    }
  }

  /** One transaction was asked for and the revision is half-way already. */
  record HalfWay(String revision) implements AutocommitFault {
    @Override
    public String message() {
      return "execution.transaction: Plan cannot hold revision "
          + revision
          + ": an earlier run left it half-way; use transaction: Revision until it is done";
    }
  }

  /** A half-applied revision was edited in the part that has run. */
  record EditedHalfway(String revision, String changeset, int statement)
      implements AutocommitFault {
    @Override
    public String message() {
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
