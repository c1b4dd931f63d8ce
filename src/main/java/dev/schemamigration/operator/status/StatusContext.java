package dev.schemamigration.operator.status;

import dev.schemamigration.crd.v1alpha1.SchemaMigrationStatus;
import dev.schemamigration.database.connection.ConnectionSettings;
import dev.schemamigration.migration.api.Report;
import dev.schemamigration.migration.api.Request;
import dev.schemamigration.operator.spec.ReconcileRequest;
import dev.schemamigration.operator.state.PassResult;
import dev.schemamigration.text.Printable;
import java.util.Objects;
import java.util.Optional;

/**
 * The resource that a status is made for.
 *
 * @param previous its present status
 * @param generation generation of the spec that was observed
 * @param database the database that the spec names, if that much could be read
 * @param handled the reconcile request that has been handled
 * @param latest the result of the latest pass of this process, if there was one
 * @param lastRun the report of the latest run of this process, if there was one
 */
public record StatusContext(
    SchemaMigrationStatus previous,
    long generation,
    Optional<ConnectionSettings> database,
    ReconcileRequest handled,
    Optional<PassResult> latest,
    Optional<Report> lastRun) {
  public StatusContext {
    Objects.requireNonNull(previous);
    Objects.requireNonNull(database);
    Objects.requireNonNull(handled);
    Objects.requireNonNull(latest);
    Objects.requireNonNull(lastRun);
  }

  /** Whether the previous status was made for the same database. */
  boolean sameDatabase() {
    var known = previous.database();
    if (known == null || (latest.isPresent() && latestReport().isEmpty())) {
      return false;
    }
    return database
        .map(
            now ->
                now.shown().host().equals(known.host())
                    && Printable.line(now.shown().database()).equals(known.name()))
        .orElse(sameGeneration());
  }

  /** What the latest pass found, if it was of the same database. */
  Optional<Report> latestReport() {
    return latest.filter(it -> isOfSameDatabase(it.spec().request())).map(PassResult::report);
  }

  /** Where the spec does not say which, of a Secret that is gone, its generation tells. */
  private boolean isOfSameDatabase(Request then) {
    return database
        .map(now -> isSame(now, then.database()))
        .orElse(then.requester().generation() == generation);
  }

  private static boolean isSame(ConnectionSettings one, ConnectionSettings other) {
    return one.host().equals(other.host())
        && one.port() == other.port()
        && one.database().equals(other.database());
  }

  /** Whether the previous status was made from the same spec. */
  boolean sameGeneration() {
    return previous.observedGeneration() == generation;
  }
}
