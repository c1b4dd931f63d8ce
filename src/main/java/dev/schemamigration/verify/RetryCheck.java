package dev.schemamigration.verify;

import dev.schemamigration.migration.reason.Fault;
import dev.schemamigration.migration.reason.Reason;
import dev.schemamigration.verify.ScratchRun.Moved;
import dev.schemamigration.verify.catalog.Catalog;
import java.sql.SQLException;
import java.util.Set;

/**
 * Undoes and applies a revision once more, cut off behind each of its statements outside of a
 * transaction: what is run again after a crash has to come to the same.
 */
final class RetryCheck {
  private final History history;
  private final Findings findings;
  private final StepDatabase database;
  private final Set<String> accepted;
  private int revisions;

  /**
   * @param accepted ids of revisions that a crash may leave to a person
   */
  RetryCheck(History history, Findings findings, StepDatabase database, Set<String> accepted) {
    this.history = history;
    this.findings = findings;
    this.database = database;
    this.accepted = accepted;
  }

  /** How many revisions were cut off. */
  int revisions() {
    return revisions;
  }

  /**
   * Cuts a revision off that is applied, if it has such statements.
   *
   * @return whether the database is as it was
   */
  boolean passes(String id, Catalog before, Catalog after) throws SQLException {
    var runs = new InterruptedRuns(database.run());
    if (!runs.concern(id)) {
      return true;
    }
    revisions++;
    var down = runs.move(history.goal(database.without(id)));
    if (!came(id, "undone", down, before)) {
      return false;
    }
    return came(id, "applied", runs.move(history.goal(database.applied())), after);
  }

  private boolean came(String id, String what, Moved moved, Catalog expected) {
    if (moved.fault().isPresent()) {
      stopped(id, what, moved.fault().get());
      return false;
    }
    var differences = expected.differences(database.run().catalog());
    findings.addDifferences(
        Check.REPEAT,
        id,
        "cut off while it was " + what + ", and run again, it comes to another schema",
        differences);
    return differences.isEmpty();
  }

  private void stopped(String id, String what, Fault fault) {
    if (!Blame.ofDirectory(fault.reason())) {
      throw new VerificationStopped(fault);
    }
    var message =
        "cut off while it was %s, and run again, it does not go on: %s"
            .formatted(what, fault.message());
    boolean note = fault.reason() == Reason.NeedsIntervention && accepted.contains(id);
    findings.add(
        note
            ? Finding.note(Check.REPEAT, id, message)
            : Finding.failure(Check.REPEAT, id, message));
  }
}
