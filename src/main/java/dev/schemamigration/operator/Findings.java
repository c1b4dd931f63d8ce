package dev.schemamigration.operator;

import dev.schemamigration.migration.api.Outcome;
import dev.schemamigration.migration.api.Report;
import dev.schemamigration.migration.reason.Disposition;
import dev.schemamigration.migration.reason.Reason;
import dev.schemamigration.operator.spec.ResolvedSpec;
import java.time.Instant;
import java.util.Optional;

/** Draws the consequences of a pass: when the next is due, and as which attempt. Pure. */
final class Findings {
  private final Backoff backoff;

  Findings(Backoff backoff) {
    this.backoff = backoff;
  }

  /** After a look. */
  Finding looked(
      Optional<Finding> before,
      ResolvedSpec.Usable inputs,
      Report report,
      Optional<String> request,
      Instant now) {
    var parked = before.filter(finding -> stalledRun(finding, inputs, report, request));
    if (parked.isPresent()) {
      var finding = parked.get();
      return new Finding(
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
  Finding ran(Optional<Finding> before, ResolvedSpec.Usable inputs, Report report, Instant now) {
    var request = before.flatMap(Finding::request);
    return finding(attempts(before, inputs, request), inputs, report, true, request, now);
  }

  private Finding finding(
      int attempts,
      ResolvedSpec.Usable inputs,
      Report report,
      boolean ran,
      Optional<String> request,
      Instant now) {
    var atRest = now.plus(backoff.jittered(inputs.interval()));
    return switch (report.outcome()) {
      case Outcome.Settled settled -> new Finding(inputs, report, ran, 0, atRest, request);
      case Outcome.Migrated migrated -> new Finding(inputs, report, ran, 0, atRest, request);
      case Outcome.Pending pending -> new Finding(inputs, report, ran, attempts, atRest, request);
      case Outcome.Stopped stopped -> {
        var reason = stopped.fault().reason();
        if (reason == Reason.Cancelled) {
          yield new Finding(inputs, report, ran, attempts, now, request);
        }
        yield reason.next() == Disposition.RETRY
            ? new Finding(
                inputs, report, ran, attempts + 1, now.plus(backoff.delay(attempts + 1)), request)
            : new Finding(inputs, report, ran, 0, atRest, request);
      }
    };
  }

  /** Any change of what was asked, and a person's request, begin to count anew. */
  private static int attempts(
      Optional<Finding> before, ResolvedSpec.Usable inputs, Optional<String> request) {
    return before
        .filter(finding -> finding.answers(inputs) && finding.request().equals(request))
        .map(Finding::attempt)
        .orElse(0);
  }

  /** The same plan would fail again in the same way: it is not run until something changes. */
  private static boolean stalledRun(
      Finding before, ResolvedSpec.Usable inputs, Report look, Optional<String> request) {
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
