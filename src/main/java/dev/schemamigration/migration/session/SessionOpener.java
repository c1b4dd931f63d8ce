package dev.schemamigration.migration.session;

import dev.schemamigration.database.session.Connector;
import dev.schemamigration.database.session.PoolerProbe;
import dev.schemamigration.database.session.Session;
import dev.schemamigration.database.session.SessionTimeouts;
import dev.schemamigration.migration.api.Request;
import dev.schemamigration.migration.reason.FaultException;
import dev.schemamigration.migration.reason.PassFault;
import java.sql.SQLException;
import java.util.function.BooleanSupplier;

/** Opens the sessions of a pass. */
final class SessionOpener {
  private final Connector connector;
  private final Request request;

  SessionOpener(Connector connector, Request request) {
    this.connector = connector;
    this.request = request;
  }

  /** The session that the pass works on. */
  Session open(SessionTimeouts timeouts, ReportBuilder report) throws SQLException {
    var session = connector.open(request.database(), timeouts, name());
    try {
      report.reached(session.facts());
      refusePoolThatLosesLocks(session);
      return session;
    } catch (SQLException | RuntimeException e) {
      session.close();
      throw e;
    }
  }

  /** A second session, which observes the first until nobody wants it any more. */
  Session observer(BooleanSupplier unwanted) throws SQLException {
    return connector
        .unless(unwanted)
        .open(request.database(), SessionTimeouts.INSPECTION, name() + " (watch)");
  }

  private String name() {
    return "schema-migration/" + request.requester().name();
  }

  /** With such a pool, lock and settings of the session would remain on a server process. */
  private void refusePoolThatLosesLocks(Session session) throws SQLException {
    if (!session.pooled()) {
      return;
    }
    var pooling =
        PoolerProbe.check(
            session.connection(),
            session.backendPid(),
            () -> connector.connect(request.database(), "schema-migration (probe)"));
    switch (pooling) {
      case TRANSACTION ->
          throw refused(
              session,
              "gives every transaction another server process, so the migration lock would not"
                  + " hold; point it at the server itself or at a pool in session mode");
      case SESSION_WITHOUT_RESET ->
          throw refused(
              session,
              "hands sessions on as they were left, so the migration lock of a run that was killed"
                  + " would stay; have it clean up (of PgBouncer: server_reset_query = DISCARD ALL),"
                  + " or point it at the server itself");
      case SESSION, NONE -> {}
    }
  }

  private static FaultException refused(Session session, String why) {
    return new FaultException(new PassFault.UnsuitablePooler(session.settings().address(), why));
  }
}
