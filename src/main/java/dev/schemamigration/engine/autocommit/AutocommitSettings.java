package dev.schemamigration.engine.autocommit;

import dev.schemamigration.database.session.Session;
import dev.schemamigration.engine.autocommit.AutocommitScript.Statement;
import dev.schemamigration.engine.sql.SessionSetting;
import dev.schemamigration.engine.statement.StatementSender;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/**
 * What is set for the session while a statement outside of a transaction runs: what its script has
 * set before it, and how long it may wait and run.
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

  /** Sets again what a script has set, after a line of the journal or a crash put it back. */
  void replay(List<Statement> settings) {
    settings.forEach(it -> sender.sendAgain(it.executable(), it.place()));
  }

  /**
   * Bounds how long a statement may wait and run.
   *
   * <p>A lock timeout would leave an invalid index behind, so only the statement timeout bounds
   * what builds and drops indexes; they do not stand in anybody's way while they wait. What the
   * script says about timeouts itself is left alone.
   */
  void limit(Statement statement, List<Statement> settings) throws SQLException {
    var texts = settings.stream().map(it -> it.executable().text()).toList();
    if (statement.kind().waits() && !SessionSetting.mentions(texts, "lock_timeout")) {
      execute("SET lock_timeout = 0");
    }
    if (!SessionSetting.mentions(texts, "statement_timeout")) {
      execute("SET statement_timeout = " + timeout.toMillis());
    }
  }

  /**
   * Bounds what clears away after a statement by how long the run may last: nobody waits behind
   * this, and an invalid index would cost every writer until the next run.
   */
  void limitClearing() throws SQLException {
    execute("SET lock_timeout = 0");
    execute("SET statement_timeout = " + sender.left().toMillis());
  }

  private void execute(String sql) throws SQLException {
    try (var statement = session.connection().createStatement()) {
      statement.execute(sql);
    }
  }
}
