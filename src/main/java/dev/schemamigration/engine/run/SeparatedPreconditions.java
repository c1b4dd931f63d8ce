package dev.schemamigration.engine.run;

import dev.schemamigration.database.session.Session;
import java.sql.SQLException;
import liquibase.changelog.ChangeSet;
import liquibase.changelog.DatabaseChangeLog;
import liquibase.changelog.visitor.ChangeExecListener;
import liquibase.database.Database;
import liquibase.exception.PreconditionErrorException;
import liquibase.exception.PreconditionFailedException;
import liquibase.precondition.Precondition;
import liquibase.precondition.PreconditionLogic;
import liquibase.precondition.core.AndPrecondition;
import liquibase.precondition.core.NotPrecondition;
import liquibase.precondition.core.OrPrecondition;
import liquibase.precondition.core.SqlPrecondition;

/**
 * Separates the queries of a changelog's author from those of Liquibase and the driver. Only the
 * former are the migration's, and run under its search_path; the latter ask the catalog, with
 * operators that others could have created better matches for.
 */
final class SeparatedPreconditions {
  private final Session session;

  SeparatedPreconditions(Session session) {
    this.session = session;
  }

  /** The same precondition, with each query under the search_path that it belongs to. */
  Precondition of(Precondition precondition) {
    return switch (precondition) {
      case SqlPrecondition sql -> sql;
      case NotPrecondition not -> with(new NotPrecondition(), not);
      case OrPrecondition or -> with(new OrPrecondition(), or);
      case AndPrecondition and -> with(new AndPrecondition(), and);
      default -> new Separated(precondition);
    };
  }

  private Precondition with(PreconditionLogic empty, PreconditionLogic original) {
    original.getNestedPreconditions().forEach(it -> empty.addNestedPrecondition(of(it)));
    return empty;
  }

  private final class Separated extends AndPrecondition {
    Separated(Precondition only) {
      addNestedPrecondition(only);
    }

    @Override
    public void check(
        Database database,
        DatabaseChangeLog changeLog,
        ChangeSet changeSet,
        ChangeExecListener listener)
        throws PreconditionFailedException, PreconditionErrorException {
      var path = leave(changeLog);
      try {
        super.check(database, changeLog, changeSet, listener);
      } finally {
        session.returnToMigration(path);
      }
    }

    private String leave(DatabaseChangeLog changeLog) throws PreconditionErrorException {
      try {
        return session.leaveMigration();
      } catch (SQLException e) {
        throw new PreconditionErrorException(e, changeLog, this);
      }
    }
  }
}
