package dev.schemamigration.migration.session;

import dev.schemamigration.database.session.DatabaseFacts;
import dev.schemamigration.database.session.LockHolder;
import dev.schemamigration.migration.api.Outcome;
import dev.schemamigration.migration.api.PlanPreview;
import dev.schemamigration.migration.api.Report;
import dev.schemamigration.migration.api.RunSummary;
import dev.schemamigration.revision.Heads;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What one pass has found out so far; becomes its report. Not for several threads. */
public final class ReportBuilder {
  private Optional<DatabaseFacts> database = Optional.empty();
  private Optional<Set<String>> heads = Optional.empty();
  private Optional<Heads> targetHeads = Optional.empty();
  private Optional<PlanPreview> plan = Optional.empty();
  private Optional<RunSummary> run = Optional.empty();
  private List<LockHolder> blockedBy = List.of();

  void reached(DatabaseFacts facts) {
    database = Optional.of(facts);
  }

  /** Said after every step, so {@code now} is only looked at when somebody asks. */
  public void standsAt(Set<String> now) {
    heads = Optional.of(now);
  }

  private Optional<Heads> heads() {
    return heads.map(Heads::of);
  }

  public void resolved(Heads target) {
    targetHeads = Optional.of(target);
  }

  public void planned(PlanPreview view) {
    plan = Optional.of(view);
  }

  public void ran(RunSummary done) {
    run = Optional.of(done);
  }

  public void blocked(List<LockHolder> holders) {
    blockedBy = holders;
  }

  /** Heads joined by a comma, or {@code base}. */
  public String where() {
    return heads().orElse(Heads.BASE).toString();
  }

  public Report report(Outcome outcome) {
    return new Report(outcome, database, heads(), targetHeads, plan, run, blockedBy);
  }
}
