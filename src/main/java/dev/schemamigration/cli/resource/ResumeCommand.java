package dev.schemamigration.cli.resource;

import dev.schemamigration.cli.cluster.ClusterResource;
import dev.schemamigration.cli.command.CommandContext;
import dev.schemamigration.cli.output.ExitCode;
import picocli.CommandLine.Command;

/** Resumes a resource. */
@Command(name = "resume", description = "Let the operator go on with a SchemaMigration.")
public final class ResumeCommand extends ResourceCommand {
  public ResumeCommand(CommandContext context) {
    super(context);
  }

  @Override
  ExitCode run(ClusterResource resource, CommandContext context) {
    resource.suspend(false);
    return done(context, resource.described() + " is resumed.");
  }
}
