package dev.schemamigration.migration;

import dev.schemamigration.database.connection.ConnectionSettings;
import dev.schemamigration.database.tracking.Ownership;
import dev.schemamigration.database.tracking.RecordedState;
import dev.schemamigration.migration.reason.FaultException;
import dev.schemamigration.migration.reason.PassFault;
import java.util.Optional;

/**
 * Decides whether a request may work on a database, by what the tracking tables record about it.
 * The decision of a run holds because it is made, and written, under the migration lock.
 */
final class OwnershipCheck {
  private OwnershipCheck() {}

  /**
   * What a run has to record about the database before anything else; empty when all of it is
   * recorded.
   *
   * @throws FaultException when the recorded revisions have been applied in another schema
   */
  static Optional<Ownership> check(ConnectionSettings settings, RecordedState recorded) {
    var schema = settings.firstSchema();
    var before = recorded.ownership();
    if (before.isPresent() && before.get().schema().equals(schema)) {
      return Optional.empty();
    }
    if (before.isPresent() && !recorded.nothingApplied()) {
      throw new FaultException(new PassFault.OtherSchema(before.get().schema(), schema));
    }
    return Optional.of(
        new Ownership(
            schema, before.flatMap(Ownership::owner), before.map(Ownership::target).orElse("")));
  }
}
