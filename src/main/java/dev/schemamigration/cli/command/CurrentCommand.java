package dev.schemamigration.cli.command;

import dev.schemamigration.cli.output.ExitCode;
import dev.schemamigration.cli.output.JsonDocuments;
import dev.schemamigration.cli.output.RevisionListing;
import dev.schemamigration.database.connection.ConnectionSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Alembic's {@code current}. */
@Command(name = "current", description = "Show where the database stands; nothing at base.")
public final class CurrentCommand implements Callable<Integer> {
  @Option(
      names = {"-v", "--verbose"},
      description = "Show all about each revision.")
  private boolean verbose;

  @Option(
      names = {"-c", "--check-heads"},
      description = "Exit with 3 unless every head is applied.")
  private boolean checkHeads;

  private final CommandContext context;

  public CurrentCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    var inspected = context.client().inspectDatabase();
    var read = inspected.read();
    var revisions = RevisionListing.of(read);
    var ids = revisions.listing().current(read.applied());
    var missing = read.graph().heads().stream().filter(it -> !read.applied().contains(it)).toList();
    var document = new LinkedHashMap<String, Object>();
    document.put("currentRevision", read.heads().toString());
    document.put("heads", read.heads().ids());
    document.put("unfinished", read.unfinished());
    document.put("missingHeads", missing);
    document.put("database", JsonDocuments.database(read.database()));
    document.put("owner", JsonDocuments.owner(read.ownership()));
    document.putAll(revisions.marking(ids).document(ids));
    context.output().list(lines(revisions, ids, inspected.settings()), document);
    context.output().halfWay(read.unfinished());
    context.output().owner(read.ownership());
    if (checkHeads && !missing.isEmpty()) {
      context.console().err().println("Not applied: " + String.join(", ", missing) + ".");
      return ExitCode.NO.number();
    }
    return ExitCode.OK.number();
  }

  /** Alembic's heading stands there at base too, and it marks no revision as current. */
  private List<String> lines(
      RevisionListing revisions, List<String> ids, ConnectionSettings database) {
    var lines = new ArrayList<String>();
    if (verbose) {
      lines.add("Current revision(s) for " + url(database) + ":");
    }
    lines.addAll(revisions.withoutMarks().lines(ids, verbose, revisions.listing()::currentLine));
    return lines;
  }

  private static String url(ConnectionSettings database) {
    return "postgresql://"
        + database.user()
        + (database.password().isPresent() ? ":***@" : "@")
        + database.address();
  }
}
