package dev.schemamigration.cli.command;

import dev.schemamigration.cli.output.RevisionListing;
import dev.schemamigration.revision.HistoryRange;
import dev.schemamigration.revision.drawing.DrawingFormat;
import dev.schemamigration.revision.drawing.TextDrawing;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Alembic's {@code history}. */
@Command(name = "history", description = "Show the revisions, newest first.")
public final class HistoryCommand implements Callable<Integer> {
  /** So many revisions are drawn one by one; a screen or two. */
  private static final int UNCOLLAPSED = 50;

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

  @Option(
      names = "--graph",
      description = "Draw them; long runs of plain revisions are drawn as one line.")
  private boolean graph;

  @Option(
      names = "--format",
      paramLabel = "text|svg|mermaid|dot",
      description = "How they are drawn; implies --graph (default: text).")
  private @Nullable DrawingFormat format;

  @Option(names = "--full", description = "Draw every revision.")
  private boolean full;

  @Spec private CommandSpec spec;

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
    boolean draws = graph || format != null;
    var listed = indicateCurrent || draws ? revisions : revisions.withoutMarks();
    if (draws) {
      return draw(listed, ids);
    }
    var lines =
        listed.lines(ids, verbose, id -> listed.listing().historyLine(id, listed.current()));
    return context.output().list(lines, listed.document(ids)).number();
  }

  private int draw(RevisionListing listed, List<String> ids) {
    if (verbose) {
      throw new ParameterException(
          spec.commandLine(), "--verbose and --graph show different things; leave one of them out");
    }
    var whole = listed.drawing(ids);
    var drawing = full || ids.size() <= UNCOLLAPSED ? whole : whole.collapsed();
    var document = listed.document(ids);
    return format == null || format == DrawingFormat.TEXT
        ? context.output().drawing(TextDrawing.of(drawing), document).number()
        : context.output().list(format.draw(drawing), document).number();
  }

  /** Reads the name of a format. */
  public static DrawingFormat format(String text) {
    return Arrays.stream(DrawingFormat.values())
        .filter(it -> it.name().toLowerCase(Locale.ROOT).equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "'" + text + "' is no format; write text, svg, mermaid or dot"));
  }
}
