package dev.schemamigration.engine;

import dev.schemamigration.database.DatabaseFault;
import dev.schemamigration.plan.Operation;
import java.util.List;

/** What can go wrong with a changelog, as data. */
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

  /** The server refused a statement. */
  record StatementFailed(
      String revision,
      Operation operation,
      String changeset,
      int statement,
      String sql,
      DatabaseFault cause)
      implements EngineFault {
    @Override
    public String message() {
      return "revision "
          + revision
          + (operation == Operation.UPGRADE ? "" : " (downgrade)")
          + ", changeset "
          + changeset
          + ", statement "
          + statement
          + ": "
          + cause.summary();
    }
  }

  /** A precondition of a changeset does not hold. */
  record PreconditionFailed(String revision, String changeset, String detail)
      implements EngineFault {
    @Override
    public String message() {
      return "revision "
          + revision
          + ", changeset "
          + changeset
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

  /** Nothing tells whether a statement took effect before the connection was lost. */
  record Uncertain(String revision, String changeset, int statement, String sql)
      implements EngineFault {
    @Override
    public String message() {
      return "revision "
          + revision
          + ", changeset "
          + changeset
          + ", statement "
          + statement
          + " was sent and its end is unknown; look whether it took effect and finish it by hand: "
          + sql;
    }
  }

  /** The server reported success and the catalogue says otherwise. */
  record NotEffective(String revision, String changeset, int statement, String detail)
      implements EngineFault {
    @Override
    public String message() {
      return "revision "
          + revision
          + ", changeset "
          + changeset
          + ", statement "
          + statement
          + ": "
          + detail;
    }
  }

  /** One transaction was asked for and the changeset runs outside of any. */
  record NotTransactional(String revision, String changeset) implements EngineFault {
    @Override
    public String message() {
      return "execution.transaction: Plan cannot hold revision "
          + revision
          + ": changeset "
          + changeset
          + " says runInTransaction:false; use transaction: Revision";
    }
  }

  /** A half-applied revision was edited in the part that has run. */
  record EditedHalfway(String revision, String changeset, int statement) implements EngineFault {
    @Override
    public String message() {
      return "revision "
          + revision
          + " is half applied and was edited in the part that has run: changeset "
          + changeset
          + ", statement "
          + statement
          + "; restore that statement, later ones may differ";
    }
  }
}
