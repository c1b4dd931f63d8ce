package dev.schemamigration.migration.session;

import dev.schemamigration.database.session.Connector;
import dev.schemamigration.database.session.Session;
import dev.schemamigration.database.session.SessionTimeouts;
import dev.schemamigration.database.tracking.TrackingTables;
import dev.schemamigration.engine.Engine;
import dev.schemamigration.engine.budget.PassBudget;
import dev.schemamigration.engine.budget.Room;
import dev.schemamigration.migration.api.Request;
import dev.schemamigration.source.fault.SourceException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The context of one pass: its request, session, tracking tables, engine and report. The engine is
 * created when it is first needed, which in a settled database is never.
 */
public final class PassContext implements AutoCloseable {
  private final UUID id = UUID.randomUUID();
  private final Request request;
  private final SessionOpener sessions;
  private final Session session;
  private final TrackingTables tracking;
  private final ReportBuilder report;
  private final Room room;
  private Supplier<Optional<String>> stop = Optional::empty;
  private @Nullable Engine engine;

  private PassContext(
      Request request, Room room, SessionOpener sessions, Session session, ReportBuilder report) {
    this.request = request;
    this.room = room;
    this.sessions = sessions;
    this.session = session;
    this.report = report;
    this.tracking = new TrackingTables(session, request.requester(), id);
  }

  /**
   * Opens the session of a pass.
   *
   * @param room for what this pass and all others make of their changelogs
   * @param report receives what the pass finds
   * @throws SourceException when the source cannot serve the goal, before a connection is made
   * @throws SQLException as the driver throws it
   * @throws dev.schemamigration.migration.reason.FaultException when a pooler is unsuitable
   */
  public static PassContext open(
      Connector connector,
      Request request,
      Room room,
      SessionTimeouts timeouts,
      ReportBuilder report)
      throws SQLException {
    var unusable = request.goal().faultOf(request.bundle());
    if (unusable.isPresent()) {
      throw new SourceException(unusable.get());
    }
    var sessions = new SessionOpener(connector, request);
    return new PassContext(request, room, sessions, sessions.open(timeouts, report), report);
  }

  /** Identifies the pass in the journal. */
  public UUID id() {
    return id;
  }

  /** What is to be done. */
  public Request request() {
    return request;
  }

  /** The session of the pass, which closes it. */
  public Session session() {
    return session;
  }

  /** The tracking tables, in the session. */
  public TrackingTables tracking() {
    return tracking;
  }

  /** What the pass has found so far. */
  public ReportBuilder report() {
    return report;
  }

  /**
   * Opens a second session, which observes the first.
   *
   * @param unwanted whether nobody wants it any more, which ends it
   */
  public Session observer(BooleanSupplier unwanted) throws SQLException {
    return sessions.observer(unwanted);
  }

  /**
   * Lets the parse of changelogs end early.
   *
   * @param why why the pass is to stop now; empty while it may continue
   */
  public void stopWhen(Supplier<Optional<String>> why) {
    stop = why;
  }

  /** The engine of the session. */
  public Engine engine() {
    if (engine == null) {
      engine = new Engine(session, new PassBudget(room, namespace(), () -> stop.get()));
    }
    return engine;
  }

  private String namespace() {
    var requester = request.requester().name();
    return requester.substring(0, Math.max(0, requester.indexOf('/')));
  }

  @Override
  public void close() throws SQLException {
    if (engine != null) {
      engine.close();
    }
    session.close();
  }
}
