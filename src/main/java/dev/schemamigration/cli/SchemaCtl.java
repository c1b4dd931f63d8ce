package dev.schemamigration.cli;

import dev.schemamigration.cli.client.ClientContext;
import dev.schemamigration.cli.client.ImportClient;
import dev.schemamigration.cli.client.MigrationClient;
import dev.schemamigration.cli.client.SchemaClient;
import dev.schemamigration.cli.client.VerificationClient;
import dev.schemamigration.cli.command.CommandContext;
import dev.schemamigration.cli.command.CompletionCommand;
import dev.schemamigration.cli.command.HistoryCommand;
import dev.schemamigration.cli.command.ImportCommand;
import dev.schemamigration.cli.command.InitCommand;
import dev.schemamigration.cli.command.PlanCommand;
import dev.schemamigration.cli.option.ExecutionOptions;
import dev.schemamigration.cli.option.GlobalOptions;
import dev.schemamigration.cli.option.OptionNames;
import dev.schemamigration.cli.option.OptionResolver;
import dev.schemamigration.cli.output.CliMessages;
import dev.schemamigration.cli.output.CommandOutput;
import dev.schemamigration.cli.output.Console;
import dev.schemamigration.cli.output.ExitCode;
import dev.schemamigration.cli.output.Failure;
import dev.schemamigration.conversion.model.Tool;
import dev.schemamigration.migration.api.Execution;
import dev.schemamigration.migration.api.Request;
import dev.schemamigration.revision.drawing.DrawingFormat;
import dev.schemamigration.setting.SettingNames;
import dev.schemamigration.source.authoring.DirectoryTemplate;
import dev.schemamigration.text.PrintableStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The command line program. */
public final class SchemaCtl {
  /** Those with an argument that may begin with a minus, as -1. */
  private static final Set<String> COUNTING =
      Set.of("upgrade", "downgrade", "show", "edit", "verify");

  /** The option by which programs call it, found also where the other arguments make no sense. */
  private static final Pattern JSON = Pattern.compile("(?:^| )(?:-o|--output)[ =]?json(?: |$)");

  private final Console console;
  private final RootCommand root = new RootCommand();
  private final CommandLine line = new CommandLine(root);
  private final CommandOutput output;
  private boolean jsonNamed;

  private SchemaCtl(Console console) {
    this.console =
        new Console(
            new PrintableStream(console.out()),
            new PrintableStream(console.err()),
            console.environment());
    this.output =
        new CommandOutput(() -> jsonNamed || root.globals().json(), this.console, this::names);
  }

  /**
   * Runs one command to its end.
   *
   * @param version of this program
   * @param operator runs the operator and gives its exit code
   * @return the exit code
   */
  public static int run(Console console, String version, IntSupplier operator, String... args) {
    return commandLine(console, version, operator, args).execute(args);
  }

  /** The program with the commands that the arguments may mean; without arguments, with all. */
  static CommandLine commandLine(
      Console console, String version, IntSupplier operator, String... args) {
    return new SchemaCtl(console).commandLine(version, operator, args);
  }

  private CommandLine commandLine(String version, IntSupplier operator, String... args) {
    var inputs = new OptionResolver(root.globals(), console);
    var client = ClientContext.of(inputs, console, version, this::names);
    var context =
        new CommandContext(
            inputs,
            new MigrationClient(client),
            new VerificationClient(client),
            new SchemaClient(client),
            new ImportClient(client),
            output,
            console);
    new Commands(context, operator).in(args).forEach(line::addSubcommand);
    HelpExamples.addTo(line);
    line.setCommandName(console.program());
    line.setColorScheme(Help.defaultColorScheme(console.colored() ? Ansi.ON : Ansi.OFF));
    line.getCommandSpec().version("schemactl " + version);
    line.getSubcommands()
        .values()
        .forEach(it -> it.getCommandSpec().version("schemactl " + version));
    line.registerConverter(Duration.class, ExecutionOptions::duration);
    line.registerConverter(GlobalOptions.Format.class, GlobalOptions.Format::of);
    line.registerConverter(Tool.class, ImportCommand::tool);
    line.registerConverter(Request.Adoption.class, GlobalOptions::adoption);
    line.registerConverter(CompletionCommand.Shell.class, CompletionCommand.Shell::of);
    line.registerConverter(DrawingFormat.class, HistoryCommand::format);
    line.registerConverter(DirectoryTemplate.class, InitCommand::template);
    line.registerConverter(PlanCommand.SourceShrinks.class, PlanCommand.SourceShrinks::of);
    line.registerConverter(Execution.TransactionScope.class, ExecutionOptions::scope);
    line.setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8));
    line.setExecutionStrategy(this::run);
    line.setParameterExceptionHandler(this::usageError);
    line.setExecutionExceptionHandler((e, command, parsed) -> executionError(e));
    line.getSubcommands().entrySet().stream()
        .filter(it -> COUNTING.contains(it.getKey()))
        .forEach(it -> it.getValue().setUnmatchedOptionsArePositionalParams(true));
    return line;
  }

  private int run(ParseResult parsed) {
    var command = parsed.asCommandLineList().getLast();
    if (root.globals().junit() && !command.getCommandName().equals("verify")) {
      throw new ParameterException(command, "-o junit is a format of the command verify alone");
    }
    return new CommandLine.RunLast().execute(parsed);
  }

  private int usageError(ParameterException e, String... args) {
    var command = e.getCommandLine().getCommandSpec().qualifiedName();
    var message = CliMessages.withoutCredentials(e.getMessage().lines().findFirst().orElse(""));
    jsonNamed = JSON.matcher(String.join(" ", args)).find();
    return output.failure(Failure.usage(message + "; see " + command + " --help")).number();
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
