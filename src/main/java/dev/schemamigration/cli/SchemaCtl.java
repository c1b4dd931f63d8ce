package dev.schemamigration.cli;

import dev.schemamigration.cli.command.BranchesCommand;
import dev.schemamigration.cli.command.CommandContext;
import dev.schemamigration.cli.command.CompatibleCommand;
import dev.schemamigration.cli.command.CurrentCommand;
import dev.schemamigration.cli.command.DemoCommand;
import dev.schemamigration.cli.command.DowngradeCommand;
import dev.schemamigration.cli.command.EditCommand;
import dev.schemamigration.cli.command.EnsureVersionCommand;
import dev.schemamigration.cli.command.HeadsCommand;
import dev.schemamigration.cli.command.HistoryCommand;
import dev.schemamigration.cli.command.InitCommand;
import dev.schemamigration.cli.command.ListTemplatesCommand;
import dev.schemamigration.cli.command.MergeCommand;
import dev.schemamigration.cli.command.MigrationClient;
import dev.schemamigration.cli.command.OperatorCommand;
import dev.schemamigration.cli.command.PlanCommand;
import dev.schemamigration.cli.command.RevisionCommand;
import dev.schemamigration.cli.command.ShowCommand;
import dev.schemamigration.cli.command.StampCommand;
import dev.schemamigration.cli.command.UpgradeCommand;
import dev.schemamigration.cli.command.VerificationClient;
import dev.schemamigration.cli.command.VerifyCommand;
import dev.schemamigration.cli.command.WaitCommand;
import dev.schemamigration.cli.option.ExecutionOptions;
import dev.schemamigration.cli.option.GlobalOptions;
import dev.schemamigration.cli.option.OptionNames;
import dev.schemamigration.cli.option.OptionResolver;
import dev.schemamigration.cli.output.CliMessages;
import dev.schemamigration.cli.output.CommandOutput;
import dev.schemamigration.cli.output.Console;
import dev.schemamigration.cli.output.ExitCode;
import dev.schemamigration.cli.output.Failure;
import dev.schemamigration.migration.api.Execution;
import dev.schemamigration.migration.api.Request;
import dev.schemamigration.revision.drawing.DrawingFormat;
import dev.schemamigration.setting.SettingNames;
import dev.schemamigration.source.authoring.DirectoryTemplate;
import dev.schemamigration.text.PrintableStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.IntSupplier;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The command line program. */
public final class SchemaCtl {
  private final Console console;
  private final RootCommand root = new RootCommand();
  private final CommandLine line = new CommandLine(root);
  private final CommandOutput output;

  private SchemaCtl(Console console) {
    this.console =
        new Console(
            new PrintableStream(console.out()),
            new PrintableStream(console.err()),
            console.environment());
    this.output = new CommandOutput(root.globals()::json, this.console, this::names);
  }

  /**
   * Runs one command to its end.
   *
   * @param version of this program
   * @param operator runs the operator and gives its exit code
   * @return the exit code
   */
  public static int run(Console console, String version, IntSupplier operator, String... args) {
    return commandLine(console, version, operator).execute(args);
  }

  static CommandLine commandLine(Console console, String version, IntSupplier operator) {
    return new SchemaCtl(console).commandLine(version, operator);
  }

  private CommandLine commandLine(String version, IntSupplier operator) {
    var inputs = new OptionResolver(root.globals(), console);
    var context =
        new CommandContext(
            inputs,
            new MigrationClient(inputs, console, version, this::names),
            new VerificationClient(inputs, console, version, this::names),
            output,
            console);
    line.addSubcommand(new InitCommand(context));
    line.addSubcommand(new ListTemplatesCommand(context));
    line.addSubcommand(new RevisionCommand(context));
    line.addSubcommand(new MergeCommand(context));
    line.addSubcommand(new EditCommand(context));
    line.addSubcommand(new UpgradeCommand(context));
    line.addSubcommand(new DowngradeCommand(context));
    line.addSubcommand(new CurrentCommand(context));
    line.addSubcommand(new HistoryCommand(context));
    line.addSubcommand(new HeadsCommand(context));
    line.addSubcommand(new BranchesCommand(context));
    line.addSubcommand(new ShowCommand(context));
    line.addSubcommand(new PlanCommand(context));
    line.addSubcommand(new VerifyCommand(context));
    line.addSubcommand(new StampCommand(context));
    line.addSubcommand(new EnsureVersionCommand(context));
    line.addSubcommand(new WaitCommand(context));
    line.addSubcommand(new CompatibleCommand(context));
    line.addSubcommand(new DemoCommand(context));
    line.addSubcommand(new OperatorCommand(operator));
    line.getCommandSpec().version("schemactl " + version);
    line.getSubcommands()
        .values()
        .forEach(it -> it.getCommandSpec().version("schemactl " + version));
    line.registerConverter(Duration.class, ExecutionOptions::duration);
    line.registerConverter(GlobalOptions.Format.class, GlobalOptions.Format::of);
    line.registerConverter(Request.Adoption.class, GlobalOptions::adoption);
    line.registerConverter(DrawingFormat.class, HistoryCommand::format);
    line.registerConverter(DirectoryTemplate.class, InitCommand::template);
    line.registerConverter(PlanCommand.SourceShrinks.class, PlanCommand.SourceShrinks::of);
    line.registerConverter(Execution.TransactionScope.class, ExecutionOptions::scope);
    line.setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8));
    line.setExecutionStrategy(this::run);
    line.setParameterExceptionHandler((e, arguments) -> usageError(e));
    line.setExecutionExceptionHandler((e, command, parsed) -> executionError(e));
    for (var counting : List.of("upgrade", "downgrade", "show", "edit")) {
      line.getSubcommands().get(counting).setUnmatchedOptionsArePositionalParams(true);
    }
    return line;
  }

  private int run(ParseResult parsed) {
    var command = parsed.asCommandLineList().getLast();
    if (root.globals().junit() && !command.getCommandName().equals("verify")) {
      throw new ParameterException(command, "-o junit is a format of the command verify alone");
    }
    return new CommandLine.RunLast().execute(parsed);
  }

  private int usageError(ParameterException e) {
    var command = e.getCommandLine().getCommandSpec().qualifiedName();
    var message = CliMessages.withoutCredentials(e.getMessage().lines().findFirst().orElse(""));
    console.err().println("schemactl: " + message + "; see " + command + " --help");
    return ExitCode.USAGE.number();
  }

  /** The options of the command that runs. */
  private SettingNames names() {
    return new OptionNames(line.getParseResult().asCommandLineList().getLast().getCommandSpec());
  }

  private int executionError(Exception e) {
    var failure = Failure.of(e, names());
    if (failure.isPresent()) {
      return output.failure(failure.get()).number();
    }
    if (console.environment().containsKey("SCHEMACTL_DEBUG")) {
      e.printStackTrace(console.err());
    }
    return output
        .failure(
            new Failure(
                ExitCode.FAILED,
                "InternalError",
                "unforeseen "
                    + e.getClass().getSimpleName()
                    + ": "
                    + CliMessages.withoutCredentials(String.valueOf(e.getMessage()))
                    + "; set SCHEMACTL_DEBUG=1 to see where"))
        .number();
  }
}
