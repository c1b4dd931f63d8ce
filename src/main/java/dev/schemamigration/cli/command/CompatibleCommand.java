package dev.schemamigration.cli.command;

import dev.schemamigration.cli.cluster.ResourceOptions;
import dev.schemamigration.cli.output.ExitCode;
import dev.schemamigration.migration.readiness.Readiness;
import java.util.LinkedHashMap;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Answers whether an application may run against the database. */
@Command(
    name = "compatible",
    description = {
      "Exit with 0 if an application that needs a revision may run now, else with 3.",
      "It may while the revision is applied, also when the database is further."
    })
public final class CompatibleCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "REVISION",
      description = "A revision, the beginning of its id, or a label; with files also head, …")
  private String revision = "";

  @ArgGroup(exclusive = false)
  private @Nullable ResourceOptions resource;

  private final CommandContext context;

  public CompatibleCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    return switch (context.readiness(resource, revision, Supplier::get)) {
      case Readiness.Ready ready -> {
        answer(true, ready.at());
        context
            .console()
            .err()
            .println(
                "Compatible with " + revision + ": the database stands at " + ready.at() + ".");
        yield ExitCode.OK.number();
      }
      case Readiness.NotYet notYet -> {
        answer(false, notYet.why());
        context
            .console()
            .err()
            .println("Not compatible with " + revision + ", which is not applied: " + notYet.why());
        yield ExitCode.NO.number();
      }
      case Readiness.Failed failed ->
          context.output().failure(context.client().failure(failed.fault())).number();
    };
  }

  private void answer(boolean compatible, String detail) {
    var document = new LinkedHashMap<String, Object>();
    document.put("compatible", compatible);
    document.put(compatible ? "currentRevision" : "why", detail);
    context.output().answer(document);
  }
}
