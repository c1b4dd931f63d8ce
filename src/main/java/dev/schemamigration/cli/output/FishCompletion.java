package dev.schemamigration.cli.output;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Writes the commands and options of a program as completions for the shell fish. */
public final class FishCompletion {
  private FishCompletion() {}

  /** The script. */
  public static String of(String name, CommandLine program) {
    var lines = new ArrayList<String>();
    lines.add("complete -c " + name + " -f");
    program
        .getSubcommands()
        .forEach(
            (command, line) -> {
              var spec = line.getCommandSpec();
              lines.add(
                  "complete -c %s -n __fish_use_subcommand -a %s -d %s"
                      .formatted(name, command, quoted(spec.usageMessage().description())));
              for (var option : spec.options()) {
                lines.add(option(name, command, option));
              }
            });
    return String.join("\n", lines) + "\n";
  }

  private static String option(String name, String command, OptionSpec option) {
    var line = new StringBuilder("complete -c " + name);
    line.append(" -n '__fish_seen_subcommand_from ").append(command).append('\'');
    for (var spelling : option.names()) {
      line.append(
          spelling.startsWith("--") ? " -l " + spelling.substring(2) : " -s " + spelling.charAt(1));
    }
    if (takesValue(option)) {
      line.append(
          option.paramLabel().matches("[a-z|]+\\|[a-z|]+")
              ? " -x -a " + quoted(option.paramLabel().replace('|', ' '))
              : " -r");
    }
    return line + " -d " + quoted(option.description());
  }

  private static boolean takesValue(ArgSpec option) {
    return option.arity().max() > 0;
  }

  private static String quoted(String... words) {
    return "'" + String.join(" ", List.of(words)).replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
