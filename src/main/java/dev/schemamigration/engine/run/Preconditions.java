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
import org.jspecify.annotations.Nullable;

/**
 * Asks the preconditions of a changelog. What the database answers to a question that is wrong
 * counts as an error of the precondition; that it could not answer, because of a lock or a broken
 * connection, says nothing about the precondition and is a fault of the run.
 */
public final class Preconditions {
  private final Session session;
  private final SessionDatabase database;

  public Preconditions(Session session, SessionDatabase database) {
    this.session = session;
    this.database = database;
  }

  /** What keeps a changeset from running. */
  enum Skip {
    /** It is left out and not recorded. */
    CONTINUE,
    /** It is left out and recorded as if it had run. */
    MARK_RAN
  }

  private sealed interface Answer {
    record Holds() implements Answer {}

    record Fails(String why) implements Answer {}

    record Unanswered(String why) implements Answer {}
  }

  /**
   * Asks what a changeset needs.
   *
   * @throws EngineException when it may not run
   */
  Optional<Skip> skip(ParsedChangelog parsed, Changeset changeset) throws SQLException {
    var conditions = changeset.changeSet().getPreconditions();
    if (conditions == null) {
      return Optional.empty();
    }
    return switch (ask(conditions, parsed, changeset.changeSet(), changeset.called())) {
      case Answer.Holds holds -> Optional.empty();
      case Answer.Fails fails ->
          switch (conditions.getOnFail()) {
            case CONTINUE -> Optional.of(Skip.CONTINUE);
            case MARK_RAN -> Optional.of(Skip.MARK_RAN);
            case WARN -> Optional.empty();
            case HALT ->
                throw failed(
                    parsed, changeset.called(), conditions.getOnFailMessage(), fails.why());
          };
      case Answer.Unanswered unanswered ->
          switch (conditions.getOnError()) {
            case CONTINUE -> Optional.of(Skip.CONTINUE);
            case MARK_RAN -> Optional.of(Skip.MARK_RAN);
            case WARN -> Optional.empty();
            case HALT ->
                throw failed(
                    parsed, changeset.called(), conditions.getOnErrorMessage(), unanswered.why());
          };
    };
  }

  /**
   * Asks what the whole file needs. Nothing of it can be left out, so that anything but a warning
   * stops it.
   *
   * @throws EngineException when it may not run
   */
  void require(ParsedChangelog parsed) throws SQLException {
    var conditions = parsed.changelog().getPreconditions();
    if (conditions == null) {
      return;
    }
    for (var nested : conditions.getNestedPreconditions()) {
      var container = nested instanceof PreconditionContainer it ? it : null;
      var options = container == null ? conditions : container;
      var all = new PreconditionContainer();
      (container == null ? List.of(nested) : container.getNestedPreconditions())
          .forEach(all::addNestedPrecondition);
      switch (ask(all, parsed, null, "")) {
        case Answer.Holds holds -> {}
        case Answer.Fails fails -> {
          if (options.getOnFail() != FailOption.WARN) {
            throw failed(parsed, "", options.getOnFailMessage(), fails.why());
          }
        }
        case Answer.Unanswered unanswered -> {
          if (options.getOnError() != ErrorOption.WARN) {
            throw failed(parsed, "", options.getOnErrorMessage(), unanswered.why());
          }
        }
      }
    }
  }

  /**
   * Asking leaves nothing behind, also where a question writes, inside a transaction or outside.
   */
  private Answer ask(
      PreconditionContainer conditions,
      ParsedChangelog parsed,
      @Nullable ChangeSet changeSet,
      String name)
      throws SQLException {
    var connection = session.connection();
    boolean alone = connection.getAutoCommit();
    connection.setAutoCommit(false);
    var savepoint = connection.setSavepoint();
    try {
      return LiquibaseScope.call(parsed.files(), () -> check(conditions, parsed, changeSet));
    } catch (PreconditionErrorException e) {
      for (var error : e.getErrorPreconditions()) {
        refuseOutage(parsed, name, error);
      }
      return new Answer.Unanswered(
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
        if (alone) {
          connection.rollback();
          connection.setAutoCommit(true);
        }
      }
    }
  }

  /** Without the container itself, which would decide about its options where nobody sees it. */
  private Answer check(
      PreconditionContainer conditions, ParsedChangelog parsed, @Nullable ChangeSet changeSet)
      throws PreconditionErrorException {
    database.setObjectQuotingStrategy(
        changeSet == null
            ? parsed.changelog().getObjectQuotingStrategy()
            : changeSet.getObjectQuotingStrategy());
    var all = new AndPrecondition();
    conditions.getNestedPreconditions().forEach(all::addNestedPrecondition);
    try {
      all.check(database, parsed.changelog(), changeSet, null);
      return new Answer.Holds();
    } catch (PreconditionFailedException e) {
      return new Answer.Fails(
          joined(e.getFailedPreconditions().stream().map(FailedPrecondition::getMessage).toList()));
    }
  }

  private static void refuseOutage(
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
                    fault))
        .filter(failed -> !failed.lasting())
        .ifPresent(
            failed -> {
              throw new EngineException(failed, error.getCause());
            });
  }

  private static EngineException failed(
      ParsedChangelog parsed, String changeset, @Nullable String own, String why) {
    return new EngineException(
        new PreconditionFailed(parsed.file().id(), changeset, own == null ? why : own));
  }

  private static String joined(List<String> texts) {
    return String.join("; ", texts);
  }
}
