package dev.schemamigration.operator.spec;

import dev.schemamigration.crd.v1alpha1.SchemaMigration;
import dev.schemamigration.crd.v1alpha1.SchemaMigrationSpec;
import dev.schemamigration.crd.v1alpha1.SourceStatus;
import dev.schemamigration.database.connection.ConnectionSettings;
import dev.schemamigration.database.tracking.DatabaseOwner;
import dev.schemamigration.database.tracking.Requester;
import dev.schemamigration.migration.api.Claim;
import dev.schemamigration.migration.api.Execution;
import dev.schemamigration.migration.api.Goal;
import dev.schemamigration.migration.api.Request;
import dev.schemamigration.migration.reason.Fault;
import dev.schemamigration.migration.reason.Reason;
import dev.schemamigration.operator.reference.ReferenceSnapshot;
import dev.schemamigration.operator.source.FetchedSource;
import dev.schemamigration.operator.source.SourceRef;
import dev.schemamigration.policy.Permission;
import dev.schemamigration.policy.PolicyRules;
import dev.schemamigration.setting.ChangesetFilter;
import dev.schemamigration.source.Bundle;
import dev.schemamigration.source.Parameter;
import dev.schemamigration.text.Durations;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Resolves a spec and what it refers to into the request of a pass. Pure. */
public final class SpecReader {
  private static final Duration SHORTEST_INTERVAL = Duration.ofSeconds(1);
  private static final Pattern PLAN_HASH = Pattern.compile("sha256:[0-9a-f]{64}");

  private final Optional<OperatorsDatabase> operatorsDatabase;
  private final String version;
  private final Supplier<String> installation;

  /**
   * @param operatorsDatabase for resources that declare none, of the namespaces that may use it
   * @param version of this program, recorded with every revision that it applies
   * @param installation identifies the operator's cluster as the owner of databases; empty text
   *     where it cannot be known
   */
  public SpecReader(
      Optional<OperatorsDatabase> operatorsDatabase,
      String version,
      Supplier<String> installation) {
    this.operatorsDatabase = operatorsDatabase;
    this.version = version;
    this.installation = installation;
  }

  /**
   * Resolves a spec; an unusable one is a value. Of several faults the one of the earliest
   * condition is reported, so that those after the source wait for it.
   *
   * @param objects what the resource refers to
   * @param sources the source behind a reference, or empty while it is being fetched
   */
  ResolvedSpec read(
      SchemaMigration resource,
      ReferenceSnapshot objects,
      Function<SourceRef, Optional<FetchedSource>> sources) {
    var spec = resource.getSpec();
    if (spec == null) {
      return new ResolvedSpec.Unusable(
          objects.fingerprint(),
          objects.fingerprint(),
          Optional.empty(),
          Optional.empty(),
          new Fault(Reason.InvalidSpec, "spec: is missing; give at least spec.source"));
    }
    if (objects.tooLarge()) {
      return new ResolvedSpec.Unusable(
          objects.fingerprint(),
          objects.fingerprint(),
          Optional.empty(),
          Optional.empty(),
          new Fault(
              Reason.SourceTooLarge,
              "spec: the Secrets and ConfigMaps that it names have more than %d characters together; name fewer or smaller ones"
                  .formatted(ReferenceSnapshot.LIMIT)));
    }
    var parts = new Parts(spec, objects);
    var invalid = parts.faultBeforeSource();
    if (invalid.isPresent()) {
      return unusable(parts, Optional.empty(), objects, invalid.get());
    }
    var reference = parts.source.get();
    var fetched = sources.apply(reference);
    if (fetched.isEmpty()) {
      return new ResolvedSpec.Fetching(objects.fingerprint(), parts.inputs, parts.database.value());
    }
    var source = status(reference, fetched.get(), objects);
    var goal = new Goal.Declared(spec.target());
    var bundle = Validated.of(() -> SourceReader.bundle(fetched.get(), goal));
    return parts
        .faultFrom(bundle)
        .map(fault -> unusable(parts, source, objects, fault))
        .orElseGet(() -> usable(parts, source, bundle.get(), goal, resource, objects));
  }

  private static Optional<SourceStatus> status(
      SourceRef reference, FetchedSource fetched, ReferenceSnapshot objects) {
    return fetched
        .digest()
        .map(
            digest ->
                new SourceStatus(
                    reference.kind(),
                    reference.revision(objects).orElse(null),
                    "sha256:" + digest));
  }

  private static ResolvedSpec unusable(
      Parts parts, Optional<SourceStatus> source, ReferenceSnapshot objects, Fault fault) {
    return new ResolvedSpec.Unusable(
        objects.fingerprint(), parts.inputs, source, parts.database.value(), fault);
  }

