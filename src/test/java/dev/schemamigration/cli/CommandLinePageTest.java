package dev.schemamigration.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Verifies that the page about the command line lists exactly the program's options. */
class CommandLinePageTest {
  @TempDir Path folder;

  private String page;
  private CommandLineFixture terminal;

  @BeforeEach
  void read() throws IOException {
    page = Files.readString(Path.of("docs/cli.md"));
    terminal = new CommandLineFixture(folder);
  }

  private Set<String> commands() {
    var help = terminal.bare("--help").out();
    return found("(?m)^  ([a-z_]+)  ", help.substring(help.indexOf("Commands:")));
  }

  @Test
  void everyCommandIsThere() {
    assertThat(found("(?m)^\\| `([a-z_]+)[ `]", page)).isEqualTo(commands());
  }

  @Test
  void everyOptionIsThere() {
    var options = new TreeSet<String>();
    for (var command : commands()) {
      if (!command.equals("demo")) {
        options.addAll(found("(--[a-z][a-z-]+)", terminal.bare(command, "--help").out()));
      }
    }
    var ofPage = found("(--[a-z][a-z-]+)", page);
    options.remove("--verbose");
    options.remove("--indicate-current");
    options.remove("--rev-range");
    options.remove("--output");
    options.remove("--parameter");
    options.remove("--message");

    assertThat(ofPage).isEqualTo(options);
  }

  @Test
  void everyExitCodeIsThere() {
    assertThat(found("(?m)^\\| (\\d) \\|", page))
        .isEqualTo(found("(?m)^  (\\d)   ", terminal.bare("--help").out()));
  }

  private static Set<String> found(String pattern, String text) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map((MatchResult it) -> it.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
