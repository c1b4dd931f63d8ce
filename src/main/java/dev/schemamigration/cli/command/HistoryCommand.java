package dev.schemamigration.cli.command;

import dev.schemamigration.cli.output.RevisionListing;
import dev.schemamigration.revision.HistoryRange;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Alembic's {@code history}. */
@Command(name = "history", description = "Show the revisions, newest first.")
public final class HistoryCommand implements Callable<Integer> {
  @Option(
      names = {"-r", "--rev-range"},
      paramLabel = "FROM:TO",
      description = "Only these, both ends included: a:b, a:, :b, -3:, current:, …")
  private @Nullable String range;

  @Option(
      names = {"-v", "--verbose"},
      description = "Show all about each revision.")
  private boolean verbose;

  @Option(
      names = {"-i", "--indicate-current"},
      description = "Mark where the database stands.")
  private boolean indicateCurrent;

  private final CommandContext context;

  public HistoryCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    boolean readsDatabase = indicateCurrent || range != null && range.contains("current");
    var revisions =
        readsDatabase
            ? RevisionListing.of(context.client().inspect())
            : RevisionListing.of(context.inputs().bundle());
    var ids =
        range == null
            ? revisions.listing().history()
            : HistoryRange.revisions(revisions.graph(), range, revisions.current());
    var listed = indicateCurrent ? revisions : revisions.withoutMarks();
    var lines =
        listed.lines(ids, verbose, id -> listed.listing().historyLine(id, listed.current()));
    return context.output().list(lines, listed.document(ids)).number();
  }
}
