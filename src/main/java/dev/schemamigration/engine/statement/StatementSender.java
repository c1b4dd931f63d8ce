package dev.schemamigration.engine.statement;

import dev.schemamigration.database.fault.SqlFaults;
import dev.schemamigration.database.fault.StatementTiming;
import dev.schemamigration.database.session.Session;
import dev.schemamigration.engine.fault.ChangelogLocation;
import dev.schemamigration.engine.fault.EngineException;
import dev.schemamigration.engine.fault.Refusal;
import dev.schemamigration.engine.fault.RunStoppedException;
import dev.schemamigration.engine.sql.ExecutableStatement;
import dev.schemamigration.engine.validation.StatementValidator;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.postgresql.core.BaseConnection;

/** Sends single statements; a failure names the statement and its position. */
public final class StatementSender {
  private final Session session;
  private final RunControl control;
  private final SelfImposedLimits limits = new SelfImposedLimits();

  public StatementSender(Session session, RunControl control) {
    this.session = session;
    this.control = control;
  }

  /**
   * Requires that the run was not asked to stop.
   *
   * @throws RunStoppedException when it was
   */
  public void requireNotStopped() {
    control
        .stop()
        .ifPresent(
            why -> {
              throw new RunStoppedException(why);
            });
  }

  /** Returns the time left until the run's deadline; zero without a deadline. */
  public Duration remaining() {
    return control.remaining();
  }

  /** Notifies that what a failed statement left behind is about to be removed. */
  public void cleaningUp() {
    control.cleaningUp();
  }

  /** Validates a statement and sends it. */
  public void send(ExecutableStatement statement, StatementPosition position) {
    send(statement, position, StatementValidator::refusal);
  }

  /** Sends a statement that was validated when its changelog was parsed. */
  public void sendChecked(ExecutableStatement statement, StatementPosition position) {
    send(statement, position, (it, inTransaction) -> Optional.empty());
  }

  /** Repeats a statement that was sent before, even if the run is to stop. */
  public void sendAgain(ExecutableStatement statement, StatementPosition position) {
    execute(statement, position, StatementValidator::refusal);
  }

  private interface Check {
    Optional<Refusal> refusal(ExecutableStatement statement, boolean inTransaction);
  }

  private void send(ExecutableStatement statement, StatementPosition position, Check check) {
    requireNotStopped();
    execute(statement, position, check);
  }

  private void execute(ExecutableStatement statement, StatementPosition position, Check check) {
    long sent = System.nanoTime();
    try {
      refuse(statement, position, check);
      limits.track(position.revision(), statement.text());
      session.enterMigration();
      switch (statement) {
        case ExecutableStatement.Sql sql -> execute(sql.text());
        case ExecutableStatement.Prepared prepared -> prepared.sender().send();
      }
    } catch (SQLException e) {
      var timing = timing(sent);
      var fault = limits.classify(SqlFaults.classify(e, timing), timing.cancelRequested());
      throw new EngineException(position.failed(statement, fault), e);
    }
  }

  /**
   * Validates what parsing could not: rows of a file, and that strings still end where the lexer
   * ended them.
   */
  private void refuse(ExecutableStatement statement, StatementPosition position, Check check)
      throws SQLException {
    var refusal =
        session.connection().unwrap(BaseConnection.class).getStandardConformingStrings()
            ? check.refusal(statement, !session.connection().getAutoCommit())
            : Optional.of(StatementValidator.NONSTANDARD_STRINGS);
    if (refusal.isPresent()) {
      throw new ChangelogLocation(position.path())
          .forbidden(position.changeset().at("statement " + position.statement()), refusal.get());
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
      session.ignoringRows(() -> statement.execute(sql));
    }
  }
}
