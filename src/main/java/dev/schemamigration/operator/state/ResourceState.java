package dev.schemamigration.operator.state;

import dev.schemamigration.migration.api.Report;
import dev.schemamigration.operator.spec.ResolvedSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/** What the operator remembers of one resource between reconciliations. */
public final class ResourceState {
  private final RequeuePolicy findings;
  private Activity activity = new Activity.Idle();
  private Optional<PassResult> finding = Optional.empty();
  private Optional<ResolvedSpec> inputs = Optional.empty();
  private Optional<String> identity = Optional.empty();
  private Optional<Report> lastRun = Optional.empty();
  private Instant written = Instant.EPOCH;
  private boolean untold;

  ResourceState(RequeuePolicy findings) {
    this.findings = findings;
  }

  /**
   * The inputs behind a fingerprint; read again when it has changed, and until they are fetched.
   */
  public synchronized ResolvedSpec inputs(String fingerprint, Supplier<ResolvedSpec> reading) {
    if (inputs.isEmpty()
        || inputs.get() instanceof ResolvedSpec.Fetching
        || !inputs.get().fingerprint().equals(fingerprint)) {
      inputs = Optional.of(reading.get());
    }
    return inputs.get();
  }

  public synchronized ObservedState situation(
      ResolvedSpec now,
      boolean suspended,
      Optional<String> request,
      Optional<Claimant> owner,
      Instant at) {
    var unanswered = request.filter(it -> !finding.flatMap(PassResult::request).equals(request));
    return new ObservedState(now, suspended, unanswered, owner, activity, finding, at);
  }

  /** The reconcile request that the latest finding answers. */
  public synchronized Optional<String> handledRequest() {
    return finding.flatMap(PassResult::request);
  }

  /** The report of the latest run. */
  public synchronized Optional<Report> lastRun() {
    return lastRun;
  }

  public synchronized void beginLook(
      ResolvedSpec.Usable inputs, Optional<String> request, Instant now) {
    activity = new Activity.Looking(inputs, request, now);
  }

  public synchronized void looked(Report report, Instant now) {
    if (activity instanceof Activity.Looking looking) {
      activity = new Activity.Idle();
      noteIdentity(report);
      finding =
          Optional.of(findings.looked(finding, looking.inputs(), report, looking.request(), now));
    }
  }

  public synchronized RunHandle beginRun(ResolvedSpec.Usable inputs, Report pending) {
    var run = new RunHandle();
    activity = new Activity.Migrating(inputs, pending, run);
    return run;
  }

  public synchronized void ran(Report report, Instant now) {
    if (activity instanceof Activity.Migrating migrating) {
      activity = new Activity.Idle();
      noteIdentity(report);
      finding = Optional.of(findings.ran(finding, migrating.inputs(), report, now));
      lastRun = Optional.of(report);
      untold = true;
    }
  }

  /** Stops the run under way, if there is one. */
  synchronized void stop(String why, Duration grace) {
    if (activity instanceof Activity.Migrating migrating) {
      migrating.run().cancellation().request(why, grace);
    }
  }

  synchronized boolean migrating() {
    return activity instanceof Activity.Migrating;
  }

  /** Whether a run has ended of which the status does not tell yet. */
  synchronized boolean untold() {
    return untold;
  }

  /** How long the look under way has been taking. */
  synchronized Optional<Duration> lookingFor(Instant now) {
    return activity instanceof Activity.Looking looking
        ? Optional.of(Duration.between(looking.since(), now))
        : Optional.empty();
  }

  /**
   * The names under which the database is known to {@link Claims}.
   *
   * @param told the identity in the resource's own status, from before this process
   */
  public synchronized Set<String> claimKeys(ResolvedSpec now, Optional<String> told) {
    var keys = new TreeSet<String>();
    now.database()
        .ifPresent(
            settings -> {
              keys.add(settings.address() + " " + settings.trackingSchema());
              knownIdentity(now)
                  .or(() -> told)
                  .ifPresent(it -> keys.add(it + " " + settings.trackingSchema()));
            });
    return keys;
  }

  /** When the status was last written. */
  public synchronized Instant written() {
    return written;
  }

  public synchronized void written(Instant now) {
    written = now;
    untold = untold && !(activity instanceof Activity.Idle);
  }

  private Optional<String> knownIdentity(ResolvedSpec now) {
    var sameAddress =
        finding
            .map(it -> it.inputs().request().database().address())
            .equals(now.database().map(it -> it.address()));
    return sameAddress ? identity : Optional.empty();
  }

  private void noteIdentity(Report report) {
    report.database().ifPresent(facts -> identity = Optional.of(facts.identity()));
  }
}
