package dev.schemamigration.engine;

import dev.schemamigration.database.RanChangeset;
import dev.schemamigration.database.Session;
import dev.schemamigration.engine.EngineFault.InvalidChangelog;
import dev.schemamigration.engine.EngineFault.PreconditionFailed;
import dev.schemamigration.engine.EngineFault.StatementFailed;
import dev.schemamigration.engine.StatementSender.Place;
import dev.schemamigration.plan.Operation;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import liquibase.exception.PreconditionErrorException;
import liquibase.exception.PreconditionFailedException;
import liquibase.precondition.core.PreconditionContainer.ErrorOption;
import liquibase.precondition.core.PreconditionContainer.FailOption;

/** Runs one changeset, up or down, in the transaction that is open. */
final class ChangesetRunner {
  private final Session session;
  private final RunDatabase database;
  private final ChangeStatements statements;
  private final StatementSender sender;

  ChangesetRunner(
      Session session, RunDatabase database, ChangeStatements statements, StatementSender sender) {
    this.session = session;
    this.database = database;
    this.statements = statements;
    this.sender = sender;
  }

  /** Applies it; the row to record, or empty where Liquibase records nothing either. */
  Optional<RanChangeset> up(Parsed parsed, Changeset changeset) throws SQLException {
    var skipped = precondition(parsed, changeset);
    if (skipped.isPresent()) {
      return skipped.get() == Skip.MARK_RAN
          ? Optional.of(changeset.ran("MARK_RAN"))
          : Optional.empty();
    }
    if (changeset.mayFail()) {
      return attempt(parsed, changeset);
    }
    send(parsed, Operation.UPGRADE, changeset, statements.up(changeset));
    return Optional.of(changeset.ran("EXECUTED"));
  }

  /** Undoes it. */
  void down(Parsed parsed, Changeset changeset) {
    send(parsed, Operation.DOWNGRADE, changeset, statements.down(parsed.file().id(), changeset));
  }

  /** What keeps a changeset from running. */
  enum Skip {
    /** It is left out and not recorded. */
    CONTINUE,
    /** It is left out and recorded as if it had run. */
    MARK_RAN
  }

  /** Whether its precondition says to leave it out; a savepoint keeps the transaction usable. */
  Optional<Skip> precondition(Parsed parsed, Changeset changeset) throws SQLException {
    var preconditions = changeset.changeSet().getPreconditions();
    if (preconditions == null) {
      return Optional.empty();
    }
    boolean open = !session.connection().getAutoCommit();
    var savepoint = open ? session.connection().setSavepoint() : null;
    try {
      LiquibaseScope.call(
          parsed.files(),
          () -> {
            preconditions.check(database, parsed.changelog(), changeset.changeSet(), null);
            return true;
          });
      return Optional.empty();
    } catch (PreconditionFailedException e) {
      var detail = detail(e.getFailedPreconditions());
      var option = preconditions.getOnFail();
      return skip(
          parsed,
          changeset,
          option == FailOption.CONTINUE,
          option == FailOption.MARK_RAN,
          option == FailOption.WARN,
          detail);
    } catch (PreconditionErrorException e) {
      if (savepoint != null) {
        session.connection().rollback(savepoint);
      }
      var option = preconditions.getOnError();
      return skip(
          parsed,
          changeset,
          option == ErrorOption.CONTINUE,
          option == ErrorOption.MARK_RAN,
          option == ErrorOption.WARN,
          detail(e.getErrorPreconditions()));
    } catch (SQLException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw invalid(parsed, e);
    }
  }

  private static Optional<Skip> skip(
      Parsed parsed,
      Changeset changeset,
      boolean goOnWithout,
      boolean markRan,
      boolean onlyWarn,
      String detail) {
    if (goOnWithout) {
      return Optional.of(Skip.CONTINUE);
    }
    if (markRan) {
      return Optional.of(Skip.MARK_RAN);
    }
    if (onlyWarn) {
      return Optional.empty();
    }
    throw new EngineException(new PreconditionFailed(parsed.file().id(), changeset.name(), detail));
  }

  private Optional<RanChangeset> attempt(Parsed parsed, Changeset changeset) throws SQLException {
    var savepoint = session.connection().setSavepoint();
    try {
      send(parsed, Operation.UPGRADE, changeset, statements.up(changeset));
      return Optional.of(changeset.ran("EXECUTED"));
    } catch (EngineException e) {
      if (e.fault() instanceof StatementFailed failed && failed.lasting()) {
        session.connection().rollback(savepoint);
        return Optional.empty();
      }
      throw e;
    }
  }

  private void send(
      Parsed parsed,
      Operation operation,
      Changeset changeset,
      List<ChangeStatements.Batch> batches) {
    int number = 0;
    for (var batch : batches) {
      for (var statement : generate(parsed, batch)) {
        number++;
        sender.send(statement, Place.of(parsed, operation, changeset, number));
      }
    }
  }

  /** The statements of one change, generated now that those before it have run. */
  List<SingleStatement> generate(Parsed parsed, ChangeStatements.Batch batch) {
    try {
      return LiquibaseScope.call(parsed.files(), batch::statements);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw invalid(parsed, e);
    }
  }

  private static EngineException invalid(Parsed parsed, Exception e) {
    return new EngineException(
        new InvalidChangelog(parsed.file().path(), String.valueOf(e.getMessage())), e);
  }

  private static String detail(List<?> preconditions) {
    return String.join("; ", preconditions.stream().map(Object::toString).toList());
  }
}
