package dev.schemamigration.migration.planning;

import dev.schemamigration.database.tracking.ArchivedRevision;
import dev.schemamigration.database.tracking.RecordedState;
import dev.schemamigration.migration.api.Goal;
import dev.schemamigration.migration.api.Request;
import dev.schemamigration.migration.reason.FaultException;
import dev.schemamigration.migration.reason.PassFault;
import dev.schemamigration.plan.Step;
import dev.schemamigration.revision.DeclaredTarget;
import dev.schemamigration.revision.FixedTarget;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Applied revisions that the source no longer has, half-way ones among them: a file that is missing
 * is no wish to undo what it did. Pure.
 */
final class LostRevisions {
  private final Request request;
  private final Resolution resolution;
  private final Map<String, ArchivedRevision> recorded;
  private final Set<String> lost;
  private final Set<String> undone = new LinkedHashSet<>();

  private LostRevisions(Request request, RecordedState recorded, Resolution resolution) {
    this.request = request;
    this.resolution = resolution;
    this.recorded = recorded.byId();
    this.lost = new LinkedHashSet<>(this.recorded.keySet());
    this.lost.removeIf(it -> request.bundle().find(it).isPresent());
    resolution.plan().downgrades().stream().map(Step::revision).forEach(undone::add);
  }

  /**
   * Refuses a source that has lost revisions from its middle, whatever the target is, and a plan
   * that undoes lost revisions although the target follows the source. Base, written out, and a
   * command that undoes need nothing of the source. That the oldest files are gone is no loss: the
   * archive has what they did, and nothing is undone for it.
   *
   * @throws FaultException naming the lost revisions
   */
  static void check(Request request, RecordedState recorded, Resolution resolution) {
    var revisions = new LostRevisions(request, recorded, resolution);
    if (revisions.lost.isEmpty() || request.goal().isBase()) {
      return;
    }
    switch (request.goal()) {
      case Goal.Downgrade downgrade -> {}
      case Goal.Upgrade upgrade -> revisions.refuseGap();
      case Goal.Declared declared -> {
        revisions.refuseGap();
        if (!request.rules().sourceMayShrink()) {
          revisions.refuseImplicit(declared.target());
        }
      }
    }
  }

  private void refuseGap() {
    var graph = resolution.known().whole();
    var declared = graph.ids().stream().filter(this::isDeclared).toList();
    var below = below(declared);
    var above = graph.dependentsOf(declared);
    var kept = declared.stream().filter(recorded::containsKey).filter(it -> !undone.contains(it));
    var belowKept = below(kept.toList());
    var gap =
        graph.oldestFirst(lost).stream()
            .filter(
                it ->
                    below.contains(it) && above.contains(it)
                        || belowKept.contains(it) && undone.contains(it))
            .toList();
    if (!gap.isEmpty()) {
      throw new FaultException(
          new PassFault.SourceGap(
              request.bundle().name(),
              gap,
              declared.stream()
                  .filter(it -> parents(it).stream().anyMatch(gap::contains))
                  .toList()));
    }
  }

  private boolean isDeclared(String id) {
    return request.bundle().find(id).isPresent();
  }

  /** These revisions and all that they were built upon, as declared or as applied. */
  private Set<String> below(Collection<String> ids) {
    var found = new HashSet<>(ids);
    var open = new ArrayDeque<>(ids);
    while (!open.isEmpty()) {
      parents(open.removeLast()).stream().filter(found::add).forEach(open::add);
    }
    return found;
  }

  /** An edited header must not hide on what a revision was applied. */
  private Set<String> parents(String id) {
    var known = resolution.known().whole();
    var parents = new HashSet<>(known.parentsOf(id));
    Optional.ofNullable(recorded.get(id))
        .map(ArchivedRevision::revision)
        .ifPresent(
            it -> {
              parents.addAll(it.downRevisions());
              parents.addAll(it.dependsOn());
            });
    parents.retainAll(known.ids());
    return parents;
  }

  private void refuseImplicit(String target) {
    var known = resolution.known();
    var parts = DeclaredTarget.parse(target).parts();
    var following = parts.stream().filter(it -> !FixedTarget.is(known.whole(), it)).toList();
    var undoneLost = undone.stream().filter(lost::contains).toList();
    if (!following.isEmpty() && undoneLost.stream().anyMatch(governed(following)::contains)) {
      throw new FaultException(
          new PassFault.SourceShrank(
              request.bundle().name(),
              target,
              undoneLost,
              parts.stream().anyMatch(LostRevisions::namesBranch)
                  ? Optional.empty()
                  : Optional.of(resolution.targetHeads().toString())));
    }
  }

  private Set<String> governed(List<String> parts) {
    return parts.stream().allMatch(LostRevisions::namesBranch)
        ? Resolver.governed(resolution.known(), parts)
        : lost;
  }

  private static boolean namesBranch(String part) {
    return part.indexOf('@') > 0;
  }
}
