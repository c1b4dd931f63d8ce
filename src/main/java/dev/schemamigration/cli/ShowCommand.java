package dev.schemamigration.cli;

import dev.schemamigration.revision.UpgradeTarget;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Alembic's {@code show}. */
@Command(name = "show", description = "Show all about a revision.")
final class ShowCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "REVISION",
      description = "A revision, the beginning of one, head, heads, or current.")
  private String revision = "";

  private final CommandContext tools;

  ShowCommand(CommandContext tools) {
    this.tools = tools;
  }

  @Override
  public Integer call() {
    boolean current = revision.equals("current");
    var revisions =
        current
            ? RevisionListing.of(tools.pass().inspect())
            : RevisionListing.of(tools.inputs().bundle());
    var ids =
        current
            ? List.copyOf(revisions.current())
            : UpgradeTarget.resolve(revisions.graph(), List.of(), revision);
    var lines = revisions.lines(ids, true, id -> id);
    return tools.answers().list(lines, revisions.document(ids)).number();
  }
}
