package dev.schemamigration.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.cli.option.GlobalOptions;
import dev.schemamigration.cli.option.OptionNames;
import dev.schemamigration.migration.reason.Fault;
import dev.schemamigration.migration.reason.Reason;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class FailureTest {
  /** A command with the options that all have. */
  @Command
  private static final class Any {
    @Mixin private final GlobalOptions globals = new GlobalOptions();
  }

  private final OptionNames names = new OptionNames(new CommandLine(new Any()).getCommandSpec());

  private ExitCode exitCode(Reason reason) {
    return Failure.of(new Fault(reason, "it is so"), names).exitCode();
  }

  @Test
  void whatRulesForbidIsRefusedAndEverythingElseHasFailed() {
    assertThat(Arrays.stream(Reason.values()).filter(it -> exitCode(it) == ExitCode.REFUSED))
        .containsExactly(
            Reason.SourceShrank,
            Reason.DowngradeDenied,
            Reason.Irreversible,
            Reason.ServerTooOld,
            Reason.ApprovalRequired);
    assertThat(Arrays.stream(Reason.values()).map(this::exitCode))
        .containsOnly(ExitCode.REFUSED, ExitCode.FAILED);
  }
}
