package dev.schemamigration.operator.status;

import dev.schemamigration.crd.v1alpha1.SchemaMigrationStatus;
import dev.schemamigration.database.connection.ConnectionSettings;
import dev.schemamigration.migration.api.Report;
import dev.schemamigration.text.Printable;
import java.util.Objects;
import java.util.Optional;

/**
 * The resource that a status is made for.
 *
 * @param previous its present status
 * @param generation generation of the spec that was observed
 * @param database the database that the spec names, if that much could be read
 * @param handledRequest the reconcile request that has been handled, if any
 * @param lastRun the report of the latest run of this process, if there was one
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

  /** Whether the previous status was made for the same database. */
  boolean sameDatabase() {
    var known = previous.database();
    if (known == null) {
      return false;
    }
    return database
        .map(
            now ->
                now.shown().host().equals(known.host())
                    && Printable.line(now.shown().database()).equals(known.name()))
        .orElse(sameGeneration());
  }

  /** Whether the previous status was made from the same spec. */
  boolean sameGeneration() {
    return previous.observedGeneration() == generation;
  }
}
