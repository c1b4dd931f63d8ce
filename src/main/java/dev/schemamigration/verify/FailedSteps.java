package dev.schemamigration.verify;

import dev.schemamigration.verify.ScratchRun.Moved;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Finds out why a single step failed: whether it is the step, or the rows in the tables. */
final class FailedSteps {
  private final ScratchRuns runs;
  private final History history;
  private final VerificationRequest request;
  private final Findings findings;
  private final StepDatabase database;

  FailedSteps(
      ScratchRuns runs,
      History history,
      VerificationRequest request,
      Findings findings,
      StepDatabase database) {
    this.runs = runs;
    this.history = history;
    this.request = request;
    this.findings = findings;
    this.database = database;
  }

  /**
   * A revision could not be applied.
   *
   * @return whether it can be without rows, and counts as applied
   */
  boolean upgrade(String id, Moved up) throws SQLException {
    var message = up.fault().orElseThrow().message();
    if (request.sample() > 0 && !findings.failedAt(Check.UPGRADE, id)) {
      var never = new ArrayList<String>();
      var rowless =
          new EmptyTables(runs, history)
              .step(
                  database.applied(),
                  database.with(id),
                  run ->
                      database.rows().neverSatisfied(run.viewer(), message).ifPresent(never::add));
      if (rowless.isEmpty()) {
        findings.add(onRows(id, message, never));
        database.add(id);
        database.restart();
        return true;
      }
    }
    findings.add(Finding.failure(Check.UPGRADE, id, message));
    database.restart();
    return false;
  }

  private Finding onRows(String id, String message, List<String> never) {
    if (never.isEmpty() || request.acceptedLoss().contains(id)) {
      return Finding.note(
          Check.DATA,
          id,
          "with generated rows in the tables its upgrade fails, without them it does not: "
              + message);
    }
    return Finding.failure(
        Check.DATA,
        id,
        "its upgrade works on empty tables only (%s): %s".formatted(never.getFirst(), message));
  }

  /** A revision could not be undone. */
  void downgrade(String id, Moved down) throws SQLException {
    var message = down.fault().orElseThrow().message();
    boolean onlyWithRows =
        request.sample() > 0
            && !findings.failedAt(Check.DOWNGRADE, id)
            && new EmptyTables(runs, history)
                .step(database.applied(), database.without(id))
                .isEmpty();
    if (!onlyWithRows) {
      findings.add(Finding.failure(Check.STEPS, id, "its downgrade fails: " + message));
    } else {
      rowsStopIt(id, message);
    }
    database.restart();
  }

  /** Rows that were there before the revision have to let it go; later ones may well not. */
  private void rowsStopIt(String id, String message) throws SQLException {
    database.restartAt(database.without(id));
    database.rows().beforeUpgrade();
    var up = database.run().move(history.goal(database.applied()));
    if (up.fault().isPresent()) {
      findings.add(Finding.note(Check.DATA, id, "its downgrade fails with rows: " + message));
      return;
    }
    database.rows().afterUpgrade(false);
    var down = database.run().move(history.goal(database.without(id)));
    if (down.fault().isPresent()) {
      findings.add(
          Finding.failure(
              Check.DATA,
              id,
              "its downgrade fails when tables hold rows from before it: "
                  + down.fault().get().message()));
      return;
    }
    findings.add(
        Finding.note(
            Check.DATA,
            id,
            "its downgrade stops when tables hold rows that were written after it: " + message));
    findings.addLoss(
        id,
        "applied and undone, it does not give back the rows from before it",
        database.rows().afterDowngrade(false));
  }
}
