package dev.schemamigration.cli.cluster;

import picocli.CommandLine.Option;

/** Options that name a resource, and the cluster in which it is. */
public final class ResourceOptions extends ClusterOptions {
  @Option(
      names = "--resource",
      paramLabel = "NAME",
      required = true,
      description = {
        "Ask the status of the SchemaMigration of this name instead of the database;",
        "the right to get it is enough."
      })
  private String name = "";

  String name() {
    return name;
  }
}
