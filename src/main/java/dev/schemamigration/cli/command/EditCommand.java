package dev.schemamigration.cli.command;

import dev.schemamigration.cli.option.RevisionFolder;
import dev.schemamigration.cli.output.Failure;
import dev.schemamigration.cli.output.FailureException;
import dev.schemamigration.revision.NamedRevisions;
import dev.schemamigration.source.RevisionFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Alembic's {@code edit}. */
@Command(
    name = "edit",
    description = "Open the file of a revision in $VISUAL or $EDITOR, and check it afterwards.")
public final class EditCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "REVISION",
      description = "A revision, the beginning of one, head, heads, or current.")
  private String revision = "";

  private final CommandContext context;

  public EditCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    var folder = context.inputs().folder();
    var files = ids(folder).stream().map(id -> file(folder, id)).toList();
    if (files.isEmpty()) {
      throw new FailureException(
          Failure.usage(
              revision.equals("current")
                  ? "the database is at base, so there is no current revision to edit"
                  : "\"%s\" names no revision to edit".formatted(revision)));
    }
    var editor = new Editor(context.console().environment());
    files.forEach(editor::open);
    context.inputs().folder().bundle().graph();
    return 0;
  }

  private List<String> ids(RevisionFolder folder) {
    if (revision.equals("current")) {
      return new ArrayList<>(context.client().inspect().heads().ids());
    }
    return NamedRevisions.resolve(folder.bundle().graph(), MigratingCommand.checked(revision));
  }

  private static Path file(RevisionFolder folder, String id) {
    return folder
        .bundle()
        .find(id)
        .map(RevisionFile::path)
        .map(folder.path()::resolve)
        .orElseThrow(
            () ->
                new FailureException(
                    Failure.usage(
                        "revision \"%s\" has no file in %s any more; it is archived in the database"
                            .formatted(id, folder.path()))));
  }
}
