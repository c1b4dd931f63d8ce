package dev.schemamigration.engine.statement;

import dev.schemamigration.database.fault.DatabaseFault;
import dev.schemamigration.database.fault.SqlFaults;
import dev.schemamigration.database.fault.StatementTiming;
import dev.schemamigration.database.session.Session;
import dev.schemamigration.engine.changelog.Changeset;
import dev.schemamigration.engine.changelog.ParsedChangelog;
import dev.schemamigration.engine.fault.ChangelogLocation;
import dev.schemamigration.engine.fault.EngineException;
import dev.schemamigration.engine.fault.Refusal;
import dev.schemamigration.engine.fault.RunFault.StatementFailed;
import dev.schemamigration.engine.fault.RunStoppedException;
import dev.schemamigration.engine.sql.ExecutableStatement;
import dev.schemamigration.engine.validation.StatementValidator;
import dev.schemamigration.plan.Operation;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.postgresql.core.BaseConnection;

/** Sends single statements and says exactly which one failed. */
public final class StatementSender {
  private final Session session;
  private final RunControl control;
  private final SelfImposedLimits limits = new SelfImposedLimits();

  public StatementSender(Session session, RunControl control) {
    this.session = session;
    this.control = control;
  }

  /** Where a statement stands. */
  public record Place(
      String revision, String path, Operation operation, Changeset changeset, int statement) {
    public static Place of(
        ParsedChangelog parsed, Operation operation, Changeset changeset, int statement) {
      return new Place(parsed.file().id(), parsed.file().path(), operation, changeset, statement);
    }

    /** Another statement of the same changeset. */
    public Place at(int statement) {
      return new Place(revision, path, operation, changeset, statement);
    }

    /** That the server refused what stands here. */
    StatementFailed failed(String sql, DatabaseFault fault) {
      return new StatementFailed(revision, operation, changeset.called(), statement, sql, fault);
    }
  }

  /**
   * Asks whether the run should go on.
   *
   * @throws RunStoppedException when not
   */
  public void requireGoingOn() {
    control
        .stop()
        .ifPresent(
            why -> {
              throw new RunStoppedException(why);
            });
  }

  /** How much longer the run may take; zero for as long as it likes. */
  public Duration left() {
    return control.left();
  }

  /** Says that what a failed statement left is about to be cleared away. */
  public void clearingAway() {
    control.clearingAway();
  }

  /** Looks at a statement, then sends it. */
  public void send(ExecutableStatement statement, Place place) {
    send(statement, place, StatementValidator::refusal);
  }

  /** Sends a statement that was looked at when its changelog was parsed. */
  public void sendChecked(ExecutableStatement statement, Place place) {
    send(statement, place, (it, inTransaction) -> Optional.empty());
  }

  /** Sends a statement that was sent before, whether or not the run should go on. */
  public void sendAgain(ExecutableStatement statement, Place place) {
    deliver(statement, place, StatementValidator::refusal);
  }

  private interface Check {
    Optional<Refusal> refusal(ExecutableStatement statement, boolean inTransaction);
  }

  private void send(ExecutableStatement statement, Place place, Check check) {
    requireGoingOn();
    deliver(statement, place, check);
  }

  private void deliver(ExecutableStatement statement, Place place, Check check) {
    long sent = System.nanoTime();
    try {
      refuse(statement, place, check);
      limits.note(place.revision(), statement.text());
      switch (statement) {
        case ExecutableStatement.Sql sql -> execute(sql.text());
        case ExecutableStatement.Prepared prepared -> prepared.sender().send();
      }
    } catch (SQLException e) {
      var timing = timing(sent);
      var fault = limits.judge(SqlFaults.classify(e, timing), timing.cancelRequested());
      throw new EngineException(place.failed(statement.text(), fault), e);
    }
  }

  /**
   * What only the database could tell was not looked at before: the rows of a file, and, of any
   * statement, whether strings still end where they ended when it was looked at.
   */
  private void refuse(ExecutableStatement statement, Place place, Check check) throws SQLException {
    var refusal =
        session.connection().unwrap(BaseConnection.class).getStandardConformingStrings()
            ? check.refusal(statement, !session.connection().getAutoCommit())
            : Optional.of(StatementValidator.OTHER_STRINGS);
    if (refusal.isPresent()) {
      throw new ChangelogLocation(place.path())
          .forbidden(place.changeset().at("statement " + place.statement()), refusal.get());
    }
  }

  private StatementTiming timing(long sent) {
    return new StatementTiming(
        control.stop().isPresent(),
        session.timeouts().statement(),
        Duration.ofNanos(System.nanoTime() - sent));
  }

  private void execute(String sql) throws SQLException {
    try (var statement = session.connection().createStatement()) {
      statement.setEscapeProcessing(false);
      statement.execute(sql);
    }
  }
}
