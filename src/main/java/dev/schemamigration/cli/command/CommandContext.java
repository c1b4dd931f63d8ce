package dev.schemamigration.cli.command;

import dev.schemamigration.cli.client.ImportClient;
import dev.schemamigration.cli.client.MigrationClient;
import dev.schemamigration.cli.client.SchemaClient;
import dev.schemamigration.cli.client.VerificationClient;
import dev.schemamigration.cli.cluster.ResourceOptions;
import dev.schemamigration.cli.cluster.ResourceReadiness;
import dev.schemamigration.cli.option.OptionResolver;
import dev.schemamigration.cli.output.CommandOutput;
import dev.schemamigration.cli.output.Console;
import dev.schemamigration.migration.readiness.Readiness;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The dependencies of a command. */
public record CommandContext(
    OptionResolver inputs,
    MigrationClient client,
    VerificationClient verification,
    SchemaClient schemas,
    ImportClient imports,
    CommandOutput output,
    Console console) {

  /**
   * Looks whether a database has what a target names: in the status of its resource where one is
   * named, else in the database itself.
   *
   * @param looking looks as often as it likes
   */
  Readiness readiness(
      @Nullable ResourceOptions resource,
      String target,
      Function<Supplier<Readiness>, Readiness> looking) {
    if (resource == null) {
      return client.readiness(target, looking);
    }
    inputs.refuseDatabase("--resource");
    return ResourceReadiness.of(resource, target, inputs.bundleIfAny().graph(), looking);
  }
}
