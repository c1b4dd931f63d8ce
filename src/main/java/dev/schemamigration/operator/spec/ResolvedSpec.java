package dev.schemamigration.operator.spec;

import dev.schemamigration.crd.v1alpha1.SourceStatus;
import dev.schemamigration.database.connection.ConnectionSettings;
import dev.schemamigration.migration.api.Report;
import dev.schemamigration.migration.api.Request;
import dev.schemamigration.migration.reason.Fault;
import dev.schemamigration.migration.reason.Reason;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/** A resource's spec with everything that it refers to resolved. */
public sealed interface ResolvedSpec {
  /** Changes with the resource, its generation and every value of the objects it refers to. */
  String fingerprint();

  /** The database, if that part of the spec is valid. */
  Optional<ConnectionSettings> database();

  /** Whether it stays as it is until the fingerprint changes. */
  default boolean lasts() {
    return true;
  }

  /**
   * Digest of the objects that the spec refers to, apart from the credentials in them: another one
   * makes what the status says outdated.
   */
  String inputs();

  /** The source as it was read; empty until all its files were found. */
  Optional<SourceStatus> source();

  /**
   * The spec is valid: a pass can run.
   *
   * @param interval time between two inspections of a settled database
   * @param work digest of what a pass would do; does not change with credentials or the interval
   */
  record Usable(
      String fingerprint,
      String inputs,
      Optional<SourceStatus> source,
      Duration interval,
      Request request,
      String work)
      implements ResolvedSpec {
    public Usable {
      Objects.requireNonNull(fingerprint);
      Objects.requireNonNull(inputs);
      Objects.requireNonNull(source);
      Objects.requireNonNull(interval);
      Objects.requireNonNull(request);
      Objects.requireNonNull(work);
    }

    @Override
    public Optional<ConnectionSettings> database() {
      return Optional.of(request.database());
    }
  }

  /** The source is being fetched; whether the spec is usable is known afterwards. */
  record Fetching(String fingerprint, String inputs, Optional<ConnectionSettings> database)
      implements ResolvedSpec {
    public Fetching {
      Objects.requireNonNull(fingerprint);
      Objects.requireNonNull(inputs);
      Objects.requireNonNull(database);
    }

    @Override
    public Optional<SourceStatus> source() {
      return Optional.empty();
    }

    @Override
    public boolean lasts() {
      return false;
    }
  }

  /** A part of the spec, or of what it refers to, is missing or invalid: no pass can run. */
  record Unusable(
      String fingerprint,
      String inputs,
      Optional<SourceStatus> source,
      Optional<ConnectionSettings> database,
      Fault fault)
      implements ResolvedSpec {
    public Unusable {
      Objects.requireNonNull(fingerprint);
      Objects.requireNonNull(inputs);
      Objects.requireNonNull(source);
      Objects.requireNonNull(database);
      Objects.requireNonNull(fault);
    }

    /** Room for a source may come when another one goes. */
    @Override
    public boolean lasts() {
      return fault.reason() != Reason.SourceTooLarge;
    }

    /** The fault as the report of a pass. */
    public Report report() {
      return Report.stopped(fault);
    }
  }
}
