package dev.schemamigration.operator.state;

import dev.schemamigration.migration.api.Outcome;
import dev.schemamigration.migration.api.Report;
import dev.schemamigration.migration.reason.Disposition;
import dev.schemamigration.migration.reason.Reason;
import dev.schemamigration.operator.spec.ResolvedSpec;
import java.time.Instant;
import java.util.Optional;

/** Draws the consequences of a pass: when the next is due, and as which attempt. Pure. */
public final class RequeuePolicy {
  private final Backoff backoff;

  public RequeuePolicy(Backoff backoff) {
    this.backoff = backoff;
  }

  /** After a look. */
  PassResult looked(
      Optional<PassResult> before,
      ResolvedSpec.Usable inputs,
      Report report,
      Optional<String> request,
      Instant now) {
    var parked = before.filter(finding -> stalledRun(finding, inputs, report, request));
    if (parked.isPresent()) {
      var finding = parked.get();
      return new PassResult(
          inputs,
          finding.report(),
          true,
          0,
          now.plus(backoff.jittered(inputs.interval())),
          request);
    }
    return finding(attempts(before, inputs, request), inputs, report, false, request, now);
  }

  /** After a run. */
  PassResult ran(
      Optional<PassResult> before, ResolvedSpec.Usable inputs, Report report, Instant now) {
    var request = before.flatMap(PassResult::request);
    return finding(attempts(before, inputs, request), inputs, report, true, request, now);
  }

  private PassResult finding(
      int attempts,
      ResolvedSpec.Usable inputs,
      Report report,
      boolean ran,
      Optional<String> request,
      Instant now) {
    var atRest = now.plus(backoff.jittered(inputs.interval()));
    return switch (report.outcome()) {
      case Outcome.Settled settled -> new PassResult(inputs, report, ran, 0, atRest, request);
      case Outcome.Migrated migrated -> new PassResult(inputs, report, ran, 0, atRest, request);
      case Outcome.Pending pending ->
          new PassResult(inputs, report, ran, attempts, atRest, request);
      case Outcome.Stopped stopped -> {
        var reason = stopped.fault().reason();
        if (reason == Reason.Cancelled) {
          yield new PassResult(inputs, report, ran, attempts, now, request);
        }
        yield reason.next() == Disposition.RETRY
            ? new PassResult(
                inputs, report, ran, attempts + 1, now.plus(backoff.delay(attempts + 1)), request)
            : new PassResult(inputs, report, ran, 0, atRest, request);
      }
    };
  }

  /** Any change of what was asked, and a person's request, begin to count anew. */
  private static int attempts(
      Optional<PassResult> before, ResolvedSpec.Usable inputs, Optional<String> request) {
    return before
        .filter(finding -> finding.answers(inputs) && finding.request().equals(request))
        .map(PassResult::attempt)
        .orElse(0);
  }

  /** The same plan would fail again in the same way: it is not run until something changes. */
  private static boolean stalledRun(
      PassResult before, ResolvedSpec.Usable inputs, Report look, Optional<String> request) {
    return before.ran()
        && before.answers(inputs)
        && before.request().equals(request)
        && before
            .report()
            .fault()
            .map(fault -> fault.reason().next() == Disposition.STALL)
            .orElse(false)
        && look.outcome() instanceof Outcome.Pending
        && look.heads().equals(before.report().heads());
  }
}
