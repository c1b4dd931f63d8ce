package dev.schemamigration.cli.command;

import dev.schemamigration.cli.output.ExitCode;
import dev.schemamigration.cli.output.Failure;
import dev.schemamigration.cli.output.FailureException;
import dev.schemamigration.migration.api.Adoptable;
import java.io.Console;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Takes over the history of another tool. */
@Command(
    name = "adopt",
    description = {
      "Show which revisions the history of another tool stands for, and record them as applied.",
      "Nothing else runs; the first upgrade would do the same by itself."
    })
public final class AdoptCommand implements Callable<Integer> {
  @Option(names = "--dry-run", description = "Show it, and record nothing.")
  private boolean dryRun;

  @Option(names = "--yes", description = "Record it without asking.")
  private boolean yes;

  private final CommandContext context;

  public AdoptCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    return switch (context.client().adoptable()) {
      case Adoptable.Stopped stopped ->
          context.output().failure(context.client().failure(stopped.fault())).number();
      case Adoptable.Nothing nothing -> {
        context.output().answer(document(List.of()));
        context
            .console()
            .err()
            .println(
                nothing.recorded()
                    ? "Nothing to adopt: what is applied is recorded already."
                    : "Nothing to adopt: no history of another tool is found.");
        yield ExitCode.OK.number();
      }
      case Adoptable.History history -> adopt(history);
    };
  }

  private int adopt(Adoptable.History history) {
    var lines = new ArrayList<String>();
    lines.add(history.tool() + " (" + history.table() + ") -> " + history.heads());
    history.revisions().forEach(it -> lines.add("  " + it));
    history.notes().forEach(it -> lines.add("  not adopted: " + it));
    if (dryRun) {
      var document = document(history.revisions());
      document.put("tool", history.tool());
      document.put("table", history.table());
      document.put("notes", history.notes());
      return context.output().list(lines, document).number();
    }
    lines.forEach(context.console().err()::println);
    if (!yes && !confirmed()) {
      throw new FailureException(
          Failure.usage("nothing is recorded; say --yes, or answer y on a terminal"));
    }
    var report = context.client().adopt(history);
    return context
        .output()
        .report(report, "Recorded: the database stands at " + history.heads() + ".")
        .number();
  }

  private static LinkedHashMap<String, Object> document(List<String> revisions) {
    var document = new LinkedHashMap<String, Object>();
    document.put("revisions", revisions);
    return document;
  }

  private static boolean confirmed() {
    var terminal = System.console();
    if (terminal == null || !isTerminal(terminal)) {
      return false;
    }
    var answer = terminal.readLine("Record these revisions as applied? [y/N] ");
    return answer != null && answer.strip().equalsIgnoreCase("y");
  }

  /** From Java 22 on a console may be there without a terminal, and says so. */
  private static boolean isTerminal(Console console) {
    try {
      return Boolean.TRUE.equals(Console.class.getMethod("isTerminal").invoke(console));
    } catch (ReflectiveOperationException e) {
      return true;
    }
  }
}
