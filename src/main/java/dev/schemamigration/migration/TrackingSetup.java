package dev.schemamigration.migration;

import dev.schemamigration.database.connection.ConnectionSettings;
import dev.schemamigration.database.fault.DatabaseFault;
import dev.schemamigration.database.fault.SqlFaults;
import dev.schemamigration.database.tracking.JournalEvent;
import dev.schemamigration.database.tracking.Ownership;
import dev.schemamigration.database.tracking.RecordedState;
import dev.schemamigration.migration.api.RunListener;
import dev.schemamigration.migration.reason.FaultException;
import dev.schemamigration.migration.reason.PassFault;
import dev.schemamigration.migration.session.PassContext;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Prepares the tracking tables for a run: creates them and adopts the history of another tool. */
final class TrackingSetup {
  private TrackingSetup() {}

  /**
   * The recorded state at the begin of a run. On the first run this creates the tables and adopts
   * the history of another tool in the same transaction.
   */
  static RecordedState begin(PassContext pass, RunListener listener) throws SQLException {
    var recorded = pass.tracking().readToWrite();
    var ownership = OwnershipCheck.check(pass.session().settings(), recorded);
    var adoption = Adoption.find(pass.request(), pass.session(), recorded, pass::engine);
    if (adoption.isEmpty()) {
      return install(pass, recorded, ownership);
    }
    var history = adoption.get();
    var stamp = StampWriter.of(pass);
    pass.session()
        .inTransaction(
            () -> {
              var empty = install(pass, recorded, ownership);
              history.rename(pass.tracking(), pass.session().settings().trackingSchema());
              stamp.record(
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

  /**
   * Creates the tables that are missing, records the ownership, and returns the state.
   *
   * @param ownership what {@link OwnershipCheck} found to be missing or to be replaced
   */
  static RecordedState install(
      PassContext pass, RecordedState recorded, Optional<Ownership> ownership) throws SQLException {
    if (ownership.isEmpty()) {
      return recorded;
    }
    try {
      pass.session()
          .inTransaction(
              () -> {
                if (recorded.ownership().isEmpty()) {
                  pass.tracking().install();
                }
                pass.tracking().putOwnership(ownership.get());
              });
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
    return new FaultException(
        new PassFault.TablesNotPermitted(
            settings.role().orElse(settings.user()),
            settings.trackingSchema(),
            settings.address(),
            settings.database(),
            fault.summary()));
  }
}
