package dev.schemamigration.engine;

import dev.schemamigration.database.DatabaseFault;
import dev.schemamigration.database.RecordException;
import dev.schemamigration.plan.Operation;
import java.util.List;

/** What can go wrong with a changelog, as data; changesets stand in it as messages call them. */
public sealed interface EngineFault {
  /** What, where and what to do; may hold SQL, so it is to be redacted before it is shown. */
  String message();

  /** The changelog cannot be read, or says something that makes no sense. */
  record InvalidChangelog(String path, String detail) implements EngineFault {
    @Override
    public String message() {
      return "revision file " + path + ": " + detail;
    }
  }

  /** The changelog asks for something that is never done. */
  record Forbidden(String path, String where, String what, String remedy) implements EngineFault {
    @Override
    public String message() {
      return "revision file " + path + ", " + where + ": " + what + " is not allowed; " + remedy;
    }
  }

  /** <code>${name}</code> without a value. */
  record MissingParameters(String path, List<String> names) implements EngineFault {
    @Override
    public String message() {
      var first = names.getFirst();
      return "revision file "
          + path
          + " uses "
          + String.join(", ", names.stream().map(it -> "${" + it + "}").toList())
          + " and nothing gives "
          + (names.size() == 1 ? "it" : "them")
          + " a value; add "
          + (names.size() == 1 ? "it" : "them")
          + " to spec.parameters, or write ${:"
          + first
          + "} where the text itself is meant";
    }
  }

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
      implements EngineFault {
    /** Postgres only says that it is invalid, not what would make it valid. */
    private static final String ENDS_TRANSACTION = "2D000";

    /** Whether it would fail again in the same way. */
    boolean lasting() {
      return cause.kind() == DatabaseFault.Kind.STATEMENT
          || cause.kind() == DatabaseFault.Kind.PERMISSION;
    }

    @Override
    public String message() {
      return "revision "
          + revision
          + (operation == Operation.UPGRADE ? "" : " (downgrade)")
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
  record PreconditionFailed(String revision, String changeset, String detail)
      implements EngineFault {
    @Override
    public String message() {
      return "revision "
          + revision
          + (changeset.isEmpty() ? "" : ", " + changeset)
          + ": precondition failed: "
          + detail;
    }
  }

  /** A revision cannot be undone. */
  record NotUndoable(String revision, String why) implements EngineFault {
    @Override
    public String message() {
      return "revision " + revision + " cannot be undone: " + why;
    }
  }

  /** Everything ran, and the server did not take the record or the commit of it. */
  record NotCommitted(String revision, Operation operation, DatabaseFault cause)
      implements EngineFault {
    @Override
    public String message() {
      return "revision "
          + revision
          + (operation == Operation.UPGRADE ? "" : " (downgrade)")
          + ", commit: "
          + cause.summary()
          + (cause.kind() == DatabaseFault.Kind.CONNECTION_LOST
              ? "; whether it was committed is found out by the next run"
              : "");
    }
  }

  /** Another run has done the same meanwhile; nothing of this one remains. */
  record Overtaken(String revision, Operation operation) implements EngineFault {
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
      String revision, Operation operation, RecordException.Refusal refusal, String detail)
      implements EngineFault {
    @Override
    public String message() {
      return "revision "
          + revision
          + (operation == Operation.UPGRADE ? "" : " (downgrade)")
          + ", commit: "
          + detail;
    }
  }

  /** A statement that ends transactions of its own failed after it had ended one. */
  record CommittedInPart(StatementFailed failed, String sql) implements EngineFault {
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
      implements EngineFault {
    @Override
    public String message() {
      return "revision "
          + revision
          + (operation == Operation.UPGRADE ? "" : " (downgrade)")
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
  record HalfUndone(StatementFailed failed, String sql) implements EngineFault {
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

  private static String byHand(String revision) {
    return "either finish revision "
        + revision
        + " by hand and record it as applied (schemactl stamp "
        + revision
        + "), or undo by hand what there is of it and record that (schemactl stamp with the"
        + " revision before it)";
  }

  /** The server reported success and the catalogue says otherwise. */
  record NotEffective(String revision, String changeset, int statement, String detail)
      implements EngineFault {
    @Override
    public String message() {
      return "revision " + revision + ", " + changeset + ", statement " + statement + ": " + detail;
    }
  }

  /** One transaction was asked for and the changeset runs outside of any. */
  record NotTransactional(String revision, String changeset) implements EngineFault {
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
  record HalfWay(String revision) implements EngineFault {
    @Override
    public String message() {
      return "execution.transaction: Plan cannot hold revision "
          + revision
          + ": an earlier run left it half-way; use transaction: Revision until it is done";
    }
  }

  /** A half-applied revision was edited in the part that has run. */
  record EditedHalfway(String revision, String changeset, int statement) implements EngineFault {
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
}
