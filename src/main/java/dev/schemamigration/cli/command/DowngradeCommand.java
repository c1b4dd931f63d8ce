package dev.schemamigration.cli.command;

import dev.schemamigration.cli.option.ExecutionOptions;
import dev.schemamigration.migration.api.Goal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Alembic's {@code downgrade}. */
@Command(
    name = "downgrade",
    description = "Undo what stands above TARGET and all that needs it; TARGET stays.")
public final class DowngradeCommand extends MigratingCommand {
  @Parameters(
      paramLabel = "TARGET",
      description = "base, a revision, label@base, -1, …; with --sql FROM:TO")
  private String target = "";

  @Mixin private final ExecutionOptions limits = new ExecutionOptions();

  public DowngradeCommand(CommandContext context) {
    super(context);
  }

  @Override
  public Integer call() {
    return migrate(
        new Goal.Downgrade(checked(target)), limits, offline -> offline.downgrade(checked(target)));
  }
}
