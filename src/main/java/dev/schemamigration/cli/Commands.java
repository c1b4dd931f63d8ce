package dev.schemamigration.cli;

import dev.schemamigration.cli.command.AdoptCommand;
import dev.schemamigration.cli.command.BranchesCommand;
import dev.schemamigration.cli.command.CheckCommand;
import dev.schemamigration.cli.command.CommandContext;
import dev.schemamigration.cli.command.CompatibleCommand;
import dev.schemamigration.cli.command.CompletionCommand;
import dev.schemamigration.cli.command.CurrentCommand;
import dev.schemamigration.cli.command.DemoCommand;
import dev.schemamigration.cli.command.DowngradeCommand;
import dev.schemamigration.cli.command.DriftCommand;
import dev.schemamigration.cli.command.EditCommand;
import dev.schemamigration.cli.command.EnsureVersionCommand;
import dev.schemamigration.cli.command.HeadsCommand;
import dev.schemamigration.cli.command.HistoryCommand;
import dev.schemamigration.cli.command.ImportCommand;
import dev.schemamigration.cli.command.InitCommand;
import dev.schemamigration.cli.command.ListTemplatesCommand;
import dev.schemamigration.cli.command.MergeCommand;
import dev.schemamigration.cli.command.OperatorCommand;
import dev.schemamigration.cli.command.PlanCommand;
import dev.schemamigration.cli.command.RevisionCommand;
import dev.schemamigration.cli.command.ShowCommand;
import dev.schemamigration.cli.command.StampCommand;
import dev.schemamigration.cli.command.UpgradeCommand;
import dev.schemamigration.cli.command.VerifyCommand;
import dev.schemamigration.cli.command.WaitCommand;
import dev.schemamigration.cli.resource.ApproveCommand;
import dev.schemamigration.cli.resource.ReconcileCommand;
import dev.schemamigration.cli.resource.ResumeCommand;
import dev.schemamigration.cli.resource.StatusCommand;
import dev.schemamigration.cli.resource.SuspendCommand;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The commands, in the order of the help. Only those that the arguments may mean are made: to read
 * the options of all takes longer than most commands run.
 */
final class Commands {
  /** It prints what it knows of all others. */
  private static final String COMPLETION = "completion";

  private final Map<String, Supplier<Object>> all = new LinkedHashMap<>();

  Commands(CommandContext context, IntSupplier operator) {
    all.put("init", () -> new InitCommand(context));
    all.put("list_templates", () -> new ListTemplatesCommand(context));
    all.put("revision", () -> new RevisionCommand(context));
    all.put("merge", () -> new MergeCommand(context));
    all.put("edit", () -> new EditCommand(context));
    all.put("upgrade", () -> new UpgradeCommand(context));
    all.put("downgrade", () -> new DowngradeCommand(context));
    all.put("current", () -> new CurrentCommand(context));
    all.put("history", () -> new HistoryCommand(context));
    all.put("heads", () -> new HeadsCommand(context));
    all.put("branches", () -> new BranchesCommand(context));
    all.put("show", () -> new ShowCommand(context));
    all.put("plan", () -> new PlanCommand(context));
    all.put("check", () -> new CheckCommand(context));
    all.put("drift", () -> new DriftCommand(context));
    all.put("verify", () -> new VerifyCommand(context));
    all.put("stamp", () -> new StampCommand(context));
    all.put("ensure_version", () -> new EnsureVersionCommand(context));
    all.put("adopt", () -> new AdoptCommand(context));
    all.put("import", () -> new ImportCommand(context));
    all.put("wait", () -> new WaitCommand(context));
    all.put("compatible", () -> new CompatibleCommand(context));
    all.put("status", () -> new StatusCommand(context));
    all.put("suspend", () -> new SuspendCommand(context));
    all.put("resume", () -> new ResumeCommand(context));
    all.put("reconcile", () -> new ReconcileCommand(context));
    all.put("approve", () -> new ApproveCommand(context));
    all.put(COMPLETION, () -> new CompletionCommand(context));
    all.put("demo", () -> new DemoCommand(context));
    all.put("operator", () -> new OperatorCommand(operator));
  }

  /** Those whose name is among the arguments, where options may stand too; without any, all. */
  Collection<Object> in(String... args) {
    var given = Arrays.stream(args).collect(Collectors.toSet());
    var named = all.keySet().stream().filter(given::contains).toList();
    return (named.isEmpty() || named.contains(COMPLETION) ? all.keySet() : named)
        .stream().<Object>map(name -> all.get(name).get()).toList();
  }
}
