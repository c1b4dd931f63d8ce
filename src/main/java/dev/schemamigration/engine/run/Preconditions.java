package dev.schemamigration.engine.run;

import dev.schemamigration.database.fault.SqlFaults;
import dev.schemamigration.database.session.Session;
import dev.schemamigration.engine.changelog.Changeset;
import dev.schemamigration.engine.changelog.ParsedChangelog;
import dev.schemamigration.engine.fault.ChangelogFault.InvalidChangelog;
import dev.schemamigration.engine.fault.EngineException;
import dev.schemamigration.engine.fault.RunFault.PreconditionFailed;
import dev.schemamigration.engine.fault.RunFault.StatementFailed;
import dev.schemamigration.engine.liquibase.LiquibaseScope;
import dev.schemamigration.engine.liquibase.RootCause;
import dev.schemamigration.engine.liquibase.SessionDatabase;
import dev.schemamigration.plan.Operation;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import liquibase.changelog.ChangeSet;
import liquibase.exception.PreconditionErrorException;
import liquibase.exception.PreconditionFailedException;
import liquibase.precondition.ErrorPrecondition;
import liquibase.precondition.FailedPrecondition;
import liquibase.precondition.core.AndPrecondition;
import liquibase.precondition.core.PreconditionContainer;
import liquibase.precondition.core.PreconditionContainer.ErrorOption;
import liquibase.precondition.core.PreconditionContainer.FailOption;
import liquibase.precondition.core.SqlPrecondition;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates the preconditions of a changelog. A query that the server rejects is an error of the
 * precondition; a query that failed because of a lock or a lost connection is a fault of the run.
 */
public final class Preconditions {
  private final Session session;
  private final SessionDatabase database;

  public Preconditions(Session session, SessionDatabase database) {
    this.session = session;
    this.database = database;
  }

  /** The ways in which a changeset is left out because of its preconditions. */
  enum Skip {
    /** It is not recorded. */
    CONTINUE,
    /** It is recorded as if it had run. */
    MARK_RAN
  }

  private sealed interface Result {
    record Satisfied() implements Result {}

    record Failed(String why) implements Result {}

    record Errored(String why) implements Result {}
  }

  /**
   * Evaluates the preconditions of a changeset; empty when it is to be executed.
   *
   * @throws EngineException when they halt the run
   */
  Optional<Skip> skip(ParsedChangelog parsed, Changeset changeset) throws SQLException {
    var preconditions = changeset.changeSet().getPreconditions();
    if (preconditions == null) {
      return Optional.empty();
    }
    return switch (evaluate(
        preconditions, parsed, changeset.changeSet(), changeset.displayName())) {
      case Result.Satisfied satisfied -> Optional.empty();
      case Result.Failed failure ->
          switch (preconditions.getOnFail()) {
            case CONTINUE -> Optional.of(Skip.CONTINUE);
            case MARK_RAN -> Optional.of(Skip.MARK_RAN);
            case WARN -> Optional.empty();
            case HALT ->
                throw halted(
                    parsed,
                    changeset.displayName(),
                    preconditions.getOnFailMessage(),
                    failure.why());
          };
      case Result.Errored error ->
          switch (preconditions.getOnError()) {
            case CONTINUE -> Optional.of(Skip.CONTINUE);
            case MARK_RAN -> Optional.of(Skip.MARK_RAN);
            case WARN -> Optional.empty();
            case HALT ->
                throw halted(
                    parsed,
                    changeset.displayName(),
                    preconditions.getOnErrorMessage(),
                    error.why());
          };
    };
  }

