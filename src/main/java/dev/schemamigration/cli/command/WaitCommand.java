package dev.schemamigration.cli.command;

import dev.schemamigration.cli.client.InterruptHandler;
import dev.schemamigration.cli.cluster.ResourceOptions;
import dev.schemamigration.cli.output.ExitCode;
import dev.schemamigration.cli.output.ProgressDisplay;
import dev.schemamigration.migration.api.Cancellation;
import dev.schemamigration.migration.readiness.Readiness;
import dev.schemamigration.migration.readiness.RevisionWait;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Waits for a revision, for init containers. */
@Command(
    name = "wait",
    description = {
      "Wait until the database has a revision, whatever else is applied.",
      "Reading the tracking tables is enough, or with --resource reading one resource;",
      "the revision files are not needed."
    })
public final class WaitCommand implements Callable<Integer> {
  @Option(
      names = "--at-least",
      paramLabel = "REVISION",
      required = true,
      description = "A revision, the beginning of its id, or a label; with files also head, …")
  private String revision = "";

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      defaultValue = "5m",
      description = "How long; 0 is no limit (default: ${DEFAULT-VALUE}). Then it exits with 3.")
  private Duration timeout = Duration.ofMinutes(5);

  @Option(
      names = "--interval",
      paramLabel = "DURATION",
      defaultValue = "2s",
      description = "Between two looks (default: ${DEFAULT-VALUE}).")
  private Duration interval = Duration.ofSeconds(2);

  @ArgGroup(exclusive = false)
  private @Nullable ResourceOptions resource;

  private final CommandContext context;

  public WaitCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    var cancellation = new Cancellation();
    try (var display = ProgressDisplay.started(context.console());
        var interruption = InterruptHandler.of(cancellation, display)) {
      var wait =
          new RevisionWait(
              System::nanoTime, duration -> pause(cancellation, duration), timeout, interval);
      var found =
          context.readiness(
              resource,
              revision,
              look ->
                  wait.until(look, why -> display.waits("Waiting for " + revision + ": " + why)));
      display.close();
      return ended(
          found, cancellation.requested().isPresent() ? "interrupted" : "the time is over");
    }
  }

  private static boolean pause(Cancellation cancellation, Duration duration) {
    var cancelled = new CountDownLatch(1);
    cancellation.whenRequested(cancelled::countDown);
    try {
      return !cancelled.await(duration.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /**
   * @param end why it did not wait any longer
   */
  private int ended(Readiness found, String end) {
    var document = new LinkedHashMap<String, Object>();
    return switch (found) {
      case Readiness.Ready ready -> {
        document.put("ready", true);
        document.put("revisions", ready.revisions());
        document.put("currentRevision", ready.at());
        context.output().answer(document);
        context.console().err().println("The database stands at " + ready.at() + ".");
        yield ExitCode.OK.number();
      }
      case Readiness.NotYet notYet -> {
        document.put("ready", false);
        document.put("why", notYet.why());
        context.output().answer(document);
        context
            .console()
            .err()
            .println(
                "schemactl: %s and %s is not applied: %s".formatted(end, revision, notYet.why()));
        yield ExitCode.NO.number();
      }
      case Readiness.Failed failed ->
          context.output().failure(context.client().failure(failed.fault())).number();
    };
  }
}
