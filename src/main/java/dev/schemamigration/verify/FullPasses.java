package dev.schemamigration.verify;

import dev.schemamigration.migration.api.Goal;
import dev.schemamigration.plan.Step;
import dev.schemamigration.verify.ScratchRun.Moved;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Takes an empty database up all the way, down all the way and up again, without generated rows,
 * and compares it at every level. A revision that cannot be undone divides the way down: what is
 * below it is gone down on a database of its own.
 */
final class FullPasses {
  private static final int LEVELS_ON_THE_WAY = 50;

  private final ScratchRuns runs;
  private final History history;
  private final VerificationRequest request;
  private final Findings findings;
  private final LevelComparison comparison;
  private final VerificationListener listener;
  private final Set<String> irreversible = new HashSet<>();
  private int top;
  private int below;

  FullPasses(
      ScratchRuns runs,
      History history,
      VerificationRequest request,
      Findings findings,
      Levels levels,
      VerificationListener listener) {
    this.runs = runs;
    this.history = history;
    this.request = request;
    this.findings = findings;
    this.comparison = new LevelComparison(history, findings, levels);
    this.listener = listener;
  }

  /** The revisions that cannot be undone, as the first upgrade has found out. */
  Set<String> irreversible() {
    return Set.copyOf(irreversible);
  }

  /**
   * Runs them.
   *
   * @param run an empty database, which this closes
   * @return the server that it is on
   */
  Moved run(ScratchRun run) {
    Moved first;
    try (run) {
      first = up(run);
      if (top == 0 || downAndUp(run, top)) {
        return first;
      }
    }
    below();
    return first;
  }

  private Moved up(ScratchRun run) {
    if (!history.start().isEmpty()) {
      var start = run.move(history.goal(history.start()));
      if (start.fault().isPresent()) {
        findings.add(
            Finding.failure(
                Check.UPGRADE,
                start.at().map(Step::revision).orElse(""),
                start.fault().get().message()));
        return start;
      }
      irreversible.addAll(start.irreversible());
    }
    comparison.made(run, 0, history.key(0));
    var moved =
        run.move(
            history.end(),
            step -> {
              comparison.made(run, ++top, History.key(step.headsAfter()));
              listener.reached(Check.UPGRADE, step.revision(), top, history.size());
            });
    irreversible.addAll(moved.irreversible());
    moved
        .fault()
        .ifPresentOrElse(
            fault ->
                findings.add(
                    Finding.failure(
                        Check.UPGRADE, moved.at().map(Step::revision).orElse(""), fault.message())),
            () -> {
              findings.done(Check.UPGRADE, revisions(history.size()));
              again(run);
            });
    return moved;
  }

  /** A second run has nothing to do. */
  private void again(ScratchRun run) {
    var before = run.catalog();
    var moved = run.move(history.end());
    if (moved.fault().isPresent()) {
      findings.add(Finding.failure(Check.REPEAT, "", moved.fault().get().message()));
    } else if (!moved.settled()) {
      findings.add(
          Finding.failure(
              Check.REPEAT, "", "a second run applied " + ids(moved.done()) + " again"));
    }
    findings.addDifferences(
        Check.REPEAT, "", "after a second run", before.differences(run.catalog()));
    findings.done(Check.REPEAT, "the second run had nothing to do");
  }

  /**
   * Goes down from a level as far as possible, and up again.
   *
   * @return whether that was all the way
   */
  private boolean downAndUp(ScratchRun run, int level) {
    int floor = floor(level);
    if (floor == level) {
      new IrreversibleStep(history, request, findings).report(run, level);
      below = level - 1;
      return below == 0;
    }
    var goal =
        floor == 0 && history.start().isEmpty()
            ? new Goal.Downgrade("base")
            : history.goal(history.applied(floor));
    int[] number = {0};
    var down =
        run.move(
            goal,
            step -> {
              listener.reached(Check.DOWNGRADE, step.revision(), ++number[0], level - floor);
              comparison.compare(run, Check.DOWNGRADE, step);
            });
    if (down.fault().isPresent()) {
      var revision = down.at().map(Step::revision).orElse("");
      findings.add(Finding.failure(Check.DOWNGRADE, revision, down.fault().get().message()));
      below = history.position(revision).orElse(0);
      return below == 0;
    }
    comparison.done(Check.DOWNGRADE);
    upAgain(run, level);
    below = floor;
    return below == 0;
  }

  /** The single steps compare every level of a second upgrade, so that some are enough here. */
  private void upAgain(ScratchRun run, int level) {
    int interval = Math.max(1, level / LEVELS_ON_THE_WAY);
    int[] number = {0};
    var up =
        run.move(
            level == history.size() ? history.end() : history.goal(history.applied(level)),
            step -> {
              listener.reached(Check.UPGRADE_AGAIN, step.revision(), ++number[0], level);
              if (number[0] % interval == 0 || number[0] == level) {
                comparison.compare(run, Check.UPGRADE_AGAIN, step);
              }
            });
    if (up.fault().isPresent()) {
      findings.add(
          Finding.failure(
              Check.UPGRADE_AGAIN,
              up.at().map(Step::revision).orElse(""),
              up.fault().get().message()));
    }
    comparison.done(Check.UPGRADE_AGAIN);
  }

  /** Goes on below a revision that stopped the way down. */
  private void below() {
    while (below > 0) {
      int level = below;
      try (var run = runs.at(history, history.applied(level))) {
        if (downAndUp(run, level)) {
          return;
        }
      } catch (UnreachableLevel e) {
        findings.add(
            Finding.failure(
                Check.UPGRADE_AGAIN,
                history.revision(level - 1),
                "it cannot be applied on a second database: " + e.getMessage()));
        return;
      }
    }
  }

  /** The lowest level that can be reached from here. */
  private int floor(int level) {
    for (int i = level; i > 0; i--) {
      if (irreversible.contains(history.revision(i - 1))) {
        return i;
      }
    }
    return 0;
  }

  private static List<String> ids(List<Step> steps) {
    var ids = new ArrayList<String>();
    steps.forEach(it -> ids.add(it.revision()));
    return ids;
  }

  private static String revisions(int number) {
    return number + (number == 1 ? " revision" : " revisions");
  }
}
