package dev.schemamigration.operator;

import dev.schemamigration.crd.v1alpha1.DatabaseStatus;
import dev.schemamigration.crd.v1alpha1.SchemaMigration;
import dev.schemamigration.crd.v1alpha1.SchemaMigrationStatus;
import dev.schemamigration.operator.reference.ObjectLookup;
import dev.schemamigration.operator.reference.ReferenceSnapshot;
import dev.schemamigration.operator.spec.ReconcileRequest;
import dev.schemamigration.operator.spec.ResolvedSpec;
import dev.schemamigration.operator.spec.SpecResolver;
import dev.schemamigration.operator.state.Action;
import dev.schemamigration.operator.state.Activity;
import dev.schemamigration.operator.state.Claimant;
import dev.schemamigration.operator.state.Claims;
import dev.schemamigration.operator.state.Decider;
import dev.schemamigration.operator.state.ObservedState;
import dev.schemamigration.operator.state.PhaseResolver;
import dev.schemamigration.operator.state.ResourceState;
import dev.schemamigration.operator.state.ResourceStates;
import dev.schemamigration.operator.status.EventRecorder;
import dev.schemamigration.operator.status.MigrationEvent;
import dev.schemamigration.operator.status.StatusContext;
import dev.schemamigration.operator.status.StatusFactory;
import dev.schemamigration.operator.work.BackgroundTasks;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Attends to one resource at a time: finds out the situation, decides, says how the resource
 * stands, and only then acts. Never waits for a database.
 */
final class Reconciliation {
  private static final Duration SOON = Duration.ofMillis(200);
  private static final Duration BETWEEN_PROGRESS = Duration.ofMillis(500);

  /** A run is looked at this often even if it says nothing. */
  private static final Duration GLANCE = Duration.ofSeconds(3);

  private final LeadershipCheck mandate;
  private final SpecResolver specs;
  private final ResourceStates cases;
  private final Claims claims;
  private final BackgroundTasks errands;
  private final StatusFactory statuses;
  private final EventRecorder events;
  private final Clock clock;
  private final Consumer<ResourceID> wake;
  private volatile Duty duty = Duty.FULL;

  /** What is still done for resources. */
  enum Duty {
    /** Everything. */
    FULL,
    /** Nothing is begun any more; what ends is still told. */
    ENDING,
    /** Another process is in charge: nothing is written. */
    OFF
  }

  Reconciliation(
      LeadershipCheck mandate,
      SpecResolver specs,
      ResourceStates cases,
      Claims claims,
      BackgroundTasks errands,
      StatusFactory statuses,
      EventRecorder events,
      Clock clock,
      Consumer<ResourceID> wake) {
    this.mandate = mandate;
    this.specs = specs;
    this.cases = cases;
    this.claims = claims;
    this.errands = errands;
    this.statuses = statuses;
    this.events = events;
    this.clock = clock;
    this.wake = wake;
  }

  /**
   * @param all every resource that this operator governs
   * @return when to come back by itself; empty: when something happens
   */
  Optional<Duration> attend(
      SchemaMigration resource,
      ObjectLookup lookup,
      Stream<SchemaMigration> all,
      StatusWriter writer) {
    if (duty == Duty.OFF) {
      return Optional.empty();
    }
    var id = ResourceID.fromResource(resource);
    var file = cases.of(id, resource.getMetadata().getUid());
    var snapshot = ReferenceSnapshot.take(resource, lookup);
    var inputs =
        file.inputs(
            snapshot.fingerprint(), () -> specs.resolve(resource, snapshot, () -> wake.accept(id)));
    var now = clock.instant();
    var situation = situation(resource, file, inputs, now);
    var move = permitted(Decider.decide(situation));
    if (move instanceof Action.Migrate && olderOnesAreUnknown(resource, all)) {
      return Optional.of(SOON);
    }
    if (isMereProgress(situation, move, file, now)) {
      return Optional.of(BETWEEN_PROGRESS);
    }
    var result = say(resource, file, situation, move, writer);
    return switch (result) {
      case GONE -> Optional.empty();
      case OVERTAKEN, REFUSED -> Optional.of(SOON);
      case WRITTEN -> act(resource, file, situation, move);
    };
  }

  /** From now on nothing is begun, and with {@link Duty#OFF} nothing is written either. */
  void limitTo(Duty limit) {
    duty = limit;
  }

  private Action permitted(Action move) {
    var begins = move instanceof Action.Look || move instanceof Action.Migrate;
    return begins && duty != Duty.FULL ? new Action.Rest(Optional.empty()) : move;
  }

