package dev.schemamigration.engine.run;

import dev.schemamigration.database.fault.DatabaseFault;
import dev.schemamigration.database.fault.SqlFaults;
import dev.schemamigration.database.fault.StatementTiming;
import dev.schemamigration.database.session.Session;
import dev.schemamigration.engine.changelog.VerificationScript;
import dev.schemamigration.engine.fault.EngineException;
import dev.schemamigration.engine.fault.RunFault.NotVerified;
import dev.schemamigration.engine.fault.RunFault.StatementFailed;
import dev.schemamigration.engine.fault.RunStoppedException;
import dev.schemamigration.engine.statement.RunControl;
import dev.schemamigration.plan.Operation;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Duration;
import java.util.Optional;

/**
 * Runs what has to be true after a revision, in the open transaction. The server lets it write
 * nothing: it is read-only below a savepoint, to which everything is rolled back.
 */
public final class RevisionVerification {
  /** Beyond them, the rows of a result are not looked at. */
  private static final int MOST_ROWS = 10_000;

  private final Session session;
  private final RunControl control;

  public RevisionVerification(Session session, RunControl control) {
    this.session = session;
    this.control = control;
  }

  /**
   * Requires that every statement succeeds, and returns nothing but true where it returns one
   * boolean column.
   *
   * @throws EngineException with {@link NotVerified} when that is not so, or as any statement fails
   */
  public void run(String revision, VerificationScript script) throws SQLException {
    var connection = session.connection();
    session.enterMigration(); // before the savepoint, so that its rollback does not take it back
    var savepoint = connection.setSavepoint();
    try (var statement = connection.createStatement()) {
      statement.execute("SET LOCAL transaction_read_only = on");
      statement.setEscapeProcessing(false);
      statement.setMaxRows(MOST_ROWS);
      for (int number = 1; number <= script.statements().size(); number++) {
        control
            .stop()
            .ifPresent(
                why -> {
                  throw new RunStoppedException(why);
                });
        run(revision, script, number, statement);
      }
    } finally {
      connection.rollback(savepoint);
    }
  }

  private void run(String revision, VerificationScript script, int number, Statement statement) {
    long sent = System.nanoTime();
    Optional<String> answer;
    try {
      answer = wrongAnswer(statement, script.statements().get(number - 1).text());
    } catch (SQLException e) {
      var fault = SqlFaults.classify(e, timing(sent));
      throw new EngineException(
          lasting(fault)
              ? new NotVerified(
                  revision, script.path(), number, script.place(number), fault.summary())
              : new StatementFailed(
                  revision,
                  Operation.UPGRADE,
                  script.path(),
                  number,
                  script.statements().get(number - 1).text(),
                  script.place(number),
                  fault),
          e);
    }
    if (answer.isPresent()) {
      throw new EngineException(
          new NotVerified(revision, script.path(), number, script.place(number), answer.get()));
    }
  }

  private static Optional<String> wrongAnswer(Statement statement, String sql) throws SQLException {
    if (!statement.execute(sql)) {
      return Optional.empty();
    }
    try (var rows = statement.getResultSet()) {
      boolean asked =
          rows.getMetaData().getColumnCount() == 1
              && (rows.getMetaData().getColumnType(1) == Types.BIT
                  || rows.getMetaData().getColumnType(1) == Types.BOOLEAN)
              && rows.getMetaData().getColumnTypeName(1).equals("bool");
      while (asked && rows.next()) {
        if (!rows.getBoolean(1)) {
          return Optional.of(rows.wasNull() ? "it returned NULL" : "it returned false");
        }
      }
      return Optional.empty();
    }
  }

  private static boolean lasting(DatabaseFault fault) {
    return switch (fault.kind()) {
      case STATEMENT, PERMISSION, READ_ONLY -> true;
      default -> false;
    };
  }

  private StatementTiming timing(long sent) {
    return new StatementTiming(
        control.stop().isPresent(),
        session.timeouts().statement(),
        Duration.ofNanos(System.nanoTime() - sent));
  }
}
