package dev.schemamigration.cli.command;

import dev.schemamigration.cli.output.RevisionListing;
import dev.schemamigration.revision.NamedRevisions;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Alembic's {@code show}. */
@Command(name = "show", description = "Show all about a revision.")
public final class ShowCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "REVISION",
      description = "A revision, the beginning of one, head, heads, or current.")
  private String revision = "";

  private final CommandContext context;

  public ShowCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    boolean current = revision.equals("current");
    var revisions =
        current
            ? RevisionListing.of(context.client().inspect())
            : RevisionListing.of(context.inputs().bundle());
    var ids =
        current
            ? List.copyOf(revisions.current())
            : NamedRevisions.resolve(revisions.graph(), MigratingCommand.checked(revision));
    var lines = revisions.lines(ids, true, id -> id);
    return context.output().list(lines, revisions.document(ids)).number();
  }
}