  private ResolvedSpec usable(
      Parts parts,
      Optional<SourceStatus> source,
      Bundle bundle,
      Goal goal,
      SchemaMigration resource,
      ReferenceSnapshot objects) {
    var request =
        new Request(
            new Requester(resource.qualifiedName(), resource.generation(), version),
            bundle,
            parts.database.get(),
            goal,
            parts.parameters.get(),
            parts.filter.get(),
            parts.rules.get(),
            parts.execution.get(),
            parts.adoption.get(),
            SpecFieldNames.INSTANCE,
            Optional.of(claim(resource)));
    return new ResolvedSpec.Usable(
        objects.fingerprint(),
        parts.inputs,
        source,
        parts.interval.get(),
        request,
        WorkFingerprint.of(request));
  }

  private Claim claim(SchemaMigration resource) {
    var metadata = resource.getMetadata();
    return new Claim(
        new DatabaseOwner(
            installation.get(), metadata.getNamespace(), metadata.getName(), metadata.getUid()),
        resource.getSpec().takeOwnership());
  }

  private static Duration interval(SchemaMigrationSpec spec) {
    return Durations.parse(spec.interval())
        .filter(interval -> interval.compareTo(SHORTEST_INTERVAL) >= 0)
        .orElseThrow(
            () ->
                invalid(
                    "spec.interval: \"%s\" is not a duration from 1s to 8760h; write for example 10m",
                    spec.interval()));
  }

  private static ChangesetFilter filter(SchemaMigrationSpec spec) {
    var filter = new ChangesetFilter(spec.contexts(), spec.labels());
    filter
        .fault()
        .ifPresent(
            fault -> {
              throw new UnusableSpecException(
                  Reason.InvalidSpec, fault.message(SpecFieldNames.INSTANCE));
            });
    return filter;
  }

  private static Permission downgrade(SchemaMigrationSpec spec) {
    return switch (spec.downgrade()) {
      case "Allow" -> Permission.ALLOW;
      case "Approve" -> Permission.APPROVE;
      case "Deny" -> Permission.DENY;
      default ->
          throw invalid(
              "spec.downgrade: \"%s\" is not known; write Allow, Approve or Deny",
              spec.downgrade());
    };
  }

  private static boolean sourceMayShrink(SchemaMigrationSpec spec) {
    return switch (spec.sourceShrinks()) {
      case "Refuse" -> false;
      case "Allow" -> true;
      default ->
          throw invalid(
              "spec.sourceShrinks: \"%s\" is not known; write Refuse or Allow",
              spec.sourceShrinks());
    };
  }

  private static Optional<String> approvedPlan(SchemaMigrationSpec spec) {
    var hash = Optional.ofNullable(spec.approvedPlan()).filter(it -> !it.isEmpty());
    if (hash.isPresent() && !PLAN_HASH.matcher(hash.get()).matches()) {
      throw invalid(
          "spec.approvedPlan: \"%s\" is not the hash of a plan; copy status.plan.hash", hash.get());
    }
    return hash;
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

  /** The fields of a spec, each validated by itself. */
  private final class Parts {
    final Validated<Duration> interval;
    final Validated<PolicyRules> rules;
    final Validated<Execution> execution;
    final Validated<Request.Adoption> adoption;
    final Validated<SourceRef> source;
    final Validated<List<Parameter>> parameters;
    final Validated<ChangesetFilter> filter;
    final Validated<ConnectionSettings> database;
    final String inputs;

    Parts(SchemaMigrationSpec spec, ReferenceSnapshot objects) {
      interval = Validated.of(() -> interval(spec));
      rules =
          Validated.of(
              () -> new PolicyRules(downgrade(spec), sourceMayShrink(spec), approvedPlan(spec)));
      filter = Validated.of(() -> filter(spec));
      execution = Validated.of(() -> ExecutionReader.read(spec.execution()));
      adoption = Validated.of(() -> adoption(spec));
      source = Validated.of(() -> SourceReader.reference(spec.source()));
      parameters = Validated.of(() -> new ParameterReader(objects).read(spec.parameters()));
      database =
          Validated.of(() -> new DatabaseReader(objects, operatorsDatabase).read(spec.database()));
      inputs = InputsFingerprint.of(objects, database, parameters);
    }

    Optional<Fault> faultBeforeSource() {
      return first(interval, rules, filter, execution, adoption, source);
    }

    Optional<Fault> faultFrom(Validated<Bundle> bundle) {
      return first(bundle, parameters, database);
    }

    private static Optional<Fault> first(Validated<?>... parts) {
      return Stream.of(parts).flatMap(part -> part.fault().stream()).findFirst();
    }
  }
}
