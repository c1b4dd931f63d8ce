package dev.schemamigration.operator;

import dev.schemamigration.crd.v1alpha1.SchemaMigration;
import dev.schemamigration.crd.v1alpha1.SchemaMigrationSpec;
import dev.schemamigration.crd.v1alpha1.SchemaMigrationStatus;
import dev.schemamigration.crd.v1alpha1.SourceStatus;
import dev.schemamigration.database.connection.ConnectionSettings;
import dev.schemamigration.database.session.DatabaseFacts;
import dev.schemamigration.database.tracking.Requester;
import dev.schemamigration.migration.api.AppliedHistory;
import dev.schemamigration.migration.api.Execution;
import dev.schemamigration.migration.api.Goal;
import dev.schemamigration.migration.api.Outcome;
import dev.schemamigration.migration.api.PlanPreview;
import dev.schemamigration.migration.api.Report;
import dev.schemamigration.migration.api.Request;
import dev.schemamigration.migration.api.RunSummary;
import dev.schemamigration.migration.reason.Fault;
import dev.schemamigration.migration.reason.Reason;
import dev.schemamigration.operator.spec.ReconcileRequest;
import dev.schemamigration.operator.spec.ResolvedSpec;
import dev.schemamigration.operator.spec.SpecFieldNames;
import dev.schemamigration.operator.state.PassResult;
import dev.schemamigration.operator.state.Phase;
import dev.schemamigration.plan.Direction;
import dev.schemamigration.plan.Operation;
import dev.schemamigration.plan.Plan;
import dev.schemamigration.plan.Step;
import dev.schemamigration.policy.PolicyRules;
import dev.schemamigration.revision.Heads;
import dev.schemamigration.setting.ChangesetFilter;
import dev.schemamigration.source.Bundle;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Values that tests of the operator start from. */
public final class Given {
  public static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  public static final Duration INTERVAL = Duration.ofMinutes(10);
  static final DatabaseFacts FACTS =
      new DatabaseFacts("7711", 16384, "PostgreSQL 17.2", 17, "db.shop", "orders");
  public static final ConnectionSettings SETTINGS =
      ConnectionSettings.of("db.shop", 5432, "orders", "app", Optional.empty());

  private Given() {}

  /** A stored resource {@code shop/orders}; the spec is YAML. */
  public static SchemaMigration resource(String spec) {
    var resource = new SchemaMigration();
    resource.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace("shop")
            .withName("orders")
            .withUid("uid-1")
            .withGeneration(1L)
            .withCreationTimestamp("2026-03-01T11:00:00Z")
            .build());
    resource.setSpec(Serialization.unmarshal(spec, SchemaMigrationSpec.class));
    return resource;
  }

  /** A status as it is stored; YAML. */
  static SchemaMigrationStatus status(String yaml) {
    return Serialization.unmarshal(yaml, SchemaMigrationStatus.class);
  }

  public static Step up(String revision, String... headsAfter) {
    return new Step(
        Operation.UPGRADE, revision, "message of " + revision, List.of(), Set.of(headsAfter));
  }

  public static Step down(String revision, String... headsAfter) {
    return new Step(
        Operation.DOWNGRADE, revision, "message of " + revision, List.of(), Set.of(headsAfter));
  }

  static PlanPreview plan(Step... steps) {
    var direction =
        List.of(steps).stream().anyMatch(step -> step.operation() == Operation.DOWNGRADE)
            ? Direction.DOWNGRADE
            : steps.length == 0 ? Direction.NONE : Direction.UPGRADE;
    return new PlanPreview("sha256:abc", new Plan(direction, List.of(steps)), List.of());
  }

  public static Report settled(String... heads) {
    return report(new Outcome.Settled(), List.of(heads), List.of(heads), plan(), null);
  }

  public static Report pending(List<String> from, List<String> to, Step... steps) {
    return report(new Outcome.Pending(), from, to, plan(steps), null);
  }

  public static Report migrated(List<String> from, List<String> to, Step... steps) {
    return report(
        new Outcome.Migrated(), to, to, plan(steps), run(from, to, steps.length, plan(steps)));
  }

  /** A pass that was stopped, with all the facts. */
  public static Report stopped(Reason reason, String message) {
    return stopped(reason, message, up("002", "002"));
  }

  /** The same with another plan. */
  public static Report stopped(Reason reason, String message, Step... steps) {
    return report(
        new Outcome.Stopped(new Fault(reason, message)),
        List.of("001"),
        List.of("002"),
        plan(steps),
        null);
  }

  /** A run that failed in its first step. */
  public static Report failedRun(Reason reason, String message) {
    return report(
        new Outcome.Stopped(new Fault(reason, message)),
        List.of("001"),
        List.of("002"),
        plan(up("002", "002")),
        run(List.of("001"), List.of("001"), 0, plan(up("002", "002"))));
  }

  private static RunSummary run(List<String> from, List<String> to, int steps, PlanPreview plan) {
    return new RunSummary(
        Heads.of(from).toString(),
        Heads.of(to).toString(),
        plan.plan().direction(),
        steps,
        NOON,
        NOON.plusMillis(1500));
  }

  private static Report report(
      Outcome outcome,
      List<String> heads,
      List<String> target,
      PlanPreview plan,
      @org.jspecify.annotations.Nullable RunSummary run) {
    return new Report(
        outcome,
        Optional.of(FACTS),
        Optional.of(Heads.of(heads)),
        Optional.of(Heads.of(target)),
        Optional.of(plan),
        Optional.ofNullable(run),
        List.of(),
        Optional.empty(),
        List.of(),
        Optional.of(new AppliedHistory(heads, Map.of())));
  }

  /** The phase after a pass. */
  public static Phase.Reported reported(Report report) {
    return new Phase.Reported(report, 0, Optional.empty(), Optional.empty());
  }

  /** The result of an inspection. */
  public static PassResult inspected(Report report) {
    return new PassResult(
        spec("f1", "w1"), report, false, 0, NOON.plus(INTERVAL), ReconcileRequest.NONE);
  }

  /** The spec of a resource with the two fingerprints. */
  public static ResolvedSpec.Usable spec(String fingerprint, String work) {
    var request =
        new Request(
            new Requester("shop/orders", 1, "test"),
            new Bundle("bundle", List.of(), Map.of(), Optional.empty()),
            SETTINGS,
            new Goal.Declared("head"),
            List.of(),
            ChangesetFilter.NONE,
            PolicyRules.PERMISSIVE,
            Execution.DEFAULT,
            Request.Adoption.AUTO,
            SpecFieldNames.INSTANCE);
    return new ResolvedSpec.Usable(
        fingerprint,
        "inputs of " + fingerprint,
        Optional.of(new SourceStatus("ConfigMap", "files@1", "sha256:" + fingerprint)),
        INTERVAL,
        request,
        work);
  }
}
