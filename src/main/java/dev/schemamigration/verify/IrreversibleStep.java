package dev.schemamigration.verify;

/** Reports a revision that cannot be undone: a failure unless its header says so. */
final class IrreversibleStep {
  private final History history;
  private final VerificationRequest request;
  private final Findings findings;

  IrreversibleStep(History history, VerificationRequest request, Findings findings) {
    this.history = history;
    this.request = request;
    this.findings = findings;
  }

  /** Tries to undo the revision that leads to a level, for the reason why it cannot be undone. */
  void report(ScratchRun run, int level) {
    var revision = history.revision(level - 1);
    boolean declared = request.bundle().find(revision).filter(it -> it.irreversible()).isPresent();
    var moved = run.move(history.goal(history.applied(level - 1)));
    var message =
        moved
            .fault()
            .map(it -> it.finding().replace("; choose a target that keeps it", ""))
            .orElse("revision " + revision + " was undone");
    findings.add(
        declared
            ? Finding.note(Check.DOWNGRADE, revision, message)
            : Finding.failure(Check.DOWNGRADE, revision, message));
    findings.done(Check.DOWNGRADE, "down to what is declared irreversible");
  }
}
