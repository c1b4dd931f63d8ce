package dev.schemamigration.cli.command;

import dev.schemamigration.cli.option.AutogenerateOptions;
import dev.schemamigration.cli.option.NewRevisionOptions;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Alembic's {@code revision}. */
@Command(name = "revision", description = "Write the file of a new revision and print its path.")
public final class RevisionCommand implements Callable<Integer> {
  @Mixin private final NewRevisionOptions revision = new NewRevisionOptions();

  @Option(
      names = "--head",
      paramLabel = "REVISION",
      description =
          "The revision that it follows, or base (default: the only head); may be repeated.")
  private List<String> heads = List.of();

  @Option(
      names = "--depends-on",
      paramLabel = "REVISION",
      description = "A revision or label that must be applied before it; may be repeated.")
  private List<String> dependsOn = List.of();

  @Mixin private final AutogenerateOptions generation = new AutogenerateOptions();

  private final CommandContext context;

  public RevisionCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    var file = new NewRevisionFile(context, context.inputs().folder());
    if (generation.wanted()) {
      return new GeneratedFiles(context, file)
          .write(revision.request(heads, dependsOn), generation);
    }
    var placed = file.placement().place(revision.request(heads, dependsOn));
    return file.write(file.empty(placed));
  }
}
