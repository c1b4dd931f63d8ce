package dev.schemamigration.cli;

import dev.schemamigration.revision.HistoryRange;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Alembic's {@code history}. */
@Command(name = "history", description = "Show the revisions, newest first.")
final class HistoryCommand implements Callable<Integer> {
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

  private final CommandContext tools;

  HistoryCommand(CommandContext tools) {
    this.tools = tools;
  }

  @Override
  public Integer call() {
    boolean asksDatabase = indicateCurrent || range != null && range.contains("current");
    var revisions =
        asksDatabase
            ? RevisionListing.of(tools.pass().inspect())
            : RevisionListing.of(tools.inputs().bundle());
    var ids =
        range == null
            ? revisions.listing().history()
            : HistoryRange.revisions(revisions.graph(), range, revisions.current());
    var marked = indicateCurrent ? revisions : revisions.withoutMarks();
    var lines =
        marked.lines(ids, verbose, id -> marked.listing().historyLine(id, marked.current()));
    return tools.answers().list(lines, marked.document(ids)).number();
  }
}
