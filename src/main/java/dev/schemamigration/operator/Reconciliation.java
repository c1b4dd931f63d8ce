package dev.schemamigration.operator;

import dev.schemamigration.crd.v1alpha1.SchemaMigration;
import dev.schemamigration.operator.event.EventRecorder;
import dev.schemamigration.operator.event.OccurrenceTracker;
import dev.schemamigration.operator.reference.ObjectLookup;
import dev.schemamigration.operator.reference.ReferenceMemory;
import dev.schemamigration.operator.reference.ReferenceSnapshot;
import dev.schemamigration.operator.spec.ReconcileRequest;
import dev.schemamigration.operator.spec.SpecResolver;
import dev.schemamigration.operator.state.Action;
import dev.schemamigration.operator.state.Activity;
import dev.schemamigration.operator.state.Decider;
import dev.schemamigration.operator.state.ObservedState;
import dev.schemamigration.operator.state.PhaseResolver;
import dev.schemamigration.operator.state.ResourceState;
import dev.schemamigration.operator.state.ResourceStates;
import dev.schemamigration.operator.state.StateSnapshot;
import dev.schemamigration.operator.status.StatusContext;
import dev.schemamigration.operator.status.StatusFactory;
import dev.schemamigration.operator.work.BackgroundTasks;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reconciles one resource: observes its state, decides on an action, writes the status, starts the
 * action. Never waits for a database.
 */
final class Reconciliation {
  private static final Duration SOON = Duration.ofMillis(200);

  /** The progress of a run is written no more often. */
  private static final Duration PROGRESS_INTERVAL = Duration.ofSeconds(1);

  /** How often it is asked whether another operator still handles a resource. */
  private static final Duration LEFT_INTERVAL = Duration.ofSeconds(30);

  /** A resource whose run is under way is reconciled this often even without an event. */
  private static final Duration RUN_INTERVAL = Duration.ofSeconds(3);

  private final LeadershipCheck leadership;
  private final ResourceHandlers handlers;
  private final SpecResolver specs;
  private final ResourceStates states;
  private final BackgroundTasks tasks;
  private final StatusFactory statuses;
  private final EventRecorder events;
  private final OccurrenceTracker occurrences = new OccurrenceTracker();
  private final ReferenceMemory memory = ReferenceMemory.of(Runtime.getRuntime().maxMemory());
  private final Clock clock;
  private final Consumer<ResourceID> trigger;
  private volatile Mode mode = Mode.ACTIVE;

  /** How much of a reconciliation is carried out. */
  enum Mode {
    /** All of it. */
    ACTIVE,
    /** Nothing is started any more; statuses are still written. */
    DRAINING,
    /** Nothing is started or written: another process is the leader. */
    STANDBY
  }

  Reconciliation(
      LeadershipCheck leadership,
      ResourceHandlers handlers,
      SpecResolver specs,
      ResourceStates states,
      BackgroundTasks tasks,
      StatusFactory statuses,
      EventRecorder events,
      Clock clock,
      Consumer<ResourceID> trigger) {
    this.leadership = leadership;
    this.handlers = handlers;
    this.specs = specs;
    this.states = states;
    this.tasks = tasks;
    this.statuses = statuses;
    this.events = events;
    this.clock = clock;
    this.trigger = trigger;
  }

  /**
   * @return when to reconcile again without an event; empty for never
   */
  Optional<Duration> reconcile(SchemaMigration resource, ObjectLookup lookup, StatusWriter writer) {
    if (mode == Mode.STANDBY) {
      return Optional.empty();
    }
    if (handlers.isLeftToAnother(resource)) {
      drop(resource);
      return Optional.of(LEFT_INTERVAL);
    }
    var state = states.of(ResourceID.fromResource(resource), resource.getMetadata().getUid());
    var observed = memory.use(resource, () -> observe(resource, state, lookup));
    if (observed.outdated()) {
      tasks.changed();
    }
    var action = permitted(Decider.decide(observed));
    if (isFrequentProgress(observed, action)) {
      return Optional.of(PROGRESS_INTERVAL);
    }
    return switch (writeStatus(resource, state, observed, action, writer)) {
      case GONE -> Optional.empty();
      case OVERTAKEN, REFUSED -> Optional.of(SOON);
      case WRITTEN -> start(resource, state, observed, action);
    };
  }

  void switchTo(Mode next) {
    mode = next;
  }

  /** Forgets a deleted resource and cancels its pass. */
  void forget(SchemaMigration resource) {
    handlers.forget(resource);
    drop(resource);
  }

  private void drop(SchemaMigration resource) {
    states.remove(ResourceID.fromResource(resource), resource.getMetadata().getUid());
    specs.forget(resource);
    occurrences.forget(resource);
  }

