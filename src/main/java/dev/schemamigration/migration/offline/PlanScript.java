package dev.schemamigration.migration.offline;

import dev.schemamigration.database.tracking.JournalEvent;
import dev.schemamigration.database.tracking.ScriptStart;
import dev.schemamigration.engine.changelog.ParsePurpose;
import dev.schemamigration.engine.changelog.ParsedChangelog;
import dev.schemamigration.engine.changelog.Selection;
import dev.schemamigration.engine.offline.OfflineEngine;
import dev.schemamigration.engine.offline.RevisionScript;
import dev.schemamigration.engine.run.RevisionRunner;
import dev.schemamigration.migration.api.Execution;
import dev.schemamigration.migration.api.Request;
import dev.schemamigration.migration.planning.ChangesetOwners;
import dev.schemamigration.migration.planning.KnownRevisions;
import dev.schemamigration.migration.planning.PlanHash;
import dev.schemamigration.migration.reason.FaultException;
import dev.schemamigration.migration.reason.Reason;
import dev.schemamigration.migration.run.PlanRun;
import dev.schemamigration.plan.Operation;
import dev.schemamigration.plan.Plan;
import dev.schemamigration.plan.Step;
import dev.schemamigration.revision.Heads;
import dev.schemamigration.revision.RevisionGraph;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes the script of a plan. */
final class PlanScript {
  private final Request request;
  private final RevisionGraph graph;
  private final OfflineEngine engine;
  private final ScriptFrame frame;
  private final Map<Step, ParsedChangelog> parsed = new IdentityHashMap<>();

  PlanScript(Request request, RevisionGraph graph, OfflineEngine engine) {
    this.request = request;
    this.graph = graph;
    this.engine = engine;
    this.frame = new ScriptFrame(request);
  }

  /**
   * Writes it.
   *
   * @throws dev.schemamigration.engine.fault.EngineException when a changelog is invalid, or only
   *     the database can tell its statements
   * @throws FaultException when a revision cannot be undone
   */
  List<String> of(ScriptRange from, Plan plan) {
    plan.steps().forEach(it -> parsed.put(it, parse(it)));
    plan.downgrades().forEach(it -> requireReversible(it, parsed.get(it)));
    ChangesetOwners.check(plan.steps(), parsed, List.of());
    var what =
        plan.isEmpty() ? "nothing to do at " + from.heads() : from.heads() + " -> " + end(plan);
    var lines =
        new ArrayList<>(
            frame.begin(
                what, from, plan.downgrades().stream().map(this::undone).toList(), least(plan)));
    lines.addAll(frame.install(from));
    if (!plan.isEmpty()) {
      run(plan, lines);
    }
    lines.addAll(frame.end());
    return lines;
  }

  private static Heads end(Plan plan) {
    return Heads.of(plan.steps().getLast().headsAfter());
  }

  private void run(Plan plan, List<String> lines) {
    var steps = plan.steps();
    var scripts = engine.revisions(frame.session(), frame.tracking(), autocommitTimeout());
    lines.addAll(frame.session().restore(PlanRun.applicationName(request, steps.getFirst())));
    lines.addAll(
        frame
            .tracking()
            .journalHash(
                JournalEvent.RUN_BEGUN,
                PlanHash.sql(steps, parsed::get, frame.tracking()::attemptBytes)));
    boolean whole = request.execution().transaction() == Execution.TransactionScope.PLAN;
    if (whole) {
      steps.forEach(it -> RevisionRunner.requireTransactional(parsed.get(it), Optional.empty()));
      lines.addAll(frame.session().enterMigration());
      lines.add("BEGIN;");
    }
    for (int number = 0; number < steps.size(); number++) {
      var step = steps.get(number);
      var next = steps.get(Math.min(number + 1, steps.size() - 1));
      lines.add("");
      lines.add(ScriptFrame.comment(described(step)));
      lines.addAll(step(scripts, step, PlanRun.applicationName(request, next), whole));
    }
    if (whole) {
      lines.add("COMMIT;");
    }
    lines.add("");
    lines.addAll(frame.session().restore(PlanRun.applicationName(request, steps.getLast())));
    lines.addAll(frame.tracking().journal(JournalEvent.RUN_ENDED, end(plan).toString()));
  }

  private List<String> step(RevisionScript scripts, Step step, String name, boolean whole) {
    var changelog = parsed.get(step);
    return switch (step.operation()) {
      case UPGRADE -> {
        var revision = KnownRevisions.archivable(graph, changelog.file().revision());
        yield whole
            ? scripts.upgradeWithin(changelog, revision, name)
            : scripts.upgrade(changelog, revision, name);
      }
      case DOWNGRADE ->
          whole ? scripts.downgradeWithin(changelog, name) : scripts.downgrade(changelog, name);
    };
  }

  private Duration autocommitTimeout() {
    var own = request.execution().statementTimeout();
    return own.isZero() ? request.execution().deadline() : own;
  }

  private ParsedChangelog parse(Step step) {
    var file = request.bundle().find(step.revision()).orElseThrow();
    return engine.parse(
        request.bundle(),
        file,
        request.parameters(),
        Selection.of(request.filter()),
        step.operation() == Operation.UPGRADE ? ParsePurpose.UPGRADE : ParsePurpose.DOWNGRADE);
  }

  private static void requireReversible(Step step, ParsedChangelog changelog) {
    changelog
        .irreversible()
        .ifPresent(
            why -> {
              throw new FaultException(
                  Reason.Irreversible,
                  "revision "
                      + step.revision()
                      + " cannot be undone: "
                      + why
                      + "; choose a target that keeps it");
            });
  }

  private ScriptStart.Undone undone(Step step) {
    var changelog = parsed.get(step);
    return new ScriptStart.Undone(
        step.revision(),
        changelog.sha256(),
        RevisionScript.recorded(changelog),
        changelog.storableParameters());
  }

  private int least(Plan plan) {
    return plan.upgrades().stream()
        .flatMapToInt(it -> parsed.get(it).file().minServerVersion().stream())
        .max()
        .orElse(0);
  }

  private static String described(Step step) {
    var parents = step.parents().isEmpty() ? "base" : String.join(", ", step.parents());
    var way =
        switch (step.operation()) {
          case UPGRADE -> "Running upgrade " + parents + " -> " + step.revision();
          case DOWNGRADE -> "Running downgrade " + step.revision() + " -> " + parents;
        };
    return step.message().isEmpty() ? way : way + ", " + step.message();
  }
}
