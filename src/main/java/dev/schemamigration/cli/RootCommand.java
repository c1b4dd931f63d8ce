package dev.schemamigration.cli;

import dev.schemamigration.cli.option.GlobalOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The program itself: the options of all commands, and help when nothing at all is asked for. */
@Command(
    name = "schemactl",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    usageHelpAutoWidth = true,
    sortOptions = false,
    description = "Takes Postgres schemas up and down a graph of revisions.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done, or nothing to do",
      "1:the migration or the database failed",
      "2:the command line makes no sense",
      "3:the answer is no",
      "4:refused by a rule"
    })
final class RootCommand implements Runnable {
  @Mixin private final GlobalOptions globals = new GlobalOptions();

  @Spec private CommandSpec spec;

  GlobalOptions globals() {
    return globals;
  }

  @Override
  public void run() {
    var line = spec.commandLine();
    if (!line.getParseResult().originalArgs().isEmpty()) {
      throw new ParameterException(line, "Name a command");
    }
    line.usage(line.getOut());
  }
}
