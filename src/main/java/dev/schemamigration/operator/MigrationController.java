package dev.schemamigration.operator;

import dev.schemamigration.crd.v1alpha1.SchemaMigration;
import dev.schemamigration.operator.reference.ObjectLookup;
import dev.schemamigration.operator.spec.SpecResolver;
import dev.schemamigration.operator.state.Backoff;
import dev.schemamigration.operator.state.Claims;
import dev.schemamigration.operator.state.RequeuePolicy;
import dev.schemamigration.operator.state.ResourceStates;
import dev.schemamigration.operator.status.EventRecorder;
import dev.schemamigration.operator.status.StatusFactory;
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
import java.util.stream.Stream;

/** The operator without its framework: attends to resources, and ends in good order. */
public final class MigrationController {
  private static final Logger LOG = System.getLogger(MigrationController.class.getName());
  private static final Duration TELLING = Duration.ofSeconds(2);
  private static final Duration ROLLING_BACK = Duration.ofSeconds(5);
  private static final Duration GLANCE = Duration.ofMillis(20);

  private final ResourceStates cases;
  private final Reconciliation caretaker;
  private final ReconcileTrigger wakes;
  private final EventRecorder events;
  private final Duration grace;
  private final Clock clock;
  private boolean ended;

  /**
   * @param grace what a statement in flight is given when its run is to stop
   */
  public MigrationController(
      MigrationService migrations,
      LeadershipCheck mandate,
      SpecResolver specs,
      InspectionExecutor looks,
      MigrationExecutor workers,
      EventRecorder events,
      PassListener observer,
      Backoff backoff,
      Duration grace,
      Clock clock) {
    this.events = events;
    this.grace = grace;
    this.clock = clock;
    cases = new ResourceStates(new RequeuePolicy(backoff), grace);
    wakes = new ReconcileTrigger(resource -> gone(resource, observer));
    caretaker =
        new Reconciliation(
            mandate,
            specs,
            cases,
            new Claims(),
            new BackgroundTasks(migrations, looks, workers, events, observer, clock),
            new StatusFactory(clock),
            events,
            clock,
            wakes::propagateEvent);
  }

  Optional<Duration> attend(
      SchemaMigration resource,
      ObjectLookup lookup,
      Stream<SchemaMigration> all,
      StatusWriter writer) {
    return caretaker.attend(resource, lookup, all, writer);
  }

  EventSource<?, SchemaMigration> wakes() {
    return wakes;
  }

  /** How many migrations wait for a worker or run. */
  public long migrating() {
    return cases.migrating();
  }

  /** The look that has been taking longest, if any is under way. */
  public Optional<Duration> longestLook() {
    return cases.longestLook(clock.instant());
  }

  /**
   * Stops all runs, waits until they have ended, and tells of it on the resources. Only the first
   * end counts.
   */
  public void end() {
    end(Reconciliation.Duty.ENDING, "the operator is shutting down");
  }

  /** The same, without telling: another operator is in charge from now on. */
  public void endSilently() {
    end(Reconciliation.Duty.OFF, "the operator is no longer the leader");
  }

  private synchronized void end(Reconciliation.Duty duty, String why) {
    if (ended) {
      return;
    }
    ended = true;
    caretaker.limitTo(duty);
    cases.stopAll(why);
    LOG.log(Level.INFO, "{0}; migrations under way: {1}", why, cases.migrating());
    var limit = System.nanoTime() + grace.plus(ROLLING_BACK).toNanos();
    while (cases.migrating() > 0 && System.nanoTime() < limit) {
      LockSupport.parkNanos(GLANCE.toNanos());
    }
    var told = System.nanoTime() + TELLING.toNanos();
    while (duty == Reconciliation.Duty.ENDING && cases.anyUntold() && System.nanoTime() < told) {
      LockSupport.parkNanos(GLANCE.toNanos());
    }
    events.close();
  }

  private void gone(SchemaMigration resource, PassListener observer) {
    caretaker.forget(resource);
    observer.forgotten(resource.qualifiedName());
  }
}
