package dev.schemamigration.cli.command;

import dev.schemamigration.cli.output.FishCompletion;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Prints what makes a shell complete the commands and options of this program. */
@Command(
    name = "completion",
    description = {
      "Print a script that makes a shell complete commands and options, for example by",
      "source <(schemactl completion bash) in ~/.bashrc."
    })
public final class CompletionCommand implements Callable<Integer> {
  private static final String PROGRAM = "schemactl";

  /** The shells; zsh runs the script of bash. */
  public enum Shell {
    BASH,
    ZSH,
    FISH;

    public static Shell of(String text) {
      return switch (text) {
        case "bash" -> BASH;
        case "zsh" -> ZSH;
        case "fish" -> FISH;
        default ->
            throw new TypeConversionException(
                "'" + text + "' is none of them; write bash, zsh or fish");
      };
    }
  }

  @Parameters(paramLabel = "bash|zsh|fish", description = "The shell.")
  private Shell shell = Shell.BASH;

  @Spec private CommandSpec spec;

  private final CommandContext context;

  public CompletionCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    var program = spec.root().commandLine();
    var script =
        switch (shell) {
          case BASH, ZSH -> AutoComplete.bash(PROGRAM, program);
          case FISH -> FishCompletion.of(PROGRAM, program);
        };
    return context.output().list(script.lines().toList(), Map.of("script", script)).number();
  }
}
