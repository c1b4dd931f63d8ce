package dev.schemamigration.cli.resource;

import dev.schemamigration.cli.cluster.ClusterOptions;
import dev.schemamigration.cli.cluster.ClusterResource;
import dev.schemamigration.cli.command.CommandContext;
import dev.schemamigration.cli.output.ExitCode;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Requests a reconciliation. */
@Command(
    name = "reconcile",
    description = "Ask the operator to look now, and to try again what has stalled.")
public final class ReconcileCommand implements Callable<Integer> {
  @Parameters(paramLabel = "NAME", description = "The SchemaMigration.")
  private String name = "";

  @Mixin private final ClusterOptions cluster = new ClusterOptions();

  private final CommandContext context;

  public ReconcileCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    try (var resource = new ClusterResource(cluster, name)) {
      resource.requestReconcile(Instant.now());
      context.console().err().println(resource.described() + " is to be looked at now.");
      return ExitCode.OK.number();
    }
  }
}
