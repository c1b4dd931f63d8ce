package dev.schemamigration.cli.output;

import dev.schemamigration.database.session.LockHolder;
import dev.schemamigration.migration.api.RunListener;
import dev.schemamigration.migration.api.StepProgress;
import dev.schemamigration.plan.Operation;
import dev.schemamigration.plan.Step;
import dev.schemamigration.text.Printable;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Prints the progress of a run to the error stream, in Alembic's words. A wait that goes on is
 * printed again only at an interval. Two threads may call it.
 */
public final class ProgressLines implements RunListener {
  private static final Duration REPEAT_INTERVAL = Duration.ofSeconds(30);

  private final PrintStream err;
  private final LongSupplier nanoTime;
  private String lastWait = "";
  private long lastPrintedAt;

  /**
   * @param nanoTime as {@link System#nanoTime()}
   */
  public ProgressLines(PrintStream err, LongSupplier nanoTime) {
    this.err = err;
    this.nanoTime = nanoTime;
  }

  @Override
  public void began(StepProgress progress) {
    err.println(Printable.line(line(progress.step())));
  }

  @Override
  public synchronized void blocked(List<LockHolder> holders, String message) {
    var kind = message.replaceAll("\\d+", "");
    var now = nanoTime.getAsLong();
    if (!message.isEmpty()
        && (!kind.equals(lastWait) || now - lastPrintedAt >= REPEAT_INTERVAL.toNanos())) {
      err.println("Waiting: " + CliMessages.line(message));
      lastPrintedAt = now;
    }
    lastWait = kind;
  }

  @Override
  public void adopted(String tool, List<String> revisions) {
    err.println(
        Printable.line("Took over the history of " + tool + ": " + String.join(", ", revisions)));
  }

  /** {@code Running upgrade 001 -> 002, message}; base is empty. */
  static String line(Step step) {
    var below = String.join(", ", step.parents());
    return step.operation() == Operation.UPGRADE
        ? "Running upgrade %s -> %s, %s".formatted(below, step.revision(), step.message())
        : "Running downgrade %s -> %s, %s".formatted(step.revision(), below, step.message());
  }
}
