package dev.schemamigration.cli.command;

import dev.schemamigration.cli.output.RevisionListing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Alembic's {@code branches}. */
@Command(name = "branches", description = "Show the revisions where history forks.")
public final class BranchesCommand implements Callable<Integer> {
  @Option(
      names = {"-v", "--verbose"},
      description = "Show all about each revision.")
  private boolean verbose;

  private final CommandContext context;

  public BranchesCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    var revisions = RevisionListing.of(context.inputs().bundle());
    var ids = revisions.listing().branchPoints();
    return context.output().list(lines(revisions, ids), document(revisions, ids)).number();
  }

  private List<String> lines(RevisionListing revisions, List<String> ids) {
    var lines = new ArrayList<String>();
    for (var id : ids) {
      lines.addAll(
          verbose
              ? revisions.listing().branchDetails(id, revisions.path(id))
              : revisions.listing().branchLines(id));
      lines.add("");
    }
    return lines;
  }

  private static LinkedHashMap<String, Object> document(
      RevisionListing revisions, List<String> ids) {
    var children = new LinkedHashMap<String, Object>();
    ids.forEach(id -> children.put(id, revisions.graph().childrenOf(id)));
    var document = new LinkedHashMap<String, Object>(revisions.document(ids));
    document.put("branchesInto", children);
    return document;
  }
}
