package dev.schemamigration.verify;

import dev.schemamigration.plan.CommandPlanner;
import dev.schemamigration.plan.Step;
import dev.schemamigration.revision.RevisionGraph;
import dev.schemamigration.revision.TargetFault;
import dev.schemamigration.revision.UpgradeTarget;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which revisions are verified, as the commands write ranges: those above the start, up to the end.
 * The start may name several heads, separated by commas, or count down from the head ({@code -3:}).
 *
 * @param from what is applied before and not verified; {@code base} for nothing
 * @param to a target; {@code heads} for all that is left
 */
public record VerifiedRange(String from, String to) {
  /** The whole directory. */
  public static final VerifiedRange WHOLE = new VerifiedRange("base", "heads");

  private static final Pattern COUNTS_DOWN = Pattern.compile("-\\d+");

  public VerifiedRange {
    Objects.requireNonNull(from);
    Objects.requireNonNull(to);
  }

  /**
   * Reads {@code FROM:TO}, {@code FROM:} or {@code :TO}.
   *
   * @throws dev.schemamigration.revision.RevisionException when it is another form, or an end is
   *     {@code current}, which a scratch database does not have
   */
  public static VerifiedRange of(String range) {
    var ends = range.strip().split(":", -1);
    if (ends.length != 2) {
      throw new TargetFault.Malformed(range, "a range is \"FROM:TO\", \"FROM:\" or \":TO\"")
          .asException();
    }
    if (range.contains("current")) {
      throw new TargetFault.Malformed(
              range, "\"current\" is of a database, and a directory is verified; name a revision")
          .asException();
    }
    var from = ends[0].strip();
    var to = ends[1].strip();
    return new VerifiedRange(from.isEmpty() ? "base" : from, to.isEmpty() ? "heads" : to);
  }

  /** Whether it is all that there is. */
  boolean isWhole() {
    return equals(WHOLE);
  }

  /**
   * Refuses a range without revisions.
   *
   * @throws dev.schemamigration.revision.RevisionException when an end has no meaning, or nothing
   *     is between them
   */
  public void require(RevisionGraph graph) {
    if (steps(graph).isEmpty() && !isWhole()) {
      throw new TargetFault.NotARange(
              from + ":" + to, "no revision is above its start and not above its end")
          .asException();
    }
  }

  /** The ids that are applied before. */
  Set<String> start(RevisionGraph graph) {
    var revisions = new LinkedHashSet<String>();
    for (var part : from.split(",")) {
      var start = part.strip();
      var target = COUNTS_DOWN.matcher(start).matches() ? "head" + start : start;
      revisions.addAll(UpgradeTarget.resolve(graph, List.of(), target));
    }
    return graph.ancestorsOf(revisions);
  }

  /** The steps that are verified, in order. */
  List<Step> steps(RevisionGraph graph) {
    return CommandPlanner.upgrade(graph, start(graph), to).steps();
  }
}
