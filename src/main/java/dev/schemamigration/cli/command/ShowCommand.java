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
    if (revision.equals("current")) {
      var read = context.client().inspect();
      return show(RevisionListing.of(read), read.heads().ids());
    }
    var revisions = RevisionListing.of(context.inputs().bundle());
    return show(
        revisions, NamedRevisions.resolve(revisions.graph(), MigratingCommand.checked(revision)));
  }

  private int show(RevisionListing revisions, List<String> ids) {
    var lines = revisions.withoutMarks().lines(ids, true, id -> id);
    return context.output().list(lines, revisions.document(ids)).number();
  }
}
