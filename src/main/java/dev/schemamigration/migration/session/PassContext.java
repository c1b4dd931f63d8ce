package dev.schemamigration.migration.session;

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
public final class PassContext implements AutoCloseable {
  private final UUID id = UUID.randomUUID();
  private final Request request;
  private final SessionOpener sessions;
  private final Session session;
  private final TrackingTables tracking;
  private final ReportBuilder findings;
  private @Nullable Engine engine;

  private PassContext(
      Request request, SessionOpener sessions, Session session, ReportBuilder findings) {
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
  public static PassContext open(
      Connector connector, Request request, SessionTimeouts timeouts, ReportBuilder findings)
      throws SQLException {
    var sessions = new SessionOpener(connector, request);
    return new PassContext(request, sessions, sessions.open(timeouts, findings), findings);
  }

  /** Names the pass in journal and archive. */
  public UUID id() {
    return id;
  }

  public Request request() {
    return request;
  }

  public Session session() {
    return session;
  }

  public TrackingTables tracking() {
    return tracking;
  }

  public ReportBuilder findings() {
    return findings;
  }

  /** A second session, to look at this one from outside. */
  public Session observer() throws SQLException {
    return sessions.observer();
  }

  /** Liquibase, bound to the session. */
  public Engine engine() {
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
