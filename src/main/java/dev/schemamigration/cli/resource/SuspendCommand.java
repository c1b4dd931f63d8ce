package dev.schemamigration.cli.resource;

import dev.schemamigration.cli.cluster.ClusterResource;
import dev.schemamigration.cli.command.CommandContext;
import dev.schemamigration.cli.output.ExitCode;
import picocli.CommandLine.Command;

/** Suspends a resource. */
@Command(
    name = "suspend",
    description = "Let the operator leave the database of a SchemaMigration alone.")
public final class SuspendCommand extends ResourceCommand {
  public SuspendCommand(CommandContext context) {
    super(context);
  }

  @Override
  ExitCode run(ClusterResource resource, CommandContext context) {
    resource.suspend(true);
    return done(context, resource.described() + " is suspended.");
  }
}
