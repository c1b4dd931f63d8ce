package dev.schemamigration.cli.command;

import dev.schemamigration.cli.option.ExecutionOptions;
import dev.schemamigration.cli.output.Failure;
import dev.schemamigration.cli.output.FailureException;
import dev.schemamigration.migration.api.Goal;
import dev.schemamigration.migration.api.Outcome;
import dev.schemamigration.migration.api.Report;
import dev.schemamigration.migration.offline.OfflineMigration;
import dev.schemamigration.migration.offline.Script;
import dev.schemamigration.revision.Heads;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** What upgrade and downgrade have in common. */
public abstract sealed class MigratingCommand implements Callable<Integer>
    permits UpgradeCommand, DowngradeCommand {
  private static final Pattern OPTION = Pattern.compile("-\\D.*|-");

  @Option(
      names = "--sql",
      description = "Write a script for psql to standard output, and run nothing.")
  private boolean sql;

  private final CommandContext context;

  MigratingCommand(CommandContext context) {
    this.context = context;
  }

  /**
   * Runs it, or writes its script.
   *
   * @param script writes it
   */
  final int migrate(Goal goal, ExecutionOptions limits, Function<OfflineMigration, Script> script) {
    if (sql) {
      context.output().requireText("--sql");
      return context.output().script(context.client().script(limits.execution(), script)).number();
    }
    var report = context.client().migrate(goal, limits.execution());
    return context.output().report(report, done(report)).number();
  }

  /**
   * A target may begin with a minus and a digit; anything else with a minus is a mistyped option.
   */
  static String checked(String target) {
    if (OPTION.matcher(target).matches()) {
      throw new FailureException(
          Failure.usage("unknown option " + target + "; --help lists those that there are"));
    }
    return target;
  }

  private static String done(Report report) {
    var where = report.heads().orElse(Heads.BASE);
    return report.outcome() instanceof Outcome.Migrated
        ? "The database stands at " + where + "."
        : "Nothing to do: the database stands at " + where + ".";
  }
}
