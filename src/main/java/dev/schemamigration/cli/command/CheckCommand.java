package dev.schemamigration.cli.command;

import dev.schemamigration.autogenerate.Autogenerate;
import dev.schemamigration.autogenerate.DesiredSchema;
import dev.schemamigration.cli.option.DesiredOptions;
import dev.schemamigration.cli.output.ChangeListing;
import dev.schemamigration.cli.output.ExitCode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Alembic's {@code check}. */
@Command(
    name = "check",
    description = {
      "Exit with 3 when the migrations do not lead to the desired schema;",
      "without one, when the database is not at the heads of the source."
    })
public final class CheckCommand implements Callable<Integer> {
  @Mixin private final DesiredOptions desired = new DesiredOptions();

  private final CommandContext context;

  public CheckCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    var schema = desired.schema(context.inputs());
    return schema.isPresent() ? compare(schema.get()) : upToDate();
  }

  private int compare(DesiredSchema schema) {
    var bundle = context.inputs().bundle();
    var changes =
        context
            .schemas()
            .compare(
                "schemactl check",
                (comparison, databases) ->
                    new Autogenerate(comparison, databases).compare(bundle, schema));
    var lines = new ArrayList<String>();
    lines.add(
        changes.isEmpty()
            ? "No new upgrade operations detected."
            : "New upgrade operations detected:");
    lines.addAll(ChangeListing.lines(changes));
    context
        .output()
        .list(
            lines,
            Map.of("upToDate", changes.isEmpty(), "changes", ChangeListing.objects(changes)));
    return (changes.isEmpty() ? ExitCode.OK : ExitCode.NO).number();
  }

  private int upToDate() {
    var read = context.client().inspect();
    var missing = read.graph().heads().stream().filter(it -> !read.applied().contains(it)).toList();
    var document = new LinkedHashMap<String, Object>();
    document.put("upToDate", missing.isEmpty() && read.unfinished().isEmpty());
    document.put("heads", read.heads().ids());
    document.put("missingHeads", missing);
    document.put("unfinished", read.unfinished());
    var done = missing.isEmpty() && read.unfinished().isEmpty();
    context
        .output()
        .list(
            List.of(
                done
                    ? "The database is up to date."
                    : "Target database is not up to date: it is at %s."
                        .formatted(read.heads().toString())),
            document);
    if (!missing.isEmpty()) {
      context.console().err().println("Not applied: " + String.join(", ", missing) + ".");
    }
    context.output().halfWay(read.unfinished());
    return (done ? ExitCode.OK : ExitCode.NO).number();
  }
}
