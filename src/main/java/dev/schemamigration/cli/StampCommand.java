package dev.schemamigration.cli;

import dev.schemamigration.revision.Heads;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Alembic's {@code stamp}. */
@Command(
    name = "stamp",
    description = "Record revisions as applied without running them; the journal keeps who did.")
final class StampCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "TARGET",
      arity = "1..*",
      description = "Revisions, labels, head, heads or base.")
  private List<String> targets = new ArrayList<>();

  @Option(names = "--purge", description = "Forget everything that is recorded first.")
  private boolean purge;

  private final CommandContext context;

  StampCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    var report = context.client().stamp(targets, purge);
    var where = report.heads().orElse(Heads.BASE);
    return context
        .output()
        .report(report, "Recorded: the database stands at " + where + ".")
        .number();
  }
}
