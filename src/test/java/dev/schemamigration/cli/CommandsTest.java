package dev.schemamigration.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.cli.output.Console;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class CommandsTest {
  private final Map<String, CommandLine> all = commands();

  @Test
  void aCommandIsMadeWhenItsNameIsAmongTheArguments() {
    assertThat(all).hasSizeGreaterThan(10);
    all.keySet().stream()
        .filter(it -> !it.equals("completion"))
        .forEach(
            name -> {
              assertThat(commands(name).keySet()).isEqualTo(Set.of(name));
              assertThat(commands("--source", "x", name, "--help").keySet())
                  .isEqualTo(Set.of(name));
            });
  }

  @Test
  void completionKnowsAllOfThem() {
    assertThat(commands("completion", "bash").keySet()).isEqualTo(all.keySet());
  }

  @Test
  void theValueOfAnOptionMayBeTheNameOfACommand() {
    assertThat(commands("--schema", "current", "upgrade", "head").keySet())
        .isEqualTo(Set.of("current", "upgrade"));
  }

  @Test
  void allAreMadeForTheHelpAndForWhatIsNoCommand() {
    assertThat(commands("--help").keySet()).isEqualTo(all.keySet());
    assertThat(commands("upgrad", "head").keySet()).isEqualTo(all.keySet());
  }

  private static Map<String, CommandLine> commands(String... args) {
    var nowhere = new PrintStream(OutputStream.nullOutputStream());
    return SchemaCtl.commandLine(new Console(nowhere, nowhere, Map.of()), "1", () -> 0, args)
        .getSubcommands();
  }
}
