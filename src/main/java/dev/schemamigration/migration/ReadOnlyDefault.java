package dev.schemamigration.migration;

import dev.schemamigration.database.fault.DatabaseFault;
import dev.schemamigration.database.fault.SqlFaults;
import dev.schemamigration.migration.reason.FaultException;
import dev.schemamigration.migration.reason.FaultTranslator;
import dev.schemamigration.migration.reason.Reason;
import dev.schemamigration.migration.session.PassContext;
import java.sql.SQLException;

/**
 * Tells a role or a database whose transactions are read-only by a setting from a standby: the
 * server refuses the first write of both with one SQLSTATE.
 */
final class ReadOnlyDefault {
  private ReadOnlyDefault() {}

  /** Work of a pass that writes. */
  interface Writing<T> {
    T run() throws SQLException;
  }

  /**
   * Runs {@code work} in the session of {@code pass}.
   *
   * @throws FaultException naming the setting, where it is what refused a write
   */
  static <T> T explained(PassContext pass, Writing<T> work) throws SQLException {
    try {
      return work.run();
    } catch (SQLException | RuntimeException e) {
      if (isReadOnly(e) && isDefault(pass, e)) {
        var request = pass.request();
        var faults = new FaultTranslator(request.database(), request.parameters(), request.names());
        throw new FaultException(
            Reason.ReadOnlySession,
            faults.of(e).finding()
                + "; the server is no standby: default_transaction_read_only is on for the role or"
                + " the database");
      }
      throw e;
    }
  }

  private static boolean isReadOnly(Exception e) {
    return e instanceof FaultException known
        ? known.fault().reason() == Reason.ReadOnlyServer
        : SqlFaults.find(e).filter(it -> it.kind() == DatabaseFault.Kind.READ_ONLY).isPresent();
  }

  private static boolean isDefault(PassContext pass, Exception e) {
    try {
      return pass.session().isReadOnlyByDefault();
    } catch (SQLException | RuntimeException unknown) {
      e.addSuppressed(unknown);
      return false;
    }
  }
}
