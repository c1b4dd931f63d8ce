package dev.schemamigration.cli.command;

import dev.schemamigration.cli.option.ExecutionOptions;
import dev.schemamigration.migration.api.Goal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Alembic's {@code upgrade}. */
@Command(
    name = "upgrade",
    description = "Apply what is missing of TARGET; other branches stay as they are.")
public final class UpgradeCommand extends MigratingCommand {
  @Parameters(
      paramLabel = "TARGET",
      description = "head, heads, a revision, label@head, +1, …; with --sql also FROM:TO")
  private String target = "";

  @Mixin private final ExecutionOptions limits = new ExecutionOptions();

  public UpgradeCommand(CommandContext context) {
    super(context);
  }

  @Override
  public Integer call() {
    return migrate(
        new Goal.Upgrade(checked(target)), limits, offline -> offline.upgrade(checked(target)));
  }
}
