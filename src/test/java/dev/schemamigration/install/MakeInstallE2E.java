package dev.schemamigration.install;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.testing.ProgramResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged program as {@code make install} installs it. */
class MakeInstallE2E {
  private static final String ESCAPE = "\u001b[";

  @TempDir Path prefix;

  private ProgramResult run(Map<String, String> environment, String... command) {
    var builder = new ProcessBuilder(command).directory(prefix.toFile());
    builder.environment().keySet().removeAll(List.of("NO_COLOR", "SCHEMACTL_TERMINAL"));
    builder.environment().put("TERM", "xterm");
    builder.environment().putAll(environment);
    return ProgramResult.toEnd(builder);
  }

  private void install() {
    var builder = new ProcessBuilder("hack/install");
    builder.environment().put("PREFIX", prefix.toString());
    var installed = ProgramResult.toEnd(builder);
    assertThat(installed.exitCode()).as(installed.err()).isZero();
    assertThat(installed.out())
        .isEqualTo("Installed " + prefix + "/bin/schemactl and kubectl-schema\n");
  }

  @Test
  void theProgramIsInstalledAgainAndAgainUnderBothOfItsNames() throws Exception {
    install();
    install();

    var program = prefix.resolve("bin/schemactl").toString();
    var plugin = prefix.resolve("bin/kubectl-schema");
    assertThat(run(Map.of(), program, "heads", "--source", "bundled:spot-optimizer"))
        .isEqualTo(new ProgramResult(0, "002 (head)\n", ""));
    assertThat(Files.isSymbolicLink(plugin)).isTrue();
    assertThat(run(Map.of(), plugin.toString(), "upgrade", "--help").out())
        .startsWith("Usage: kubectl schema upgrade ")
        .contains("\n  kubectl schema upgrade heads\n");
    assertThat(run(Map.of(), plugin.toString(), "frob").err())
        .isEqualTo("schemactl: Unmatched argument at index 0: 'frob'; see kubectl schema --help\n");
    try (var left = Files.list(prefix.resolve("lib"))) {
      assertThat(left).containsExactly(prefix.resolve("lib/schemactl"));
    }
  }

  @Test
  void coloursAreForTerminalsOnly() {
    install();
    var help = prefix.resolve("bin/schemactl") + " heads --help";

    assertThat(run(Map.of(), "sh", "-c", help).out()).doesNotContain(ESCAPE);
    assertThat(run(Map.of("SCHEMACTL_TERMINAL", "1"), "sh", "-c", help).out())
        .doesNotContain(ESCAPE);
    // The tool "script" is the terminal.
    assertThat(run(Map.of(), "script", "-qec", help, "/dev/null").out()).contains(ESCAPE);
    assertThat(run(Map.of("NO_COLOR", "1"), "script", "-qec", help, "/dev/null").out())
        .contains("Usage: schemactl heads")
        .doesNotContain(ESCAPE);
    assertThat(run(Map.of("TERM", "dumb"), "script", "-qec", help, "/dev/null").out())
        .doesNotContain(ESCAPE);
  }
}
