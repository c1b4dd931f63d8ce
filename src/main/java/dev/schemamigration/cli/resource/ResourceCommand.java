package dev.schemamigration.cli.resource;

import dev.schemamigration.cli.cluster.ClusterOptions;
import dev.schemamigration.cli.cluster.ClusterResource;
import dev.schemamigration.cli.command.CommandContext;
import dev.schemamigration.cli.output.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** A command about one resource of a cluster. */
abstract class ResourceCommand implements Callable<Integer> {
  @Parameters(paramLabel = "NAME", description = "The SchemaMigration.")
  private String name = "";

  @Mixin private final ClusterOptions cluster = new ClusterOptions();

  private final CommandContext context;

  ResourceCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public final Integer call() {
    try (var resource = new ClusterResource(cluster, name)) {
      return run(resource, context).number();
    }
  }

  abstract ExitCode run(ClusterResource resource, CommandContext context);

  /** Says what is done, on standard error. */
  static ExitCode done(CommandContext context, String what) {
    context.console().err().println(what);
    return ExitCode.OK;
  }
}
