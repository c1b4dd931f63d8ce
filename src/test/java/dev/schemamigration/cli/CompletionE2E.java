package dev.schemamigration.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.testing.ProgramResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Completes command lines with bash itself. */
class CompletionE2E {
  @TempDir Path folder;

  private Path script;

  @BeforeEach
  void writeTheScript() throws IOException {
    script = folder.resolve("completion");
    Files.writeString(script, new CommandLineFixture(folder).bare("completion", "bash").out());
  }

  /** What bash offers behind these words. */
  private List<String> offered(String... words) {
    var program =
        """
        set -e
        # A builtin that works while bash completes, and in nothing else.
        compopt() { :; }
        source "$1"
        shift
        COMP_WORDS=(schemactl "$@")
        COMP_CWORD=$(($# ))
        _complete_schemactl
        printf '%s\\n' "${COMPREPLY[@]}"
        """;
    var command = new ArrayList<>(List.of("bash", "-c", program, "bash"));
    command.add(script.toString());
    command.addAll(List.of(words));
    var result = ProgramResult.toEnd(new ProcessBuilder(command));
    assertThat(result.exitCode()).as(result.err()).isZero();
    return result.out().lines().map(String::strip).toList();
  }

  @Test
  void commandsAreCompleted() {
    assertThat(offered("")).contains("upgrade", "downgrade", "history", "list_templates");
    assertThat(offered("he")).containsExactly("heads");
    assertThat(offered("ensure")).containsExactly("ensure_version");
  }

  @Test
  void optionsOfTheCommandAreCompleted() {
    assertThat(offered("history", "--gr")).containsExactly("--graph");
    assertThat(offered("revision", "--")).contains("--splice", "--head", "--source");
    assertThat(offered("heads", "--")).doesNotContain("--splice");
  }

  @Test
  void theOtherShellsHaveAScriptToo() {
    var terminal = new CommandLineFixture(folder);

    assertThat(terminal.bare("completion", "zsh").out()).contains("bashcompinit");
    assertThat(terminal.bare("completion", "fish").out())
        .startsWith("complete -c schemactl -f\n")
        .contains("complete -c schemactl -n __fish_use_subcommand -a upgrade -d '")
        .contains("-n '__fish_seen_subcommand_from history' -l graph -d '");
    assertThat(terminal.bare("completion", "tcsh").err())
        .isEqualTo(
            "schemactl: Invalid value for positional parameter at index 0 (bash|zsh|fish): 'tcsh' is"
                + " none of them; write bash, zsh or fish; see schemactl completion --help\n");
  }
}
