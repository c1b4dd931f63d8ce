package dev.schemamigration.cli.command;

import dev.schemamigration.cli.output.ExitCode;
import dev.schemamigration.cli.output.JsonDocuments;
import dev.schemamigration.migration.api.Goal;
import dev.schemamigration.migration.api.Outcome;
import dev.schemamigration.migration.api.PlanPreview;
import dev.schemamigration.migration.api.Report;
import dev.schemamigration.plan.Step;
import dev.schemamigration.policy.PolicyRules;
import dev.schemamigration.revision.Heads;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** Shows the plan that declaring a target would run. */
@Command(
    name = "plan",
    description = "Show what would run if a resource declared TARGET, and run nothing.")
public final class PlanCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "TARGET",
      arity = "0..1",
      defaultValue = "head",
      description = "head, heads, base, a revision, label@head, … (default: ${DEFAULT-VALUE}).")
  private String target = "head";

  @Option(
      names = "--source-shrinks",
      paramLabel = "refuse|allow",
      defaultValue = "refuse",
      description = {
        "Whether the resource lets a target such as head undo revisions because the source no",
        "longer has them (default: ${DEFAULT-VALUE})."
      })
  private SourceShrinks sourceShrinks = SourceShrinks.REFUSE;

  /** Whether a source that lost revisions undoes them. */
  public enum SourceShrinks {
    REFUSE(PolicyRules.DEFAULT),
    ALLOW(PolicyRules.PERMISSIVE);

    private final PolicyRules rules;

    SourceShrinks(PolicyRules rules) {
      this.rules = rules;
    }

    public static SourceShrinks of(String text) {
      return switch (text) {
        case "refuse" -> REFUSE;
        case "allow" -> ALLOW;
        default ->
            throw new TypeConversionException("'" + text + "' is none; write refuse or allow");
      };
    }
  }

  private final CommandContext context;

  public PlanCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    var report = context.client().plan(new Goal.Declared(target), sourceShrinks.rules);
    if (report.outcome() instanceof Outcome.Pending) {
      context.output().list(lines(report), JsonDocuments.of(report, Optional.empty()));
      context.output().halfWay(report.unfinished());
      context.output().owner(report.ownership());
      return ExitCode.OK.number();
    }
    var where = report.heads().orElse(Heads.BASE);
    return context
        .output()
        .report(report, "Nothing to do: the database stands at " + where + ".")
        .number();
  }

  private static List<String> lines(Report report) {
    var view = report.plan().orElseThrow();
    var lines = new ArrayList<String>();
    lines.add(
        "%s -> %s"
            .formatted(report.heads().orElse(Heads.BASE), report.targetHeads().orElse(Heads.BASE)));
    for (var step : view.plan().steps()) {
      lines.add("  " + line(view, step));
    }
    lines.add(view.hash());
    return lines;
  }

  private static String line(PlanPreview view, Step step) {
    var line =
        switch (step.operation()) {
          case UPGRADE -> "upgrade " + step.revision();
          case DOWNGRADE -> "downgrade " + step.revision();
        };
    return line
        + (step.message().isEmpty() ? "" : ", " + step.message())
        + (view.irreversible().contains(step.revision()) ? " (cannot be undone)" : "");
  }
}
