package dev.schemamigration.plan;

import dev.schemamigration.revision.AppliedFault;
import dev.schemamigration.revision.GraphFault;
import dev.schemamigration.revision.PlacementFault;
import dev.schemamigration.revision.RevisionException;
import dev.schemamigration.revision.RevisionFault;
import dev.schemamigration.revision.TargetFault;
import java.util.Set;
import java.util.function.Supplier;

/** Our answer to one recorded question: a value or a fault. */
sealed interface Answer<T> {
  record Given<T>(T value) implements Answer<T> {}

  record Refused<T>(RevisionFault fault) implements Answer<T> {
    /** Whether this refusal is of the kind that was recorded. */
    boolean isOfKind(String kind) {
      return kind.equals("internal_error")
          || kind.equals("head_maintenance_error")
          || kinds(fault).contains(kind);
    }
  }

  static <T> Answer<T> to(Supplier<T> question) {
    try {
      return new Given<>(question.get());
    } catch (RevisionException refused) {
      return new Refused<>(refused.fault());
    }
  }

  /** The recorded kinds that a fault of ours corresponds to. */
  private static Set<String> kinds(RevisionFault fault) {
    return switch (fault) {
      case GraphFault it -> Set.of(kind(it));
      case TargetFault it -> kinds(it);
      case PlacementFault it -> Set.of();
      case AppliedFault.UnknownApplied it -> Set.of("no_such_revision", "no_such_branch");
      case AppliedFault.ShortenedId it -> Set.of();
      case AppliedFault.NotClosed it -> Set.of();
    };
  }

  private static String kind(GraphFault fault) {
    return switch (fault) {
      case GraphFault.IllegalName it -> "illegal_revision_id";
      case GraphFault.DuplicateId it -> "";
      case GraphFault.LabelTaken it -> "duplicate_branch_label";
      case GraphFault.UnknownParent it -> "missing_revision_in_graph";
      case GraphFault.SelfLoop it -> dependency(it.edge()) + "self_loop";
      case GraphFault.Cycle it -> dependency(it.edge()) + "cycle";
    };
  }

  private static String dependency(GraphFault.Edge edge) {
    return edge == GraphFault.Edge.DEPENDS_ON ? "dependency_" : "";
  }

  private static Set<String> kinds(TargetFault fault) {
    return switch (fault) {
      case TargetFault.UnknownRevision it -> Set.of("no_such_revision", "no_such_revision_short");
      case TargetFault.UnknownBranch it ->
          Set.of("no_such_branch", "no_such_revision", "no_such_revision_short");
      case TargetFault.Ambiguous it -> Set.of("ambiguous_id");
      case TargetFault.NotInBranch it -> Set.of("not_in_branch");
      case TargetFault.SeveralHeads it -> Set.of("multiple_heads");
      case TargetFault.AmbiguousWalk it -> Set.of("ambiguous_walk");
      case TargetFault.WalkedTooFar it -> Set.of("walked_too_far");
      case TargetFault.TooManySteps it -> Set.of("relative_out_of_range");
      case TargetFault.WrongWay it -> Set.of("relative_out_of_range");
      case TargetFault.SeveralCurrent it -> Set.of("ambiguous_upgrade");
      case TargetFault.BranchNotApplied it -> Set.of();
      case TargetFault.NotBelow it -> Set.of("range_not_ancestor");
      case TargetFault.NoBranchBelow it -> Set.of("not_valid_downgrade_target");
      case TargetFault.RangeNotAllowed it -> Set.of("range_not_allowed");
      case TargetFault.OverlappingTargets it -> Set.of("overlapping_revisions");
      case TargetFault.NotARange it -> Set.of("range_not_ancestor");
      case TargetFault.Malformed it -> Set.of();
      case TargetFault.RelativeDeclaration it -> Set.of();
    };
  }
}
