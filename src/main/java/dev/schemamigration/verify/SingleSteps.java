package dev.schemamigration.verify;

import dev.schemamigration.plan.Step;
import dev.schemamigration.verify.catalog.Catalog;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;

/**
 * Applies, undoes and applies again each revision by itself, in the order in which they are
 * applied, in a database whose tables hold rows. After a failure it goes on in a database of its
 * own.
 */
final class SingleSteps {
  /** Each costs an upgrade to where it is needed. */
  private static final int MOST_DATABASES = 25;

  private final History history;
  private final VerificationRequest request;
  private final Findings findings;
  private final Levels levels;
  private final VerificationListener listener;
  private final Set<String> irreversible;
  private final String trackingSchema;
  private final StepDatabase database;
  private final FailedSteps failed;
  private final RetryCheck retries;
  private final Set<String> skipped = new HashSet<>();
  private int steps;

  SingleSteps(
      ScratchRuns runs,
      History history,
      VerificationRequest request,
      Findings findings,
      Levels levels,
      VerificationListener listener,
      Set<String> irreversible,
      String trackingSchema,
      boolean remembers)
      throws SQLException {
    this.history = history;
    this.request = request;
    this.findings = findings;
    this.levels = levels;
    this.listener = listener;
    this.irreversible = new HashSet<>(irreversible);
    this.trackingSchema = trackingSchema;
    this.database = new StepDatabase(runs, history, request, trackingSchema, remembers);
    this.failed = new FailedSteps(runs, history, request, findings, database);
    this.retries = new RetryCheck(history, findings, database, request.acceptedIntervention());
  }

  /**
   * Runs them.
   *
   * @return whether what was remembered of tables proved right at the end; else they have to run
   *     again, and read all tables each time
   */
  boolean run() throws SQLException {
    try (database) {
      for (int i = 0; i < history.size(); i++) {
        var step = history.steps().get(i);
        listener.reached(Check.STEPS, step.revision(), i + 1, history.size());
        if (history.graph().parentsOf(step.revision()).stream().anyMatch(skipped::contains)) {
          skipped.add(step.revision());
        } else {
          step(step);
        }
        if (database.number() > MOST_DATABASES) {
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
      if (retries.revisions() > 0) {
        findings.alsoDone(
            Check.REPEAT, retries.revisions() + " cut off outside of a transaction and run again");
      }
      boolean holds = database.rows().holds();
      finish();
      return holds;
    }
  }

  private void finish() throws SQLException {
    database
        .rows()
        .unfilled()
        .forEach(
            it ->
                findings.add(
                    Finding.note(
                        Check.DATA,
                        "",
                        "table " + it.table() + " could not be filled: " + it.why())));
    var contents = database.rows().contents();
    findings.done(
        Check.DATA,
        request.sample() == 0
            ? "no rows were to be generated"
            : "%d rows in %d tables at the end (%d a table)"
                .formatted(
                    contents.values().stream().mapToLong(it -> it.count()).sum(),
                    contents.size(),
                    request.sample()));
    new FinalChecks(history, findings, levels).run(database.run(), trackingSchema);
  }

  private void step(Step step) throws SQLException {
    var id = step.revision();
    var before = database.run().catalog();
    database.rows().beforeUpgrade();
    var up = database.run().move(history.goal(database.with(id)));
    irreversible.addAll(up.irreversible());
    if (up.fault().isPresent()) {
      if (!failed.upgrade(id, up)) {
        skipped.add(id);
      }
      return;
    }
    var after = database.run().catalog();
    database.add(id);
    expected(id, after);
    database.rows().afterUpgrade(true);
    if (irreversible.contains(id)) {
      database.rows().stays();
      return;
    }
    steps++;
    findings.dropped(id, database.rows().ofNewTables());
    var down = database.run().move(history.goal(database.without(id)));
    if (down.fault().isPresent()) {
      failed.downgrade(id, down);
      return;
    }
    undone(id, before, after);
  }

  private void undone(String id, Catalog before, Catalog after) throws SQLException {
    var left = before.differences(database.run().catalog());
    findings.addDifferences(Check.STEPS, id, "its downgrade does not give the schema back", left);
    findings.addLoss(
        id,
        "applied and undone, it does not give back the rows from before it",
        database.rows().afterDowngrade(left.isEmpty()));
    var again = database.run().move(history.goal(database.applied()));
    if (again.fault().isPresent()) {
      findings.add(
          Finding.failure(
              Check.STEPS,
              id,
              "it cannot be applied again after its downgrade: " + again.fault().get().message()));
      database.restart();
      return;
    }
    var different = after.differences(database.run().catalog());
    findings.addDifferences(
        Check.STEPS,
        id,
        "applied again it makes another schema",
        different.stream().filter(it -> !left.contains(it)).toList());
    if (different.stream().allMatch(it -> it.onlyOrder())) {
      findings.addLoss(
          id,
          "undone and applied again, it does not give back the rows that were written after it",
          database.rows().afterSecondUpgrade());
    }
    if (left.stream().allMatch(it -> it.onlyOrder())
        && different.isEmpty()
        && retries.passes(id, before, after)) {
      database.rows().fillNewTables();
    } else {
      database.restart();
    }
  }

  /** The first upgrade has made the same. */
  private void expected(String id, Catalog after) {
    levels
        .find(History.key(history.graph().headsOf(database.applied())))
        .ifPresentOrElse(
            it ->
                findings.addDifferences(
                    Check.UPGRADE_AGAIN,
                    id,
                    "applied a second time it makes another schema",
                    it.differences(after)),
            () -> levels.put(History.key(history.graph().headsOf(database.applied())), after));
  }
}
