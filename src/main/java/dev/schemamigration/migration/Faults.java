package dev.schemamigration.migration;

import dev.schemamigration.database.ArchiveUnreadableException;
import dev.schemamigration.engine.EngineException;
import dev.schemamigration.engine.EngineFault;
import dev.schemamigration.revision.AppliedFault;
import dev.schemamigration.revision.GraphFault;
import dev.schemamigration.revision.RevisionException;
import dev.schemamigration.revision.TargetFault;
import java.sql.SQLException;

/** The one place where what went wrong gets its reason. */
final class Faults {
  private Faults() {}

  /** The fault behind an exception that the pass met. */
  static Fault of(Exception e) {
    return switch (e) {
      case FaultException known -> known.fault();
      case RevisionException revision -> of(revision);
      case EngineException engine -> of(engine.fault());
      case ArchiveUnreadableException archive ->
          new Fault(
              Reason.ArchiveCorrupt,
              archive.getMessage() + "; restore the row of revision_archive from a backup");
      case SQLException sql -> SqlReasons.session(sql);
      default -> throw new IllegalStateException(e);
    };
  }

  private static Fault of(RevisionException e) {
    var reason =
        switch (e.fault()) {
          case GraphFault graph -> Reason.InvalidGraph;
          case AppliedFault applied -> Reason.UnknownRevision;
          case TargetFault target -> reason(target);
        };
    var message = e.fault().message();
    return new Fault(
        reason, e.fault() instanceof TargetFault ? "spec.target: " + message : message);
  }

  private static Reason reason(TargetFault fault) {
    return switch (fault) {
      case TargetFault.UnknownRevision unknown -> Reason.TargetNotFound;
      case TargetFault.UnknownBranch unknown -> Reason.TargetNotFound;
      case TargetFault.NotInBranch other -> Reason.TargetNotFound;
      case TargetFault.WalkedTooFar tooFar -> Reason.TargetNotFound;
      case TargetFault.Ambiguous ambiguous -> Reason.AmbiguousTarget;
      case TargetFault.SeveralHeads heads -> Reason.AmbiguousTarget;
      case TargetFault.AmbiguousWalk walk -> Reason.AmbiguousTarget;
      case TargetFault.SeveralCurrent several -> Reason.AmbiguousTarget;
      case TargetFault.TooManySteps tooMany -> Reason.TargetNotFound;
      case TargetFault.WrongWay wrong -> Reason.InvalidTarget;
      case TargetFault.BranchNotApplied notApplied -> Reason.InvalidTarget;
      case TargetFault.NotBelow notBelow -> Reason.InvalidTarget;
      case TargetFault.NoBranchBelow none -> Reason.InvalidTarget;
      case TargetFault.RangeNotAllowed range -> Reason.InvalidTarget;
      case TargetFault.OverlappingTargets overlap -> Reason.InvalidTarget;
      case TargetFault.NotARange range -> Reason.InvalidTarget;
      case TargetFault.Malformed malformed -> Reason.InvalidTarget;
      case TargetFault.RelativeDeclaration relative -> Reason.InvalidTarget;
    };
  }

  private static Fault of(EngineFault fault) {
    return switch (fault) {
      case EngineFault.InvalidChangelog it -> new Fault(Reason.InvalidSource, it.message());
      case EngineFault.Forbidden it -> new Fault(Reason.ForbiddenChange, it.message());
      case EngineFault.MissingParameters it -> new Fault(Reason.MissingParameter, it.message());
      case EngineFault.StatementFailed it -> SqlReasons.statement(it);
      case EngineFault.PreconditionFailed it -> new Fault(Reason.MigrationFailed, it.message());
      case EngineFault.NotUndoable it -> new Fault(Reason.Irreversible, it.message());
      case EngineFault.Uncertain it -> new Fault(Reason.NeedsIntervention, it.message());
      case EngineFault.NotEffective it -> new Fault(Reason.MigrationFailed, it.message());
      case EngineFault.NotTransactional it -> new Fault(Reason.InvalidSpec, it.message());
      case EngineFault.EditedHalfway it -> new Fault(Reason.ChecksumMismatch, it.message());
    };
  }
}