  /** A resource is gone: its run is stopped, and others may take over its database. */
  void forget(SchemaMigration resource) {
    var uid = resource.getMetadata().getUid();
    cases.remove(ResourceID.fromResource(resource), uid);
    specs.forget(resource);
    claims.forget(uid).forEach(this::wake);
  }

  private ObservedState situation(
      SchemaMigration resource, ResourceState file, ResolvedSpec inputs, Instant now) {
    var claimant = Claimant.of(resource);
    claims
        .register(claimant, file.claimKeys(inputs, identityInStatus(resource)))
        .forEach(this::wake);
    var request =
        ReconcileRequest.of(resource)
            .filter(token -> !token.equals(status(resource).lastHandledReconcileAt()));
    return file.situation(
        inputs,
        resource.getSpec() != null && resource.getSpec().suspend(),
        request,
        claims.ownerOver(claimant),
        now);
  }

  /** Right after a start, nobody may migrate before it is clear who governs the database. */
  private boolean olderOnesAreUnknown(SchemaMigration resource, Stream<SchemaMigration> all) {
    var claimant = Claimant.of(resource);
    return all.filter(other -> !other.isMarkedForDeletion())
        .map(Claimant::of)
        .anyMatch(other -> other.olderThan(claimant) && !claims.knows(other.uid()));
  }

  private static boolean isMereProgress(
      ObservedState situation, Action move, ResourceState file, Instant now) {
    return situation.activity() instanceof Activity.Migrating
        && move instanceof Action.Rest
        && now.isBefore(file.written().plus(BETWEEN_PROGRESS));
  }

  private StatusWriter.Result say(
      SchemaMigration resource,
      ResourceState file,
      ObservedState situation,
      Action move,
      StatusWriter writer) {
    var before = status(resource);
    var subject =
        new StatusContext(
            before,
            resource.generation(),
            situation.inputs().database(),
            handled(situation, file),
            file.lastRun());
    var now = PhaseResolver.of(situation, move).map(standing -> statuses.status(subject, standing));
    if (now.isEmpty() || now.get().equals(before)) {
      return StatusWriter.Result.WRITTEN;
    }
    if (!mandate.holds()) {
      return StatusWriter.Result.REFUSED;
    }
    var result = writer.write(resource, now.get());
    if (result != StatusWriter.Result.REFUSED) {
      file.written(situation.now());
    }
    if (result == StatusWriter.Result.WRITTEN || result == StatusWriter.Result.OVERTAKEN) {
      MigrationEvent.stalled(before, now.get()).ifPresent(it -> events.record(resource, it));
    }
    return result;
  }

  private static Optional<String> handled(ObservedState situation, ResourceState file) {
    return situation.inputs() instanceof ResolvedSpec.Unusable && !situation.suspended()
        ? situation.request()
        : file.handledRequest();
  }

  private Optional<Duration> act(
      SchemaMigration resource, ResourceState file, ObservedState situation, Action move) {
    var id = ResourceID.fromResource(resource);
    return switch (move) {
      case Action.Look look -> {
        errands.look(resource, file, look.inputs(), situation.request(), () -> wake.accept(id));
        yield Optional.of(PhaseResolver.LONG_LOOK);
      }
      case Action.Migrate migrate -> {
        errands.migrate(resource, file, migrate.inputs(), migrate.pending(), () -> wake.accept(id));
        yield Optional.empty();
      }
      case Action.Stop stop -> {
        cases.stop(stop.run(), stop.why());
        yield Optional.empty();
      }
      case Action.Rest rest when situation.activity() instanceof Activity.Migrating ->
          Optional.of(GLANCE);
      case Action.Rest rest -> rest.until().map(until -> Duration.between(situation.now(), until));
    };
  }

  private void wake(Claimant claimant) {
    wake.accept(new ResourceID(claimant.plainName(), claimant.namespace()));
  }

  private static SchemaMigrationStatus status(SchemaMigration resource) {
    return Objects.requireNonNullElse(resource.getStatus(), SchemaMigrationStatus.NONE);
  }

  /** What an earlier process found out, as long as the spec has not changed since. */
  private static Optional<String> identityInStatus(SchemaMigration resource) {
    var status = status(resource);
    return status.observedGeneration() == resource.generation()
        ? Optional.ofNullable(status.database()).map(DatabaseStatus::identity)
        : Optional.empty();
  }
}
