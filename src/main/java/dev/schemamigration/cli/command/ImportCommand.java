package dev.schemamigration.cli.command;

import dev.schemamigration.cli.client.ImportProof;
import dev.schemamigration.cli.output.ExitCode;
import dev.schemamigration.cli.output.ImportListing;
import dev.schemamigration.conversion.Conversion;
import dev.schemamigration.conversion.RevisionDirectory;
import dev.schemamigration.conversion.ToolDirectory;
import dev.schemamigration.conversion.model.Tool;
import java.nio.file.Path;
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
      "Nothing is overwritten, and nothing is written unless all of them can be converted. The",
      "revisions are then applied, undone and applied again on scratch databases, and compared"
          + " with",
      "what the tool itself builds where its program is on the PATH; exit with 3 when that differs."
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

  @Option(
      names = "--no-verify",
      description = {
        "Do not run the new revisions on scratch databases, nor the program of the tool to compare",
        "with. These are on an embedded server unless --database-url names another one."
      })
  private boolean unverified;

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
    var proof =
        conversion.isComplete() && !unverified
            ? Optional.of(context.imports().prove(conversion, folder, target))
            : Optional.<ImportProof>empty();
    var listing =
        proof
            .map(
                it ->
                    new ImportListing(conversion, written, it.report(), it.peer(), it.comparison()))
            .orElseGet(() -> ImportListing.of(conversion, written));
    context.output().list(listing.lines(), listing.document());
    context
        .console()
        .err()
        .println(
            written
                ? "%d revisions of %s are in %s."
                    .formatted(conversion.files().size(), conversion.tool().text(), target)
                : "schemactl: nothing is written, because not all migrations can be converted;"
                    + " correct them, or leave them out with --partial");
    return exitCode(conversion, proof).number();
  }

  private static ExitCode exitCode(Conversion conversion, Optional<ImportProof> proof) {
    if (!conversion.isComplete()) {
      return ExitCode.FAILED;
    }
    return proof.map(ImportProof::holds).orElse(true) ? ExitCode.OK : ExitCode.NO;
  }
}
