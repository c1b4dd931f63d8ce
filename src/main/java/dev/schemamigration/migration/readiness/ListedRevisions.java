package dev.schemamigration.migration.readiness;

import dev.schemamigration.revision.Revision;
import dev.schemamigration.revision.RevisionException;
import dev.schemamigration.revision.RevisionGraph;
import dev.schemamigration.revision.TargetFault;
import dev.schemamigration.revision.TargetSymbol;
import dev.schemamigration.revision.UpgradeTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What somebody else has listed of the revisions of a database, without how they follow each other.
 *
 * @param at the heads of the database
 * @param total how many are applied; more than are listed where the oldest are left out
 * @param applied ids of applied revisions
 * @param labels of them, with the id that each stands for
 * @param halfWay ids of the revisions that are half-way
 */
public record ListedRevisions(
    String at, int total, Set<String> applied, Map<String, String> labels, List<String> halfWay) {
  /** What asks for an order, in which the list has none. */
  private static final Pattern RELATIVE = Pattern.compile(".*[@:+].*|.*-\\d+");

  public ListedRevisions {
    applied = Set.copyOf(applied);
    labels = Map.copyOf(labels);
    halfWay = List.copyOf(halfWay);
  }

  /**
   * Evaluates whether what is needed is listed. Pure.
   *
   * @param target names what is needed: a revision, the beginning of an id, a label or, where the
   *     source is at hand, anything that {@code upgrade} takes
   * @param declared the revisions of the source; those of none where it is not at hand
   * @throws RevisionException when the target means nothing, or several revisions
   */
  public Readiness readiness(String target, RevisionGraph declared) {
    var needed = declared.ids().isEmpty() ? inList(target) : inFiles(target, declared);
    if (needed.isEmpty()) {
      return new Readiness.NotYet(stands());
    }
    var missing = needed.get().stream().filter(it -> !applied.contains(it)).toList();
    if (missing.isEmpty()) {
      return new Readiness.Ready(needed.get(), at);
    }
    var begun = missing.stream().filter(halfWay::contains).toList();
    return new Readiness.NotYet(
        stands() + (begun.isEmpty() ? "" : ", and " + String.join(", ", begun) + " is half-way"));
  }

  private String stands() {
    return "the database stands at "
        + at
        + (applied.size() < total
            ? " (of %d applied revisions the newest %d are listed)".formatted(total, applied.size())
            : "");
  }

  private Optional<List<String>> inFiles(String target, RevisionGraph declared) {
    try {
      return Optional.of(UpgradeTarget.resolve(declared, List.of(), target));
    } catch (RevisionException e) {
      if (e.fault() instanceof TargetFault.UnknownRevision) {
        return Optional.of(inList(target).orElseThrow(() -> e));
      }
      throw e;
    }
  }

  /** What is not listed is not known. */
  private Optional<List<String>> inList(String target) {
    var named = applied.contains(target) || labels.containsKey(target);
    if (!named && (RELATIVE.matcher(target).matches() || isWordOfOrder(target))) {
      throw new TargetFault.Malformed(
              target,
              "without revision files it can only be an id, the beginning of one, or a label")
          .asException();
    }
    try {
      return Optional.of(UpgradeTarget.resolve(unordered(), List.of(), target));
    } catch (RevisionException e) {
      if (e.fault() instanceof TargetFault.UnknownRevision) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static boolean isWordOfOrder(String target) {
    return TargetSymbol.WORDS.contains(target) && !target.equals("base");
  }

  private RevisionGraph unordered() {
    var all = new ArrayList<>(applied);
    halfWay.stream().filter(it -> !applied.contains(it)).forEach(all::add);
    return RevisionGraph.of(
        all.stream().map(id -> new Revision(id, List.of(), labelsOf(id), List.of(), "")).toList());
  }

  private List<String> labelsOf(String id) {
    return labels.entrySet().stream()
        .filter(it -> it.getValue().equals(id))
        .map(Map.Entry::getKey)
        .toList();
  }
}
