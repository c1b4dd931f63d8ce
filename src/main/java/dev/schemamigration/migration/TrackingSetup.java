package dev.schemamigration.migration;

import dev.schemamigration.database.connection.ConnectionSettings;
import dev.schemamigration.database.fault.DatabaseFault;
import dev.schemamigration.database.fault.SqlFaults;
import dev.schemamigration.database.tracking.JournalEvent;
import dev.schemamigration.database.tracking.RecordedState;
import dev.schemamigration.migration.api.RunListener;
import dev.schemamigration.migration.reason.FaultException;
import dev.schemamigration.migration.reason.Reason;
import dev.schemamigration.migration.session.PassContext;
import java.sql.SQLException;
import java.util.List;

/**
 * Brings a database to where a run can start from: with our tables, another tool's history in them.
 */
final class TrackingSetup {
  private TrackingSetup() {}

  /**
   * The state to start from. On a first run the tables are made, and another tool's history is
   * taken over in the same transaction.
   */
  static RecordedState begin(PassContext pass, RunListener listener) throws SQLException {
    var recorded = pass.tracking().read();
    var takeover = Adoption.find(pass.request(), pass.session(), recorded, pass::engine);
    if (takeover.isEmpty()) {
      return install(pass, recorded);
    }
    var history = takeover.get();
    var stamping = StampWriter.of(pass);
    pass.session()
        .inTransaction(
            () -> {
              var empty = install(pass, recorded);
              history.rename(pass.tracking(), pass.session().settings().trackingSchema());
              stamping.record(
                  history.graph(),
                  empty,
                  history.revisions(),
                  history::attempt,
                  history.execTypes(),
                  JournalEvent.ADOPTED,
                  history.described());
            });
    listener.adopted(history.tool(), List.copyOf(history.graph().oldestFirst(history.revisions())));
    return pass.tracking().read();
  }

  /** Makes the tables where there are none. */
  static RecordedState install(PassContext pass, RecordedState recorded) throws SQLException {
    if (recorded.installed()) {
      return recorded;
    }
    try {
      pass.tracking().install();
    } catch (SQLException e) {
      throw notInstalled(pass.session().settings(), SqlFaults.classify(e), e);
    }
    return pass.tracking().read();
  }

  private static FaultException notInstalled(
      ConnectionSettings settings, DatabaseFault fault, SQLException e) throws SQLException {
    if (fault.kind() != DatabaseFault.Kind.PERMISSION) {
      throw e;
    }
    var role = settings.role().orElse(settings.user());
    return new FaultException(
        Reason.PermissionDenied,
        "spec.database.trackingSchema: "
            + role
            + " cannot make the tables of schema "
            + settings.trackingSchema()
            + " in "
            + settings.address()
            + ": "
            + fault.summary()
            + "; GRANT CREATE ON DATABASE "
            + settings.database()
            + " TO "
            + role
            + ", or create the schema with "
            + role
            + " as its owner");
  }
}
