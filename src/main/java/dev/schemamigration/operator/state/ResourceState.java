package dev.schemamigration.operator.state;

import dev.schemamigration.migration.api.Cancellation;
import dev.schemamigration.migration.api.Report;
import dev.schemamigration.migration.reason.Fault;
import dev.schemamigration.operator.spec.ReconcileRequest;
import dev.schemamigration.operator.spec.ResolvedSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** Holds what the operator knows of one resource between reconciliations. Safe for threads. */
public final class ResourceState {
  private final RequeuePolicy policy;
  private Activity activity = new Activity.Idle();
  private Optional<PassResult> result = Optional.empty();
  private Optional<ResolvedSpec> spec = Optional.empty();
  private Optional<Report> lastRun = Optional.empty();
  private Optional<ShownSpec> shown = Optional.empty();
  private Instant lastWrite = Instant.EPOCH;
  private boolean unreported;
  private long generation = -1;

  ResourceState(RequeuePolicy policy) {
    this.policy = policy;
  }

  /**
   * Returns everything at one moment.
   *
   * @param fingerprint of the resource and what it references
   * @param resolver resolves the spec when the fingerprint has changed, and until it lasts
   */
  public synchronized StateSnapshot observe(String fingerprint, Supplier<ResolvedSpec> resolver) {
    var current =
        spec.filter(it -> it.fingerprint().equals(fingerprint))
            .filter(ResolvedSpec::lasts)
            .orElseGet(resolver);
    spec = Optional.of(current);
    return new StateSnapshot(current, observedActivity(), result, lastRun, shown, lastWrite);
  }

  /** Whether a generation of the resource has not been {@link #seen} yet. */
  public synchronized boolean isNew(long generation) {
    return this.generation != generation;
  }

  /** Notes that the objects of a generation of the resource have been read. */
  public synchronized void seen(long generation) {
    this.generation = generation;
  }

  public synchronized Activity.Inspecting beginInspection(
      ResolvedSpec.Usable started, ReconcileRequest request, Instant now) {
    var inspection = new Activity.Inspecting(started, request, now, new Cancellation());
    activity = inspection;
    return inspection;
  }

  /**
   * Records the result of an inspection, unless that was abandoned.
   *
   * @return whether the report differs from that of the latest pass in its reason or in the owner
   *     of the database
   */
  public synchronized boolean inspected(
      Activity.Inspecting inspection, Report report, Instant now) {
    if (activity != inspection) {
      return false;
    }
    var news = result.map(it -> isOther(it.report(), report)).orElse(true);
    activity = new Activity.Idle();
    result =
        Optional.of(
            policy.afterInspection(result, inspection.spec(), report, inspection.request(), now));
    return news;
  }

  /** Cancels an inspection and waits for it no more: what it reports later is ignored. */
  public void abandon(Activity.Inspecting inspection, String reason) {
    synchronized (this) {
      if (activity != inspection) {
        return;
      }
      activity = new Activity.Idle();
    }
    inspection.cancellation().request(reason, Duration.ZERO);
  }

  private static boolean isOther(Report one, Report other) {
    return !one.owner().equals(other.owner())
        || !one.fault().map(Fault::reason).equals(other.fault().map(Fault::reason));
  }

  /**
   * @param inspection the result of the inspection that found the plan to run
   */
  public synchronized RunHandle beginRun(PassResult inspection) {
    var run = new RunHandle();
    activity = Activity.Migrating.observed(inspection, run);
    return run;
  }

  public synchronized void ran(Report report, Instant now) {
    if (activity instanceof Activity.Migrating migrating) {
      activity = new Activity.Idle();
      result = Optional.of(policy.afterRun(result, migrating.inspection().spec(), report, now));
      lastRun = Optional.of(report);
      unreported = true;
    }
  }

  /** Notes that the status that was made from an observation is the one that is stored. */
  public synchronized void statusStored(ObservedState observed) {
    shown = Optional.of(ShownSpec.of(observed.spec()));
    lastWrite = observed.now();
    unreported = unreported && !observed.state().lastRun().equals(lastRun);
  }

  /** Cancels the pass under way, if there is one. */
  void stop(String reason, Duration grace) {
    switch (observedActivity()) {
      case Activity.Migrating migrating -> migrating.run().cancellation().request(reason, grace);
      case Activity.Inspecting inspecting -> abandon(inspecting, reason);
      case Activity.Idle idle -> {}
    }
  }

  synchronized boolean migrating() {
    return activity instanceof Activity.Migrating;
  }

  /** Whether a run has ended that no written status contains. */
  synchronized boolean unreported() {
    return unreported;
  }

  private synchronized Activity observedActivity() {
    return activity instanceof Activity.Migrating migrating
        ? Activity.Migrating.observed(migrating.inspection(), migrating.run())
        : activity;
  }
}
