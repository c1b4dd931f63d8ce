package dev.schemamigration.cli.command;

import dev.schemamigration.cli.output.ExitCode;
import dev.schemamigration.conversion.Conversion;
import dev.schemamigration.conversion.RevisionDirectory;
import dev.schemamigration.conversion.ToolDirectory;
import dev.schemamigration.conversion.model.Note;
import dev.schemamigration.conversion.model.Tool;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** Converts the migrations of another tool. */
@Command(
    name = "import",
    description = {
      "Write a revision directory from the migrations of another tool.",
      "Nothing is overwritten, and nothing is written unless all of them can be converted."
    })
public final class ImportCommand implements Callable<Integer> {
  @Parameters(paramLabel = "DIR", description = "The migrations of the other tool.")
  private Path folder = Path.of("");

  @Option(
      names = "--from",
      paramLabel = "TOOL",
      description = {
        "flyway, golang-migrate, dbmate, goose, diesel, popx, postgrator, sql-migrate, sqitch,",
        "alembic or liquibase (default: what DIR looks like)."
      })
  private @Nullable Tool tool;

  @Option(
      names = "--to",
      paramLabel = "DIR",
      defaultValue = "./migrations",
      description = "The new directory (default: ${DEFAULT-VALUE}).")
  private Path target = Path.of("./migrations");

  @Option(
      names = "--partial",
      description = "Write those that can be converted, without the others between them.")
  private boolean partial;

  private final CommandContext context;

  public ImportCommand(CommandContext context) {
    this.context = context;
  }

  /** Reads the name of a tool. */
  public static Tool tool(String text) {
    return Tool.of(text)
        .orElseThrow(
            () -> new TypeConversionException("'" + text + "' is none; write " + Tool.names()));
  }

  @Override
  public Integer call() {
    var conversion =
        new ToolDirectory(folder, context.console().environment())
            .convert(Optional.ofNullable(tool));
    boolean written = conversion.isComplete() || partial;
    if (written) {
      new RevisionDirectory(target).write(conversion);
    }
    context.output().list(lines(conversion), document(conversion, written));
    context
        .console()
        .err()
        .println(
            written
                ? "%d revisions of %s are in %s."
                    .formatted(conversion.files().size(), conversion.tool().text(), target)
                : "schemactl: nothing is written, because not all migrations can be converted;"
                    + " correct them, or leave them out with --partial");
    return (conversion.isComplete() ? ExitCode.OK : ExitCode.FAILED).number();
  }

  private static List<String> lines(Conversion conversion) {
    var lines = new ArrayList<String>();
    for (var note : conversion.notes()) {
      var word =
          switch (note.outcome()) {
            case CONVERTED, CHANGED -> " -> ";
            case PASSED_OVER -> " is passed over: ";
            case FAILED -> " cannot be converted: ";
          };
      lines.add(note.path() + word + note.detail());
    }
    return lines;
  }

  private static Map<String, Object> document(Conversion conversion, boolean written) {
    var document = new LinkedHashMap<String, Object>();
    document.put("tool", conversion.tool().text());
    document.put("written", written);
    document.put("revisions", List.copyOf(conversion.files().keySet()));
    document.put("files", conversion.notes().stream().map(ImportCommand::document).toList());
    return document;
  }

  private static Map<String, Object> document(Note note) {
    var document = new LinkedHashMap<String, Object>();
    document.put("path", note.path());
    document.put("outcome", note.outcome().name().toLowerCase(Locale.ROOT));
    document.put("detail", note.detail());
    return document;
  }
}
