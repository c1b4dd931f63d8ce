package dev.schemamigration.cli.resource;

import dev.schemamigration.cli.cluster.ClusterOptions;
import dev.schemamigration.cli.cluster.ClusterResource;
import dev.schemamigration.cli.command.CommandContext;
import dev.schemamigration.cli.output.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Suspends a resource. */
@Command(
    name = "suspend",
    description = "Let the operator leave the database of a SchemaMigration alone.")
public final class SuspendCommand implements Callable<Integer> {
  @Parameters(paramLabel = "NAME", description = "The SchemaMigration.")
  private String name = "";

  @Mixin private final ClusterOptions cluster = new ClusterOptions();

  private final CommandContext context;

  public SuspendCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    try (var resource = new ClusterResource(cluster, name)) {
      resource.suspend(true);
      context.console().err().println(resource.described() + " is suspended.");
      return ExitCode.OK.number();
    }
  }
}
