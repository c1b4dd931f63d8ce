package dev.schemamigration.migration.planning;

import dev.schemamigration.database.session.Session;
import dev.schemamigration.database.tracking.RecordedState;
import dev.schemamigration.database.tracking.TrackingTables;
import dev.schemamigration.engine.Engine;
import dev.schemamigration.engine.changelog.ParsedChangelog;
import dev.schemamigration.migration.api.PlanPreview;
import dev.schemamigration.migration.api.Request;
import dev.schemamigration.migration.reason.FaultException;
import dev.schemamigration.migration.reason.FaultTranslator;
import dev.schemamigration.migration.reason.Reason;
import dev.schemamigration.migration.session.ReportBuilder;
import dev.schemamigration.plan.Direction;
import dev.schemamigration.plan.Operation;
import dev.schemamigration.plan.Plan;
import dev.schemamigration.plan.Step;
import dev.schemamigration.policy.Objection;
import dev.schemamigration.policy.PlanPolicy;
import dev.schemamigration.policy.Preview;
import dev.schemamigration.policy.StepPreview;
import dev.schemamigration.policy.Verdict;
import dev.schemamigration.revision.RevisionException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Prepares a plan from the recorded state: checks the record, resolves the target, plans, previews
 * and applies the policy. Writes nothing. Throws what stops it, which {@link FaultTranslator} turns
 * into a fault.
 */
public final class PlanPreparation {
  private final Request request;
  private final Session session;
  private final TrackingTables tracking;
  private final Supplier<Engine> engine;
  private final ReportBuilder report;

  /**
   * @param engine creates the engine of the session, on the first call; called only if needed
   */
  public PlanPreparation(
      Request request,
      Session session,
      TrackingTables tracking,
      Supplier<Engine> engine,
      ReportBuilder report) {
    this.request = request;
    this.session = session;
    this.tracking = tracking;
    this.engine = engine;
    this.report = report;
  }

  /**
   * Decides what to run in the recorded state.
   *
   * @throws FaultException when the record, the target or the policy do not allow a plan
   */
  public Decision decide(RecordedState recorded) throws SQLException {
    RecordIntegrity.checkRecord(recorded);
    var known = KnownRevisions.of(request.bundle(), recorded);
    report.isAt(known.whole().headsOf(recorded.applied()));
    report.leftHalfWay(recorded.unfinished());
    report.found(known.history(recorded));
    CommonHistory.check(request.bundle(), known, recorded, request.goal());
    var resolution = resolution(known, recorded);
    report.resolved(resolution.targetHeads());
    var edited = RecordIntegrity.edited(request.bundle(), recorded);
    var texts = new StepChangelogs(request, recorded, tracking, engine);
    if (!edited.isEmpty()) {
      RecordIntegrity.checkEdits(edited, texts, tracking);
    }
    LostRevisions.check(request, recorded, resolution);
    if (resolution.plan().isEmpty()) {
      report.planned(nothing());
      return new Decision.Settled();
    }
    var preview = preview(resolution.plan(), texts, recorded);
    var approved = evaluate(preview);
    return new Decision.Ready(resolution, PlanPreview.of(preview), approved, texts, recorded);
  }

  private Resolution resolution(KnownRevisions known, RecordedState recorded) {
    try {
      return Resolver.resolve(known, recorded, request.goal());
    } catch (RevisionException e) {
      LateRevisions.explain(request.bundle(), recorded, e);
      throw e;
    }
  }

  private Preview preview(Plan plan, StepChangelogs texts, RecordedState recorded)
      throws SQLException {
    var parsed = new IdentityHashMap<Step, ParsedChangelog>();
    texts.fetch(plan.downgrades().stream().map(Step::revision).toList());
    texts.parse(plan.upgrades());
    var rows = recorded.byId();
    var steps = new ArrayList<StepPreview>();
    for (var step : plan.steps()) {
      var changelog = texts.of(step);
      parsed.put(step, changelog);
      steps.add(preview(step, changelog, key -> recorded.undoes(rows.get(step.revision()), key)));
    }
    var preview = new Preview(PlanHash.of(plan.steps(), parsed::get, rows), plan, steps);
    report.planned(PlanPreview.of(preview));
    for (var step : plan.steps()) {
      if (step.operation() == Operation.DOWNGRADE) {
        var row = rows.get(step.revision());
        checkDowngrade(step, parsed.get(step), key -> recorded.undoes(row, key));
      } else {
        checkUpgrade(step, parsed.get(step));
      }
    }
    ChangesetOwners.check(plan.steps(), parsed, recorded.revisions());
    return preview;
  }

  private StepPreview preview(Step step, ParsedChangelog changelog, Predicate<String> undone) {
    return switch (step.operation()) {
      case UPGRADE ->
          new StepPreview(
              step, changelog.irreversible().isPresent(), () -> engine.get().upgradeSql(changelog));
      case DOWNGRADE ->
          new StepPreview(step, false, () -> engine.get().downgradeSql(changelog, undone));
    };
  }

  private static void checkDowngrade(
      Step step, ParsedChangelog changelog, Predicate<String> undone) {
    changelog
        .irreversible(undone)
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

  private void checkUpgrade(Step step, ParsedChangelog changelog) {
    var least = changelog.file().minServerVersion();
    if (least.isPresent() && session.facts().serverMajor() < least.getAsInt()) {
      throw new FaultException(
          Reason.ServerTooOld,
          "revision "
              + step.revision()
              + " needs PostgreSQL "
              + least.getAsInt()
              + " (min_server_version) and the server is "
              + session.facts().server());
    }
  }

  /** The objections that an approval of the plan has met. */
  private List<Objection> evaluate(Preview preview) {
    return switch (PlanPolicy.evaluate(preview, request.rules(), request.names())) {
      case Verdict.Allowed allowed -> allowed.approved();
      case Verdict.Denied denied ->
          throw new FaultException(
              switch (denied.objections().getFirst().concern()) {
                case DOWNGRADE -> Reason.DowngradeDenied;
              },
              denied.message());
      case Verdict.NeedsApproval waiting ->
          throw new FaultException(Reason.ApprovalRequired, waiting.message(request.names()));
    };
  }

  private static PlanPreview nothing() {
    var plan = new Plan(Direction.NONE, List.of());
    return new PlanPreview(PlanHash.ofNothing(), plan, List.of());
  }
}
