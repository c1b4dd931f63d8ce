package dev.schemamigration.cli.command;

import dev.schemamigration.migration.api.Execution;
import dev.schemamigration.revision.Heads;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Alembic's {@code stamp}. */
@Command(
    name = "stamp",
    description = "Record revisions as applied without running them; the journal keeps who did.")
public final class StampCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "TARGET",
      arity = "1..*",
      description = "Revisions, labels, head, heads or base.")
  private List<String> targets = new ArrayList<>();

  @Option(names = "--purge", description = "Forget everything that is recorded first.")
  private boolean purge;

  @Option(
      names = "--accept",
      description =
          "Record the files of these applied revisions as they are now, after an edit that changes"
              + " nothing in the database.")
  private boolean accept;

  @Option(
      names = "--sql",
      description =
          "Write a script for psql to standard output, from base or from FROM in a first target"
              + " FROM:TO.")
  private boolean sql;

  @Spec private CommandSpec spec;

  private final CommandContext context;

  public StampCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    if (sql) {
      return script();
    }
    if (accept) {
      return accepted();
    }
    var report = context.client().stamp(targets, purge);
    var where = report.heads().orElse(Heads.BASE);
    return context
        .output()
        .report(report, "Recorded: the database stands at " + where + ".")
        .number();
  }

  private int script() {
    if (purge || accept) {
      throw new ParameterException(
          spec.commandLine(),
          "--sql does not know what is recorded; leave "
              + (purge ? "--purge" : "--accept")
              + " out");
    }
    context.output().requireText("--sql");
    return context
        .output()
        .script(context.client().script(Execution.DEFAULT, offline -> offline.stamp(targets)))
        .number();
  }

  private int accepted() {
    if (purge) {
      throw new ParameterException(
          spec.commandLine(), "--accept and --purge do different things; leave one of them out");
    }
    var report = context.client().accept(targets);
    return context
        .output()
        .report(report, "Recorded: " + String.join(", ", targets) + " with its file as it is now.")
        .number();
  }
}
