package dev.schemamigration.cli;

import dev.schemamigration.database.BlockedBy;
import dev.schemamigration.migration.Progress;
import dev.schemamigration.migration.RunListener;
import dev.schemamigration.plan.Operation;
import dev.schemamigration.plan.Step;
import java.io.PrintStream;
import java.util.List;
import java.util.function.Function;

/** Says on the error stream what a run does, in Alembic's words. */
final class ProgressLines implements RunListener {
  private final PrintStream err;
  private final Function<String, List<String>> parents;

  /**
   * @param parents the down revisions of a revision
   */
  ProgressLines(PrintStream err, Function<String, List<String>> parents) {
    this.err = err;
    this.parents = parents;
  }

  @Override
  public void began(Progress progress) {
    err.println(line(progress.step(), parents.apply(progress.step().revision())));
  }

  @Override
  public void blocked(List<BlockedBy> holders, String message) {
    if (!message.isEmpty()) {
      err.println("Waiting: " + Wording.options(message));
    }
    holders.forEach(
        it ->
            err.println(
                "  held by pid %d %s (%s, %s)"
                    .formatted(it.pid(), it.applicationName(), it.state(), it.lock())));
  }

  @Override
  public void adopted(String tool, List<String> revisions) {
    err.println("Took over the history of " + tool + ": " + String.join(", ", revisions));
  }

  /** {@code Running upgrade 001 -> 002, message}; nothing stands for base. */
  static String line(Step step, List<String> parents) {
    var below = String.join(", ", parents);
    return step.operation() == Operation.UPGRADE
        ? "Running upgrade %s -> %s, %s".formatted(below, step.revision(), step.message())
        : "Running downgrade %s -> %s, %s".formatted(step.revision(), below, step.message());
  }
}
