package dev.schemamigration.cli.command;

import dev.schemamigration.migration.offline.OfflineMigration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Alembic's {@code ensure_version}. */
@Command(
    name = "ensure_version",
    description = "Create the tracking tables where they are missing, and run nothing.")
public final class EnsureVersionCommand implements Callable<Integer> {
  @Option(
      names = "--sql",
      description = "Write a script for psql to standard output, and run nothing.")
  private boolean sql;

  private final CommandContext context;

  public EnsureVersionCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    if (sql) {
      context.output().requireText("--sql");
      return context
          .output()
          .script(context.client().scriptWithoutSource(OfflineMigration::ensureVersion))
          .number();
    }
    var report = context.client().ensureTables();
    return context.output().report(report, "The tracking tables are there.").number();
  }
}
