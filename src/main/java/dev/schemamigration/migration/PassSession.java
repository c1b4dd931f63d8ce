package dev.schemamigration.migration;

import dev.schemamigration.database.session.Connector;
import dev.schemamigration.database.session.Session;
import dev.schemamigration.database.session.SessionTimeouts;
import dev.schemamigration.database.tracking.TrackingTables;
import dev.schemamigration.engine.Engine;
import dev.schemamigration.migration.api.Request;
import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What one pass works with: its session, the record in that session's database, and Liquibase. That
 * is loaded when it is first needed, which on the settled path is never.
 */
final class PassSession implements AutoCloseable {
  private final UUID id = UUID.randomUUID();
  private final Request request;
  private final Sessions sessions;
  private final Session session;
  private final TrackingTables tracking;
  private final Findings findings;
  private @Nullable Engine engine;

  private PassSession(Request request, Sessions sessions, Session session, Findings findings) {
    this.request = request;
    this.sessions = sessions;
    this.session = session;
    this.findings = findings;
    this.tracking = new TrackingTables(session, request.requester(), id);
  }

  /**
   * Connects.
   *
   * @param findings take up what is found out
   */
  static PassSession open(
      Connector connector, Request request, SessionTimeouts timeouts, Findings findings)
      throws SQLException {
    var sessions = new Sessions(connector, request);
    return new PassSession(request, sessions, sessions.open(timeouts, findings), findings);
  }

  /** Names the pass in journal and archive. */
  UUID id() {
    return id;
  }

  Request request() {
    return request;
  }

  Session session() {
    return session;
  }

  TrackingTables tracking() {
    return tracking;
  }

  Findings findings() {
    return findings;
  }

  /** A second session, to look at this one from outside. */
  Session observer() throws SQLException {
    return sessions.observer();
  }

  /** Liquibase, bound to the session. */
  Engine engine() {
    if (engine == null) {
      engine = new Engine(session);
    }
    return engine;
  }

  @Override
  public void close() throws SQLException {
    if (engine != null) {
      engine.close();
    }
    session.close();
  }
}
