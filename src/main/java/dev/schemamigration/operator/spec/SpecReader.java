package dev.schemamigration.operator.spec;

import dev.schemamigration.crd.v1alpha1.SchemaMigration;
import dev.schemamigration.crd.v1alpha1.SchemaMigrationSpec;
import dev.schemamigration.database.connection.ConnectionSettings;
import dev.schemamigration.database.connection.PartialConnection;
import dev.schemamigration.database.tracking.Requester;
import dev.schemamigration.migration.api.Execution;
import dev.schemamigration.migration.api.Goal;
import dev.schemamigration.migration.api.Request;
import dev.schemamigration.migration.reason.Fault;
import dev.schemamigration.migration.reason.Reason;
import dev.schemamigration.operator.reference.ReferenceSnapshot;
import dev.schemamigration.policy.Permission;
import dev.schemamigration.policy.PolicyRules;
import dev.schemamigration.source.Bundle;
import dev.schemamigration.source.Parameter;
import dev.schemamigration.text.Durations;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes a request of a resource and the contents of what it names. Pure. */
public final class SpecReader {
  private static final Duration SHORTEST_INTERVAL = Duration.ofSeconds(1);

  private final Optional<PartialConnection> operatorsDatabase;
  private final String version;

  /**
   * @param operatorsDatabase of resources that name none
   * @param version of this program, recorded with what it applies
   */
  public SpecReader(Optional<PartialConnection> operatorsDatabase, String version) {
    this.operatorsDatabase = operatorsDatabase;
    this.version = version;
  }

  /** Never throws for what a user can write. Of several faults the one at the first station. */
  public ResolvedSpec read(SchemaMigration resource, ReferenceSnapshot snapshot) {
    var spec = resource.getSpec();
    if (spec == null) {
      return new ResolvedSpec.Unusable(
          snapshot.fingerprint(),
          Optional.empty(),
          new Fault(Reason.InvalidSpec, "spec: is missing; give at least spec.source"));
    }
    var parts = new Parts(spec, snapshot);
    return parts
        .fault()
        .<ResolvedSpec>map(
            fault ->
                new ResolvedSpec.Unusable(snapshot.fingerprint(), parts.database.value(), fault))
        .orElseGet(() -> usable(parts, resource, snapshot));
  }

  private ResolvedSpec usable(Parts parts, SchemaMigration resource, ReferenceSnapshot snapshot) {
    var request =
        new Request(
            new Requester(resource.qualifiedName(), resource.generation(), version),
            parts.bundle.get(),
            parts.database.get(),
            new Goal.Declared(resource.getSpec().target()),
            parts.parameters.get(),
            new PolicyRules(parts.downgrade.get(), Optional.empty()),
            parts.execution.get(),
            parts.adoption.get());
    return new ResolvedSpec.Usable(
        snapshot.fingerprint(), parts.interval.get(), request, WorkFingerprint.of(request));
  }

  private static Duration interval(SchemaMigrationSpec spec) {
    return Durations.parse(spec.interval())
        .filter(interval -> interval.compareTo(SHORTEST_INTERVAL) >= 0)
        .orElseThrow(
            () ->
                invalid(
                    "spec.interval: \"%s\" is not a duration of at least 1s; write for example 10m",
                    spec.interval()));
  }

  private static Permission downgrade(SchemaMigrationSpec spec) {
    return switch (spec.downgrade()) {
      case "Allow" -> Permission.ALLOW;
      case "Deny" -> Permission.DENY;
      default ->
          throw invalid(
              "spec.downgrade: \"%s\" is not known; write Allow or Deny", spec.downgrade());
    };
  }

  private static Request.Adoption adoption(SchemaMigrationSpec spec) {
    return switch (spec.adopt()) {
      case "Auto" -> Request.Adoption.AUTO;
      case "Never" -> Request.Adoption.NEVER;
      default ->
          throw invalid("spec.adopt: \"%s\" is not known; write Auto or Never", spec.adopt());
    };
  }

  private static UnusableSpecException invalid(String message, String value) {
    return new UnusableSpecException(Reason.InvalidSpec, message.formatted(value));
  }

  /** The parts of a spec, each by itself. */
  private final class Parts {
    final Validated<Duration> interval;
    final Validated<Permission> downgrade;
    final Validated<Execution> execution;
    final Validated<Request.Adoption> adoption;
    final Validated<Bundle> bundle;
    final Validated<List<Parameter>> parameters;
    final Validated<ConnectionSettings> database;

    Parts(SchemaMigrationSpec spec, ReferenceSnapshot snapshot) {
      interval = Validated.at(() -> interval(spec));
      downgrade = Validated.at(() -> downgrade(spec));
      execution = Validated.at(() -> ExecutionReader.read(spec.execution()));
      adoption = Validated.at(() -> adoption(spec));
      bundle = Validated.at(() -> new SourceReader(snapshot).read(spec.source()));
      parameters = Validated.at(() -> new ParameterReader(snapshot).read(spec.parameters()));
      database =
          Validated.at(() -> new DatabaseReader(snapshot, operatorsDatabase).read(spec.database()));
    }

    Optional<Fault> fault() {
      return Stream.of(interval, downgrade, execution, adoption, bundle, parameters, database)
          .flatMap(part -> part.fault().stream())
          .findFirst();
    }
  }
}
