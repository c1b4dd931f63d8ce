package dev.schemamigration.engine.autocommit;

import dev.schemamigration.database.session.Session;
import dev.schemamigration.engine.autocommit.AutocommitScript.Statement;
import dev.schemamigration.engine.sql.SessionSetting;
import dev.schemamigration.engine.statement.StatementSender;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/**
 * Applies the session settings under which a statement outside of a transaction is executed: those
 * of its script and its timeouts.
 */
final class AutocommitSettings {
  private final Session session;
  private final StatementSender sender;
  private final Duration timeout;

  AutocommitSettings(Session session, StatementSender sender, Duration timeout) {
    this.session = session;
    this.sender = sender;
    this.timeout = timeout;
  }

  /** Repeats settings of a script, which a journal row or a crash has reset. */
  void replay(List<Statement> settings) {
    settings.forEach(it -> sender.sendAgain(it.executable(), it.position()));
  }

  /**
   * Limits how long a statement may wait and run.
   *
   * <p>A lock timeout would leave an invalid index behind, so that creating and dropping indexes is
   * limited by the statement timeout only; nobody waits for their locks meanwhile. A timeout that
   * the script sets itself takes precedence.
   */
  void limit(Statement statement, List<Statement> preceding) throws SQLException {
    var texts = preceding.stream().map(it -> it.executable().text()).toList();
    if (statement.kind().waits() && !SessionSetting.mentions(texts, "lock_timeout")) {
      execute("SET lock_timeout = 0");
    }
    if (!SessionSetting.mentions(texts, "statement_timeout")) {
      execute("SET statement_timeout = " + timeout.toMillis());
    }
  }

  /**
   * Limits the cleanup after a failed statement by the run's deadline only: nobody waits for its
   * locks, and an invalid index would slow down every writer until the next run.
   */
  void limitCleanup() throws SQLException {
    execute("SET lock_timeout = 0");
    execute("SET statement_timeout = " + sender.remaining().toMillis());
  }

  private void execute(String sql) throws SQLException {
    try (var statement = session.connection().createStatement()) {
      statement.execute(sql);
    }
  }
}
