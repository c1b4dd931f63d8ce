package dev.schemamigration.cli.resource;

import dev.schemamigration.cli.cluster.ClusterOptions;
import dev.schemamigration.cli.cluster.ClusterResource;
import dev.schemamigration.cli.command.CommandContext;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows a resource. */
@Command(
    name = "status",
    description = "Show where a SchemaMigration is, why, and what to do next.")
public final class StatusCommand implements Callable<Integer> {
  @Parameters(paramLabel = "NAME", description = "The SchemaMigration.")
  private String name = "";

  @Mixin private final ClusterOptions cluster = new ClusterOptions();

  private final CommandContext context;

  public StatusCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    try (var resource = new ClusterResource(cluster, name)) {
      var shown = resource.show(context.console().program());
      return context.output().list(shown.lines(), shown.document()).number();
    }
  }
}
