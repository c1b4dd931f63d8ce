package dev.schemamigration.verify;

import dev.schemamigration.migration.api.Goal;
import dev.schemamigration.plan.Step;

/**
 * Takes an empty database to each head alone: a branch that needs what another one creates shows
 * only there.
 */
final class SeveralHeads {
  private static final int MOST = 10;

  private final ScratchRuns runs;
  private final History history;
  private final VerificationRequest request;
  private final Findings findings;

  SeveralHeads(ScratchRuns runs, History history, VerificationRequest request, Findings findings) {
    this.runs = runs;
    this.history = history;
    this.request = request;
    this.findings = findings;
  }

  void run() {
    var heads = history.heads();
    if (heads.size() < 2 || !request.range().isWhole()) {
      findings.skipped(
          Check.HEADS, heads.size() < 2 ? "there is one head" : "only with the whole history");
      return;
    }
    for (var head : heads.subList(0, Math.min(MOST, heads.size()))) {
      try (var run = runs.empty()) {
        var moved = run.move(new Goal.Upgrade(head));
        var revision = moved.at().map(Step::revision).orElse(head);
        if (moved.fault().isPresent() && !findings.failedAt(Check.UPGRADE, revision)) {
          findings.add(
              Finding.failure(
                  Check.HEADS,
                  revision,
                  "head "
                      + head
                      + " cannot be applied without the other heads (depends_on?): "
                      + moved.fault().get().message()));
        }
      }
    }
    findings.done(Check.HEADS, Math.min(MOST, heads.size()) + " of " + heads.size() + " heads");
  }
}