  /**
   * Requires the preconditions of the whole file. Nothing of a file can be left out, so that
   * anything but a warning halts the run.
   *
   * @throws EngineException when they halt the run
   */
  void require(ParsedChangelog parsed) throws SQLException {
    var preconditions = parsed.changelog().getPreconditions();
    if (preconditions == null) {
      return;
    }
    for (var nested : preconditions.getNestedPreconditions()) {
      var container = nested instanceof PreconditionContainer it ? it : null;
      var options = container == null ? preconditions : container;
      var all = new PreconditionContainer();
      (container == null ? List.of(nested) : container.getNestedPreconditions())
          .forEach(all::addNestedPrecondition);
      switch (evaluate(all, parsed, null, "")) {
        case Result.Satisfied satisfied -> {}
        case Result.Failed failure -> {
          if (options.getOnFail() != FailOption.WARN) {
            throw halted(parsed, "", options.getOnFailMessage(), failure.why());
          }
        }
        case Result.Errored error -> {
          if (options.getOnError() != ErrorOption.WARN) {
            throw halted(parsed, "", options.getOnErrorMessage(), error.why());
          }
        }
      }
    }
  }

  /** Rolls back what a query may have written, inside a transaction and outside of one. */
  private Result evaluate(
      PreconditionContainer preconditions,
      ParsedChangelog parsed,
      @Nullable ChangeSet changeSet,
      String name)
      throws SQLException {
    session.enterMigration();
    var connection = session.connection();
    boolean autoCommit = connection.getAutoCommit();
    connection.setAutoCommit(false);
    var savepoint = connection.setSavepoint();
    try {
      return LiquibaseScope.call(parsed.files(), () -> check(preconditions, parsed, changeSet));
    } catch (PreconditionErrorException e) {
      for (var error : e.getErrorPreconditions()) {
        throwOutage(parsed, name, error);
      }
      return new Result.Errored(
          joined(
              e.getErrorPreconditions().stream()
                  .map(it -> RootCause.root(it.getCause()))
                  .toList()));
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new EngineException(new InvalidChangelog(parsed.file().path(), RootCause.root(e)), e);
    } finally {
      if (!connection.isClosed()) {
        connection.rollback(savepoint);
        if (autoCommit) {
          connection.rollback();
          connection.setAutoCommit(true);
        }
      }
    }
  }

  /** Leaves out the container itself, which would apply its options and hide the result. */
  private Result check(
      PreconditionContainer preconditions, ParsedChangelog parsed, @Nullable ChangeSet changeSet)
      throws PreconditionErrorException {
    database.setObjectQuotingStrategy(
        changeSet == null
            ? parsed.changelog().getObjectQuotingStrategy()
            : changeSet.getObjectQuotingStrategy());
    var all = new AndPrecondition();
    var separated = new SeparatedPreconditions(session);
    preconditions
        .getNestedPreconditions()
        .forEach(it -> all.addNestedPrecondition(separated.of(it)));
    try {
      all.check(database, parsed.changelog(), changeSet, null);
      return new Result.Satisfied();
    } catch (PreconditionFailedException e) {
      return new Result.Failed(
          joined(e.getFailedPreconditions().stream().map(Preconditions::why).toList()));
    }
  }

  /** Adds what makes a query fail that says what its author means. */
  private static String why(FailedPrecondition failed) {
    var message = failed.getMessage();
    if (!(failed.getPrecondition() instanceof SqlPrecondition check)) {
      return message;
    }
    var expected = String.valueOf(check.getExpectedResult());
    if (!message.contains("'" + expected + "'")) {
      return "the query returned NULL, and '" + expected + "' is expected";
    }
    return expected.matches("(?i)true|false") && message.matches("(?s).*'[tf]'")
        ? message + "; Postgres writes a boolean as t or f, write expectedResult:t"
        : message;
  }

  private static void throwOutage(
      ParsedChangelog parsed, String changeset, ErrorPrecondition error) {
    SqlFaults.find(error.getCause())
        .map(
            fault ->
                new StatementFailed(
                    parsed.file().id(),
                    Operation.UPGRADE,
                    changeset,
                    0,
                    error.getPrecondition().getName(),
                    "",
                    fault))
        .filter(failed -> !failed.lasting())
        .ifPresent(
            failed -> {
              throw new EngineException(failed, error.getCause());
            });
  }

  private static EngineException halted(
      ParsedChangelog parsed, String changeset, @Nullable String message, String why) {
    return new EngineException(
        new PreconditionFailed(parsed.file().id(), changeset, message == null ? why : message));
  }

  private static String joined(List<String> texts) {
    return String.join("; ", texts);
  }
}
