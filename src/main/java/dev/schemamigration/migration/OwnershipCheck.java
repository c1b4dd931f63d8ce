package dev.schemamigration.migration;

import dev.schemamigration.database.tracking.DatabaseOwner;
import dev.schemamigration.database.tracking.JournalEvent;
import dev.schemamigration.database.tracking.Ownership;
import dev.schemamigration.database.tracking.RecordedState;
import dev.schemamigration.database.tracking.TrackingTables;
import dev.schemamigration.migration.api.Claim;
import dev.schemamigration.migration.api.OwnerDirectory;
import dev.schemamigration.migration.api.Request;
import dev.schemamigration.migration.reason.FaultException;
import dev.schemamigration.migration.reason.PassFault;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Decides whether a request may work on a database, by what the tracking tables record about it.
 * The decision of a run holds because it is made, and written, under the migration lock.
 */
final class OwnershipCheck {
  private final Request request;
  private final String schema;
  private final TrackingTables tracking;
  private final OwnerDirectory owners;

  /**
   * @param schema in which migrations create what they do not qualify
   */
  OwnershipCheck(Request request, String schema, TrackingTables tracking, OwnerDirectory owners) {
    this.request = request;
    this.schema = schema;
    this.tracking = tracking;
    this.owners = owners;
  }

  /**
   * What a run has to record about the database before anything else; empty when all of it is
   * recorded.
   *
   * @throws FaultException when the recorded revisions have been applied in another schema, or when
   *     another resource owns the database
   */
  Optional<Ownership> check(RecordedState recorded) throws SQLException {
    var before = recorded.ownership();
    if (before.isPresent() && !before.get().schema().equals(schema) && !recorded.nothingApplied()) {
      throw new FaultException(new PassFault.OtherSchema(before.get().schema(), schema));
    }
    var after =
        request.claim().isPresent()
            ? new Ownership(
                schema,
                Optional.of(owner(request.claim().get(), recorded.owner())),
                request.goal().target())
            : new Ownership(schema, recorded.owner(), before.map(Ownership::target).orElse(""));
    return Optional.of(after).filter(it -> !before.equals(Optional.of(it)));
  }

  /**
   * Whether the claim of the request is not recorded yet, so that there is something to run even
   * where the plan is empty.
   */
  boolean isClaimPending(RecordedState recorded) {
    return recorded.installed()
        && request.claim().isPresent()
        && !recorded.owner().equals(request.claim().map(Claim::owner));
  }

  private DatabaseOwner owner(Claim claim, Optional<DatabaseOwner> recorded) throws SQLException {
    if (recorded.isEmpty()
        || recorded.get().isSameAs(claim.owner())
        || owners.isGone(recorded.get(), claim.owner())) {
      return claim.owner();
    }
    var takenBefore = claim.takeOver() && hasTakenBefore(claim.owner());
    if (claim.takeOver() && !takenBefore) {
      return claim.owner();
    }
    throw new FaultException(
        new PassFault.DatabaseClaimed(
            recorded.get(), claim.owner(), request.database().trackingSchema(), takenBefore));
  }

  private boolean hasTakenBefore(DatabaseOwner claimant) throws SQLException {
    return tracking.hasEntry(JournalEvent.OWNER_CHANGED, claimant.described());
  }
}
