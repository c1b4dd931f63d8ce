package dev.schemamigration.operator.status;

import dev.schemamigration.crd.v1alpha1.SchemaMigrationStatus;
import dev.schemamigration.database.connection.ConnectionSettings;
import dev.schemamigration.migration.api.Report;
import java.util.Objects;
import java.util.Optional;

/**
 * Whose status is made.
 *
 * @param previous what its status says now
 * @param generation of the spec that is reported on
 * @param database where the spec points to, if that could be read
 * @param handledRequest the reconcile request that has been handled, if any
 * @param lastRun the latest run of this process for the resource, if there was one
 */
public record StatusContext(
    SchemaMigrationStatus previous,
    long generation,
    Optional<ConnectionSettings> database,
    Optional<String> handledRequest,
    Optional<Report> lastRun) {
  public StatusContext {
    Objects.requireNonNull(previous);
    Objects.requireNonNull(database);
    Objects.requireNonNull(handledRequest);
    Objects.requireNonNull(lastRun);
  }

  /** Whether what the previous status says of the database is said of the same one. */
  boolean sameDatabase() {
    var known = previous.database();
    if (known == null) {
      return false;
    }
    return database
        .map(now -> now.host().equals(known.host()) && now.database().equals(known.name()))
        .orElse(sameGeneration());
  }

  /** Whether the previous status was made from the same spec. */
  boolean sameGeneration() {
    return previous.observedGeneration() == generation;
  }
}
