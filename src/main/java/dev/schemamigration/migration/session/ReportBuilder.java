package dev.schemamigration.migration.session;

import dev.schemamigration.database.session.DatabaseFacts;
import dev.schemamigration.database.session.LockHolder;
import dev.schemamigration.database.tracking.Ownership;
import dev.schemamigration.migration.api.AppliedHistory;
import dev.schemamigration.migration.api.Outcome;
import dev.schemamigration.migration.api.PlanPreview;
import dev.schemamigration.migration.api.Report;
import dev.schemamigration.migration.api.RunSummary;
import dev.schemamigration.plan.Step;
import dev.schemamigration.revision.Heads;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Collects what a pass finds and builds its report. Not thread-safe. */
public final class ReportBuilder {
  private Optional<DatabaseFacts> database = Optional.empty();
  private Optional<Set<String>> heads = Optional.empty();
  private Optional<Heads> targetHeads = Optional.empty();
  private Optional<PlanPreview> plan = Optional.empty();
  private Optional<RunSummary> run = Optional.empty();
  private Optional<Ownership> ownership = Optional.empty();
  private List<LockHolder> blockedBy = List.of();
  private Set<String> unfinished = Set.of();
  private Optional<AppliedHistory> applied = Optional.empty();
  private final List<Step> committed = new ArrayList<>();

  void reached(DatabaseFacts facts) {
    database = Optional.of(facts);
  }

  /** Sets the applied heads. */
  public void isAt(Set<String> now) {
    heads = Optional.of(now);
  }

  /** Sets what is applied before the first step. */
  public void found(AppliedHistory history) {
    applied = Optional.of(history);
  }

  /** Adds a step. Called after every one, so sorting is left to the reader. */
  public void committed(Step step) {
    committed.add(step);
    heads = Optional.of(step.headsAfter());
  }

  /** Sets the revisions that are half-way. */
  public void leftHalfWay(Set<String> revisions) {
    unfinished = revisions;
  }

  private Optional<Heads> heads() {
    return heads.map(Heads::of);
  }

  /** Sets the heads of the target. */
  public void resolved(Heads target) {
    targetHeads = Optional.of(target);
  }

  /** Sets what the database records about its schema and owner. */
  public void owned(Optional<Ownership> row) {
    ownership = row;
  }

  /** Sets the plan. */
  public void planned(PlanPreview view) {
    plan = Optional.of(view);
  }

  /** Sets the run. */
  public void ran(RunSummary done) {
    run = Optional.of(done);
  }

  /** Sets the sessions for which the pass waits; empty when it does not. */
  public void blocked(List<LockHolder> holders) {
    blockedBy = holders;
  }

  /** The applied heads joined by a comma, or {@code base}. */
  public String position() {
    return heads().orElse(Heads.BASE).toString();
  }

  /** Builds the report with this outcome. */
  public Report build(Outcome outcome) {
    return new Report(
        outcome,
        database,
        heads(),
        targetHeads,
        plan,
        run,
        blockedBy,
        ownership,
        unfinished.stream().sorted().toList(),
        applied.map(it -> it.after(committed)));
  }
}
