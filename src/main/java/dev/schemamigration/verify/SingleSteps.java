package dev.schemamigration.verify;

import dev.schemamigration.plan.Step;
import dev.schemamigration.verify.ScratchRun.Moved;
import dev.schemamigration.verify.catalog.Catalog;
import dev.schemamigration.verify.rows.SampleRows;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Applies, undoes and applies again each revision by itself, in the order in which they are
 * applied, in a database whose tables hold rows. After a failure it goes on in a database of its
 * own.
 */
final class SingleSteps {
  /** Each costs an upgrade to where it is needed. */
  private static final int MOST_DATABASES = 25;

  private final ScratchRuns runs;
  private final History history;
  private final VerificationRequest request;
  private final Findings findings;
  private final Levels levels;
  private final VerificationListener listener;
  private final Set<String> irreversible;
  private final String trackingSchema;
  private final Set<String> applied;
  private final Set<String> skipped = new HashSet<>();

  private ScratchRun run;
  private SampleRows rows;
  private int databases = 1;
  private int steps;

  SingleSteps(
      ScratchRuns runs,
      History history,
      VerificationRequest request,
      Findings findings,
      Levels levels,
      VerificationListener listener,
      Set<String> irreversible,
      String trackingSchema)
      throws SQLException {
    this.runs = runs;
    this.history = history;
    this.request = request;
    this.findings = findings;
    this.levels = levels;
    this.listener = listener;
    this.irreversible = new HashSet<>(irreversible);
    this.trackingSchema = trackingSchema;
    this.applied = new LinkedHashSet<>(history.start());
    this.run = runs.at(history, history.start());
    this.rows = sampleRows();
  }

  /** Runs them. */
  void run() throws SQLException {
    try {
      rows.fillAll();
      for (int i = 0; i < history.size(); i++) {
        var step = history.steps().get(i);
        listener.reached(Check.STEPS, step.revision(), i + 1, history.size());
        if (history.graph().parentsOf(step.revision()).stream().anyMatch(skipped::contains)) {
          skipped.add(step.revision());
        } else {
          step(step);
        }
        if (databases > MOST_DATABASES) {
          findings.add(
              Finding.note(
                  Check.STEPS,
                  step.revision(),
                  "stopped here after "
                      + MOST_DATABASES
                      + " revisions with failures; mend those first"));
          break;
        }
      }
      findings.done(Check.STEPS, steps + " steps");
      finish();
    } finally {
      run.close();
    }
  }

  private void finish() throws SQLException {
    rows.unfilled()
        .forEach(
            it ->
                findings.add(
                    Finding.note(
                        Check.DATA,
                        "",
                        "table " + it.table() + " could not be filled: " + it.why())));
    var contents = rows.contents();
    findings.done(
        Check.DATA,
        request.sample() == 0
            ? "no rows were to be generated"
            : "%d rows in %d tables at the end (%d a table)"
                .formatted(
                    contents.values().stream().mapToLong(it -> it.count()).sum(),
                    contents.size(),
                    request.sample()));
    new FinalChecks(history, findings, levels).run(run, trackingSchema);
  }

  private void step(Step step) throws SQLException {
    var id = step.revision();
    var before = run.catalog();
    rows.beforeUpgrade();
    var up = run.move(history.goal(with(id)));
    irreversible.addAll(up.irreversible());
    if (up.fault().isPresent()) {
      upgradeFailed(id, up);
      return;
    }
    var after = run.catalog();
    applied.add(id);
    expected(id, after);
    rows.afterUpgrade(true);
    if (irreversible.contains(id)) {
      return;
    }
    steps++;
    findings.dropped(id, rows.ofNewTables());
    var down = run.move(history.goal(without(id)));
    if (down.fault().isPresent()) {
      downgradeFailed(id, down);
      return;
    }
    undone(id, before, after);
  }

