package dev.schemamigration.cli.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Alembic's {@code ensure_version}. */
@Command(
    name = "ensure_version",
    description = "Create the tracking tables where they are missing, and run nothing.",
    footerHeading = "%nExample:%n",
    footer = "  schemactl ensure_version --tracking-schema schema_migration")
public final class EnsureVersionCommand implements Callable<Integer> {
  private final CommandContext context;

  public EnsureVersionCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    var report = context.client().ensureTables();
    return context.output().report(report, "The tracking tables are there.").number();
  }
}
