package dev.schemamigration.cli.resource;

import dev.schemamigration.cli.cluster.ClusterOptions;
import dev.schemamigration.cli.cluster.ClusterResource;
import dev.schemamigration.cli.command.CommandContext;
import dev.schemamigration.cli.output.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Resumes a resource. */
@Command(name = "resume", description = "Let the operator go on with a SchemaMigration.")
public final class ResumeCommand implements Callable<Integer> {
  @Parameters(paramLabel = "NAME", description = "The SchemaMigration.")
  private String name = "";

  @Mixin private final ClusterOptions cluster = new ClusterOptions();

  private final CommandContext context;

  public ResumeCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    try (var resource = new ClusterResource(cluster, name)) {
      resource.suspend(false);
      context.console().err().println(resource.described() + " is resumed.");
      return ExitCode.OK.number();
    }
  }
}
