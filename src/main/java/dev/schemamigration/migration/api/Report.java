package dev.schemamigration.migration.api;

import dev.schemamigration.database.session.DatabaseFacts;
import dev.schemamigration.database.session.LockHolder;
import dev.schemamigration.database.tracking.DatabaseOwner;
import dev.schemamigration.database.tracking.Ownership;
import dev.schemamigration.migration.reason.Fault;
import dev.schemamigration.revision.Heads;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The report of a pass. A value is absent when the pass stopped before it was known.
 *
 * @param outcome how the pass ended
 * @param database which database was reached
 * @param heads applied heads
 * @param targetHeads heads of the target
 * @param plan plan at the begin of the pass; without steps when settled
 * @param run what was executed
 * @param blockedBy sessions that hold the lock for which the run waited last; empty without one
 * @param ownership what the database records about its schema and owner; empty where it does not
 * @param unfinished ids of the revisions that are half-way, sorted
 * @param applied the other ones, as of the end of the pass
 */
public record Report(
    Outcome outcome,
    Optional<DatabaseFacts> database,
    Optional<Heads> heads,
    Optional<Heads> targetHeads,
    Optional<PlanPreview> plan,
    Optional<RunSummary> run,
    List<LockHolder> blockedBy,
    Optional<Ownership> ownership,
    List<String> unfinished,
    Optional<AppliedHistory> applied) {
  public Report {
    Objects.requireNonNull(outcome);
    Objects.requireNonNull(database);
    Objects.requireNonNull(heads);
    Objects.requireNonNull(targetHeads);
    Objects.requireNonNull(plan);
    Objects.requireNonNull(run);
    blockedBy = List.copyOf(blockedBy);
    Objects.requireNonNull(ownership);
    unfinished = List.copyOf(unfinished);
    Objects.requireNonNull(applied);
  }

  /** The report of a pass that stopped before anything was known. */
  public static Report stopped(Fault fault) {
    return new Report(
        new Outcome.Stopped(fault),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        List.of(),
        Optional.empty());
  }

  /** The resource that owns the database, if one does. */
  public Optional<DatabaseOwner> owner() {
    return ownership.flatMap(Ownership::owner);
  }

  /** The fault, if the pass stopped. */
  public Optional<Fault> fault() {
    return outcome instanceof Outcome.Stopped stopped
        ? Optional.of(stopped.fault())
        : Optional.empty();
  }
}
