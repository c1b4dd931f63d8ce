package dev.schemamigration.cli.option;

import dev.schemamigration.migration.api.Execution;
import dev.schemamigration.text.Durations;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How a plan is carried out, for the commands that run one. */
public final class ExecutionOptions {
  @Option(
      names = "--deadline",
      paramLabel = "DURATION",
      defaultValue = "1h",
      description =
          "How long the run may take, waiting for others included; 0 is no limit"
              + " (default: ${DEFAULT-VALUE}).")
  private Duration deadline = Execution.DEFAULT.deadline();

  @Option(
      names = "--lock-timeout",
      paramLabel = "DURATION",
      defaultValue = "3s",
      description =
          "How long a statement may wait for a lock before its revision steps back and is"
              + " tried again; 0 is no limit (default: ${DEFAULT-VALUE}).")
  private Duration lockTimeout = Execution.DEFAULT.lockTimeout();

  @Option(
      names = "--statement-timeout",
      paramLabel = "DURATION",
      defaultValue = "0",
      description = "How long a statement may run; 0 is no limit (default: ${DEFAULT-VALUE}).")
  private Duration statementTimeout = Execution.DEFAULT.statementTimeout();

  @Option(
      names = "--transaction",
      paramLabel = "revision|plan",
      defaultValue = "revision",
      description =
          "What commits together: each revision, or the whole plan"
              + " (default: ${DEFAULT-VALUE}).")
  private Execution.TransactionScope transaction = Execution.DEFAULT.transaction();

  /** Reads {@code 90s}, {@code 5m}, {@code 1h30m}, {@code 250ms} and {@code 0}. */
  public static Duration duration(String text) {
    return Optional.of(Duration.ZERO)
        .filter(it -> text.equals("0"))
        .or(() -> Durations.parse(text))
        .filter(it -> it.compareTo(Durations.LONGEST_OF_A_RUN) <= 0)
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "'"
                        + text
                        + "' is no duration of at most 596h; write for example 250ms, 90s, 5m, 1h or 0"));
  }

  public static Execution.TransactionScope scope(String text) {
    return switch (text) {
      case "revision" -> Execution.TransactionScope.REVISION;
      case "plan" -> Execution.TransactionScope.PLAN;
      default ->
          throw new TypeConversionException("'" + text + "' is none; write revision or plan");
    };
  }

  public Execution execution() {
    return new Execution(transaction, lockTimeout, statementTimeout, deadline);
  }
}
