package dev.schemamigration.cli.resource;

import dev.schemamigration.cli.cluster.ClusterResource;
import dev.schemamigration.cli.command.CommandContext;
import dev.schemamigration.cli.output.ExitCode;
import picocli.CommandLine.Command;

/** Approves a plan. */
@Command(
    name = "approve",
    description = "Approve the plan of a SchemaMigration that waits for an approval.")
public final class ApproveCommand extends ResourceCommand {
  public ApproveCommand(CommandContext context) {
    super(context);
  }

  @Override
  ExitCode run(ClusterResource resource, CommandContext context) {
    var plan = resource.approve();
    return done(context, "The plan " + plan + " of " + resource.described() + " is approved.");
  }
}
