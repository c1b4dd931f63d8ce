package dev.schemamigration.cli.resource;

import dev.schemamigration.cli.cluster.ClusterResource;
import dev.schemamigration.cli.command.CommandContext;
import dev.schemamigration.cli.output.ExitCode;
import java.time.Instant;
import picocli.CommandLine.Command;

/** Requests a reconciliation. */
@Command(
    name = "reconcile",
    description = "Ask the operator to look now, and to try again what has stalled.")
public final class ReconcileCommand extends ResourceCommand {
  public ReconcileCommand(CommandContext context) {
    super(context);
  }

  @Override
  ExitCode run(ClusterResource resource, CommandContext context) {
    resource.requestReconcile(Instant.now());
    return done(context, resource.described() + " is to be looked at now.");
  }
}
