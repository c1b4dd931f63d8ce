package dev.schemamigration.cli.resource;

import dev.schemamigration.cli.cluster.ClusterOptions;
import dev.schemamigration.cli.cluster.ClusterResource;
import dev.schemamigration.cli.command.CommandContext;
import dev.schemamigration.cli.output.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Approves a plan. */
@Command(
    name = "approve",
    description = "Approve the plan of a SchemaMigration that waits for an approval.")
public final class ApproveCommand implements Callable<Integer> {
  @Parameters(paramLabel = "NAME", description = "The SchemaMigration.")
  private String name = "";

  @Mixin private final ClusterOptions cluster = new ClusterOptions();

  private final CommandContext context;

  public ApproveCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    try (var resource = new ClusterResource(cluster, name)) {
      var plan = resource.approve();
      context
          .console()
          .err()
          .println("The plan " + plan + " of " + resource.described() + " is approved.");
      return ExitCode.OK.number();
    }
  }
}
