package dev.schemamigration.cli.resource;

import dev.schemamigration.cli.cluster.ClusterResource;
import dev.schemamigration.cli.command.CommandContext;
import dev.schemamigration.cli.output.ExitCode;
import picocli.CommandLine.Command;

/** Shows a resource. */
@Command(
    name = "status",
    description = "Show where a SchemaMigration is, why, and what to do next.")
public final class StatusCommand extends ResourceCommand {
  public StatusCommand(CommandContext context) {
    super(context);
  }

  @Override
  ExitCode run(ClusterResource resource, CommandContext context) {
    var shown = resource.show(context.console().program());
    return context.output().list(shown.lines(), shown.document());
  }
}