  private void undone(String id, Catalog before, Catalog after) throws SQLException {
    var left = before.differences(run.catalog());
    findings.addDifferences(Check.STEPS, id, "its downgrade does not give the schema back", left);
    findings.addLoss(
        id,
        "applied and undone, it does not give back the rows from before it",
        rows.afterDowngrade());
    var again = run.move(history.goal(applied));
    if (again.fault().isPresent()) {
      findings.add(
          Finding.failure(
              Check.STEPS,
              id,
              "it cannot be applied again after its downgrade: " + again.fault().get().message()));
      restart();
      return;
    }
    var different = after.differences(run.catalog());
    findings.addDifferences(
        Check.STEPS,
        id,
        "applied again it makes another schema",
        different.stream().filter(it -> !left.contains(it)).toList());
    if (different.stream().allMatch(it -> it.onlyOrder())) {
      findings.addLoss(
          id,
          "undone and applied again, it does not give back the rows that were written after it",
          rows.afterSecondUpgrade());
    }
    if (left.stream().allMatch(it -> it.onlyOrder()) && different.isEmpty()) {
      rows.fillNewTables();
    } else {
      restart();
    }
  }

  /** The first upgrade has made the same. */
  private void expected(String id, Catalog after) {
    levels
        .find(History.key(history.graph().headsOf(applied)))
        .ifPresentOrElse(
            it ->
                findings.addDifferences(
                    Check.UPGRADE_AGAIN,
                    id,
                    "applied a second time it makes another schema",
                    it.differences(after)),
            () -> levels.put(History.key(history.graph().headsOf(applied)), after));
  }

  private void upgradeFailed(String id, Moved up) throws SQLException {
    var message = up.fault().orElseThrow().message();
    if (request.sample() > 0 && !findings.failedAt(Check.UPGRADE, id)) {
      var rowless = new EmptyTables(runs, history).step(applied, with(id));
      if (rowless.isEmpty()) {
        findings.add(
            Finding.note(
                Check.DATA,
                id,
                "with generated rows in the tables its upgrade fails, without them it does not: "
                    + message));
        applied.add(id);
        restart();
        return;
      }
    }
    findings.add(Finding.failure(Check.UPGRADE, id, message));
    skipped.add(id);
    restart();
  }

  private void downgradeFailed(String id, Moved down) throws SQLException {
    var message = down.fault().orElseThrow().message();
    boolean onlyWithRows =
        request.sample() > 0
            && !findings.failedAt(Check.DOWNGRADE, id)
            && new EmptyTables(runs, history).step(applied, without(id)).isEmpty();
    if (!onlyWithRows) {
      findings.add(Finding.failure(Check.STEPS, id, "its downgrade fails: " + message));
    } else {
      rowsStopIt(id, message);
    }
    restart();
  }

  /** Rows that were there before the revision have to let it go; later ones may well not. */
  private void rowsStopIt(String id, String message) throws SQLException {
    restartAt(without(id));
    rows.beforeUpgrade();
    var up = run.move(history.goal(applied));
    if (up.fault().isPresent()) {
      findings.add(Finding.note(Check.DATA, id, "its downgrade fails with rows: " + message));
      return;
    }
    rows.afterUpgrade(false);
    var down = run.move(history.goal(without(id)));
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
        rows.afterDowngrade());
  }

  private void restart() throws SQLException {
    restartAt(applied);
  }

  private void restartAt(Set<String> revisions) throws SQLException {
    run.close();
    databases++;
    run = runs.at(history, revisions);
    rows = sampleRows();
    rows.fillAll();
  }

  private SampleRows sampleRows() throws SQLException {
    return new SampleRows(run.viewer(), trackingSchema, request.sample());
  }

  private Set<String> with(String id) {
    var more = new LinkedHashSet<>(applied);
    more.add(id);
    return more;
  }

  private Set<String> without(String id) {
    var less = new LinkedHashSet<>(applied);
    less.remove(id);
    return less;
  }
}
