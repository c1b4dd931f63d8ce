package dev.schemamigration.cli.output;

import dev.schemamigration.database.session.LockHolder;
import dev.schemamigration.migration.api.RunListener;
import dev.schemamigration.migration.api.StepProgress;
import dev.schemamigration.plan.Operation;
import dev.schemamigration.plan.Step;
import java.util.List;

/** Shows the progress of a run, its steps in Alembic's words. */
public final class RunProgress implements RunListener {
  private final ProgressDisplay display;

  public RunProgress(ProgressDisplay display) {
    this.display = display;
  }

  @Override
  public void began(StepProgress progress) {
    display.begins("revision %d of %d".formatted(progress.number(), progress.of()));
    display.print(line(progress.step()));
  }

  @Override
  public void blocked(List<LockHolder> holders, String message) {
    display.waits(message.isEmpty() ? "" : sentence(CliMessages.line(message)));
  }

  private static String sentence(String message) {
    return message.startsWith("waiting ")
        ? "Waiting " + message.substring("waiting ".length())
        : "Waiting: " + message;
  }

  @Override
  public void adopted(String tool, List<String> revisions) {
    display.print("Took over the history of " + tool + ": " + String.join(", ", revisions));
  }

  /** {@code Running upgrade 001 -> 002, message}; base is empty. */
  private static String line(Step step) {
    var below = String.join(", ", step.parents());
    return step.operation() == Operation.UPGRADE
        ? "Running upgrade %s -> %s, %s".formatted(below, step.revision(), step.message())
        : "Running downgrade %s -> %s, %s".formatted(step.revision(), below, step.message());
  }
}
