package dev.schemamigration.cli.command;

import dev.schemamigration.cli.output.ExitCode;
import dev.schemamigration.cli.output.Failure;
import dev.schemamigration.cli.output.FailureException;
import dev.schemamigration.demo.Demo;
import dev.schemamigration.local.KubernetesBinaries;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the demo on this machine. */
@Command(
    name = "demo",
    description = {
      "Show the main job with a Postgres, a Kubernetes API and the operator of their own.",
      "\"make demo\" provides what it needs."
    })
public final class DemoCommand implements Callable<Integer> {
  @Option(
      names = "--kubernetes",
      paramLabel = "DIR",
      required = true,
      description = "Holds etcd, kube-apiserver and kubectl.")
  private Path kubernetes = Path.of("");

  @Option(
      names = "--project",
      paramLabel = "DIR",
      defaultValue = ".",
      description =
          "A clone of the project in which it has been built (default: ${DEFAULT-VALUE}).")
  private Path project = Path.of(".");

  @Option(names = "--keep", description = "Leave everything running at the end.")
  private boolean keepRunning;

  private final CommandContext context;

  public DemoCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    KubernetesBinaries binaries;
    try {
      binaries = new KubernetesBinaries(kubernetes);
    } catch (IllegalArgumentException e) {
      throw new FailureException(Failure.usage("--kubernetes: " + e.getMessage()));
    }
    var succeeded = new Demo(project, binaries, context.console().out()).run(keepRunning);
    return (succeeded ? ExitCode.OK : ExitCode.FAILED).number();
  }
}