  private ObservedState observe(
      SchemaMigration resource, ResourceState state, ObjectLookup lookup) {
    var isNew = state.isNew(resource.generation()) && isUnobserved(resource);
    var references = ReferenceSnapshot.take(resource, isNew ? lookup.latest() : lookup);
    state.seen(resource.generation());
    var snapshot =
        state.observe(
            references.fingerprint(),
            () ->
                specs.resolve(
                    resource,
                    references,
                    () -> ReferenceSnapshot.take(resource, lookup),
                    () -> trigger.accept(ResourceID.fromResource(resource))));
    return new ObservedState(
        snapshot,
        resource.getSpec() != null && resource.getSpec().suspend(),
        ReconcileRequest.of(resource),
        ReconcileRequest.handledBy(resource.statusOrNone()),
        isOutdated(resource, snapshot),
        clock.instant());
  }

  /**
   * Whether the status does not tell of the spec yet. Who applies a spec often applies its objects
   * together with it, and their watch may be behind that of resources.
   */
  private static boolean isUnobserved(SchemaMigration resource) {
    return resource.statusOrNone().observedGeneration() != resource.generation();
  }

  /**
   * Whether what the resource refers to has changed since its status was made. A change of the
   * resource itself shows in its generation.
   */
  private static boolean isOutdated(SchemaMigration resource, StateSnapshot snapshot) {
    var status = resource.statusOrNone();
    if (isUnobserved(resource)) {
      return false;
    }
    var shown = status.source();
    // The status of another process tells its source only.
    return snapshot
        .shown()
        .map(it -> it.isOutdatedBy(snapshot.spec(), status.condition("Stalled").isPresent()))
        .orElseGet(
            () ->
                shown != null
                    && snapshot
                        .spec()
                        .source()
                        .filter(it -> !it.digest().equals(shown.digest()))
                        .isPresent());
  }

  private Action permitted(Action action) {
    var starts = action instanceof Action.Inspect || action instanceof Action.Migrate;
    return starts && mode != Mode.ACTIVE ? new Action.Wait(Optional.empty()) : action;
  }

  private static boolean isFrequentProgress(ObservedState observed, Action action) {
    return observed.activity() instanceof Activity.Migrating
        && action instanceof Action.Wait
        && observed.now().isBefore(observed.state().lastWrite().plus(PROGRESS_INTERVAL));
  }

  private StatusWriter.Result writeStatus(
      SchemaMigration resource,
      ResourceState state,
      ObservedState observed,
      Action action,
      StatusWriter writer) {
    var before = resource.statusOrNone();
    var context =
        new StatusContext(
            before,
            resource.generation(),
            observed.spec().database(),
            observed.handled(),
            observed.state().result(),
            observed.state().lastRun());
    var phase = PhaseResolver.resolve(observed, action);
    if (!leadership.isLeader()) {
      return StatusWriter.Result.REFUSED; // also when only the action is left: it would start a run
    }
    if (phase.isEmpty()) {
      return StatusWriter.Result.WRITTEN;
    }
    var now = statuses.status(context, phase.get());
    occurrences.found(resource, before);
    // An equal one is news too where the answer to its write was lost.
    var result = now.equals(before) ? StatusWriter.Result.WRITTEN : writer.write(resource, now);
    if (result != StatusWriter.Result.REFUSED) {
      state.statusStored(observed);
    }
    if (result == StatusWriter.Result.WRITTEN || result == StatusWriter.Result.OVERTAKEN) {
      occurrences
          .events(resource, before, now, phase.get())
          .forEach(event -> events.record(resource, event));
    }
    return result;
  }

  private Optional<Duration> start(
      SchemaMigration resource, ResourceState state, ObservedState observed, Action action) {
    var id = ResourceID.fromResource(resource);
    return switch (action) {
      case Action.Inspect inspect -> {
        tasks.inspect(
            resource, state, inspect.spec(), observed.request(), () -> trigger.accept(id));
        yield Optional.of(PhaseResolver.LONG_INSPECTION);
      }
      case Action.Migrate migrate -> {
        tasks.migrate(resource, state, migrate.inspection(), () -> trigger.accept(id));
        yield Optional.empty();
      }
      case Action.Stop stop -> {
        states.stop(stop.run(), stop.reason());
        yield Optional.empty();
      }
      case Action.Abandon abandon -> {
        state.abandon(abandon.inspection(), abandon.reason());
        trigger.accept(id);
        yield Optional.empty();
      }
      case Action.Wait wait when observed.activity() instanceof Activity.Migrating ->
          Optional.of(RUN_INTERVAL);
      case Action.Wait wait -> wait.until().map(until -> Duration.between(observed.now(), until));
    };
  }
}
