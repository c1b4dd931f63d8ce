package dev.schemamigration.operator.state;

import dev.schemamigration.migration.api.Outcome;
import dev.schemamigration.migration.api.Report;
import dev.schemamigration.migration.reason.Disposition;
import dev.schemamigration.migration.reason.Reason;
import dev.schemamigration.operator.spec.ReconcileRequest;
import dev.schemamigration.operator.spec.ResolvedSpec;
import java.time.Instant;
import java.util.Optional;

/** Decides after a pass when the next is due, and as which attempt. Pure. */
public final class RequeuePolicy {
  private final Backoff backoff;

  public RequeuePolicy(Backoff backoff) {
    this.backoff = backoff;
  }

  PassResult afterInspection(
      Optional<PassResult> before,
      ResolvedSpec.Usable spec,
      Report report,
      ReconcileRequest request,
      Instant now) {
    var stalled = before.filter(run -> stalledRun(run, spec, report, request));
    if (stalled.isPresent()) {
      return new PassResult(
          spec,
          stalled.get().report(),
          true,
          0,
          now.plus(backoff.jittered(spec.interval())),
          request);
    }
    return result(attempts(before, spec, request), spec, report, false, request, now);
  }

  PassResult afterRun(
      Optional<PassResult> before, ResolvedSpec.Usable spec, Report report, Instant now) {
    var request = before.map(PassResult::request).orElse(ReconcileRequest.NONE);
    return result(attempts(before, spec, request), spec, report, true, request, now);
  }

  private PassResult result(
      int attempts,
      ResolvedSpec.Usable spec,
      Report report,
      boolean ran,
      ReconcileRequest request,
      Instant now) {
    var atInterval = now.plus(backoff.jittered(spec.interval()));
    return switch (report.outcome()) {
      case Outcome.Settled settled -> new PassResult(spec, report, ran, 0, atInterval, request);
      case Outcome.Migrated migrated -> new PassResult(spec, report, ran, 0, atInterval, request);
      case Outcome.Pending pending ->
          new PassResult(spec, report, ran, attempts, atInterval, request);
      case Outcome.Stopped stopped -> {
        var reason = stopped.fault().reason();
        if (reason == Reason.Cancelled) {
          yield new PassResult(spec, report, ran, attempts, now, request);
        }
        yield reason.next() == Disposition.RETRY
            ? new PassResult(
                spec, report, ran, attempts + 1, now.plus(backoff.delay(attempts + 1)), request)
            : new PassResult(spec, report, ran, 0, atInterval, request);
      }
    };
  }

  /** A change of the spec, and a reconcile request, reset the count. */
  private static int attempts(
      Optional<PassResult> before, ResolvedSpec.Usable spec, ReconcileRequest request) {
    return before
        .filter(result -> result.isCurrentFor(spec) && result.request().equals(request))
        .map(PassResult::attempt)
        .orElse(0);
  }

  /** The same plan would fail again in the same way: it is not run until something changes. */
  private static boolean stalledRun(
      PassResult before, ResolvedSpec.Usable spec, Report inspection, ReconcileRequest request) {
    return before.ran()
        && before.isCurrentFor(spec)
        && before.request().equals(request)
        && before
            .report()
            .fault()
            .map(fault -> fault.reason().next() == Disposition.STALL)
            .orElse(false)
        && inspection.outcome() instanceof Outcome.Pending
        && inspection.heads().equals(before.report().heads());
  }
}
