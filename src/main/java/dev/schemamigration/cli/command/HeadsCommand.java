package dev.schemamigration.cli.command;

import dev.schemamigration.cli.output.RevisionListing;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Alembic's {@code heads}. */
@Command(name = "heads", description = "Show the revisions that no other one follows.")
public final class HeadsCommand implements Callable<Integer> {
  @Option(
      names = {"-v", "--verbose"},
      description = "Show all about each revision.")
  private boolean verbose;

  @Option(
      names = "--resolve-dependencies",
      description = "Leave out those that another revision depends on.")
  private boolean resolveDependencies;

  private final CommandContext context;

  public HeadsCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    var revisions = RevisionListing.of(context.inputs().bundle());
    var ids = resolveDependencies ? revisions.graph().topHeads() : revisions.graph().heads();
    var lines = revisions.lines(ids, verbose, revisions.listing()::headLine);
    return context.output().list(lines, revisions.document(ids)).number();
  }
}
