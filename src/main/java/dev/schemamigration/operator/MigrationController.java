package dev.schemamigration.operator;

import dev.schemamigration.crd.v1alpha1.SchemaMigration;
import dev.schemamigration.operator.event.EventRecorder;
import dev.schemamigration.operator.reference.ObjectLookup;
import dev.schemamigration.operator.spec.SpecResolver;
import dev.schemamigration.operator.state.Backoff;
import dev.schemamigration.operator.state.RequeuePolicy;
import dev.schemamigration.operator.state.ResourceStates;
import dev.schemamigration.operator.status.StatusFactory;
import dev.schemamigration.operator.status.StatusSummary;
import dev.schemamigration.operator.work.BackgroundTasks;
import dev.schemamigration.operator.work.InspectionExecutor;
import dev.schemamigration.operator.work.MigrationExecutor;
import dev.schemamigration.operator.work.MigrationService;
import dev.schemamigration.operator.work.PassListener;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Reconciles resources independently of the framework, and shuts down gracefully. */
public final class MigrationController {
  private static final Logger LOG = System.getLogger(MigrationController.class.getName());
  private static final Duration ROLLBACK_LIMIT = Duration.ofSeconds(5);
  private static final Duration REPORT_LIMIT = Duration.ofSeconds(2);
  private static final Duration POLL_INTERVAL = Duration.ofMillis(20);

  private final ResourceHandlers handlers;
  private final ResourceStates states;
  private final Reconciliation reconciliation;
  private final ReconcileTrigger trigger;
  private final InspectionExecutor inspections;
  private final EventRecorder events;
  private final Duration grace;
  private volatile Supplier<Stream<SchemaMigration>> watched = Stream::empty;
  private boolean ended;

  /**
   * @param grace how long a statement in flight may still take when its run is cancelled
   */
  public MigrationController(
      MigrationService migrations,
      LeadershipCheck leadership,
      ResourceHandlers handlers,
      SpecResolver specs,
      InspectionExecutor inspections,
      MigrationExecutor runs,
      EventRecorder events,
      PassListener listener,
      Backoff backoff,
      Duration grace,
      Clock clock) {
    this.handlers = handlers;
    this.inspections = inspections;
    this.events = events;
    this.grace = grace;
    states = new ResourceStates(new RequeuePolicy(backoff), grace);
    trigger = new ReconcileTrigger(this::deleted);
    reconciliation =
        new Reconciliation(
            leadership,
            handlers,
            specs,
            states,
            new BackgroundTasks(migrations, inspections, runs, events, listener, clock),
            new StatusFactory(clock, handlers.self()),
            events,
            clock,
            trigger::propagateEvent);
  }

  Optional<Duration> reconcile(SchemaMigration resource, ObjectLookup lookup, StatusWriter writer) {
    return reconciliation.reconcile(resource, lookup, writer);
  }

  EventSource<?, SchemaMigration> trigger() {
    return trigger;
  }

  /**
   * Takes over what is watched.
   *
   * @param resources lists the resources as they are stored, as far as the watch has seen
   */
  void watches(Supplier<Stream<SchemaMigration>> resources) {
    watched = resources;
  }

  /** The stored statuses of all watched resources that no other operator handles. */
  public Stream<StatusSummary> statuses() {
    return watched.get().filter(it -> !handlers.isLeft(it)).map(StatusSummary::of);
  }

  /** How many runs are queued or executing. */
  public long migrating() {
    return states.migrating();
  }

  /** How long the inspection that was started first has been taking, if any is under way. */
  public Optional<Duration> longestInspection() {
    return inspections.longest();
  }

  /**
   * Cancels all runs, waits until they have ended, and lets the statuses be written. Does nothing
   * after the first call of this or {@link #stepDown()}.
   */
  public void shutDown() {
    end(Reconciliation.Mode.DRAINING, "the operator is shutting down");
  }

  /** Cancels all runs and waits until they have ended; the new leader writes the statuses. */
  public void stepDown() {
    end(Reconciliation.Mode.STANDBY, "the operator is no longer the leader");
  }

  private synchronized void end(Reconciliation.Mode mode, String reason) {
    if (ended) {
      return;
    }
    ended = true;
    reconciliation.switchTo(mode);
    states.stopAll(reason);
    LOG.log(Level.INFO, "{0}; migrations under way: {1}", reason, states.migrating());
    await(grace.plus(ROLLBACK_LIMIT), () -> states.migrating() == 0);
    if (mode == Reconciliation.Mode.DRAINING) {
      await(REPORT_LIMIT, () -> !states.anyUnreported());
    }
    events.close();
  }

  private static void await(Duration limit, BooleanSupplier condition) {
    var end = System.nanoTime() + limit.toNanos();
    while (!condition.getAsBoolean() && System.nanoTime() < end) {
      LockSupport.parkNanos(POLL_INTERVAL.toNanos());
    }
  }

  private void deleted(SchemaMigration resource) {
    reconciliation.forget(resource);
  }
}
