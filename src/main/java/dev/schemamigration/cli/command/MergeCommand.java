package dev.schemamigration.cli.command;

import dev.schemamigration.cli.option.NewRevisionOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Alembic's {@code merge}. */
@Command(
    name = "merge",
    description = "Write the file of a revision that joins several, and print its path.")
public final class MergeCommand implements Callable<Integer> {
  @Mixin private final NewRevisionOptions revision = new NewRevisionOptions();

  @Parameters(
      paramLabel = "REVISION",
      arity = "1..*",
      description = "The revisions to join, or heads for all heads.")
  private List<String> revisions = new ArrayList<>();

  private final CommandContext context;

  public MergeCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    var folder = context.inputs().folder();
    var heads = folder.bundle().graph().topHeads();
    if (revisions.equals(List.of("heads")) && heads.size() == 1) {
      context
          .console()
          .err()
          .println("Nothing to merge: " + heads.getFirst() + " is the only head.");
      return context.output().list(List.of(), Map.of("revision", Optional.empty())).number();
    }
    var file = new NewRevisionFile(context, folder);
    var merged = file.placement().merge(revision.request(revisions, List.of()));
    return file.write(file.empty(merged));
  }
}
