package dev.schemamigration.cli;

import dev.schemamigration.migration.api.Execution;
import java.time.Duration;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How a plan is carried out, for the commands that run one. */
final class ExecutionOptions {
  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h)|0");

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

  /** Reads {@code 90s}, {@code 5m}, {@code 1h}, {@code 250ms} and {@code 0}. */
  static Duration duration(String text) {
    var match = DURATION.matcher(text);
    if (!match.matches()) {
      throw new TypeConversionException(
          "'" + text + "' is no duration; write for example 250ms, 90s, 5m, 1h or 0");
    }
    if (match.group(2) == null) {
      return Duration.ZERO;
    }
    long amount = Long.parseLong(match.group(1));
    return switch (match.group(2)) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      default -> Duration.ofHours(amount);
    };
  }

  static Execution.TransactionScope scope(String text) {
    return switch (text) {
      case "revision" -> Execution.TransactionScope.REVISION;
      case "plan" -> Execution.TransactionScope.PLAN;
      default ->
          throw new TypeConversionException("'" + text + "' is none; write revision or plan");
    };
  }

  Execution execution() {
    return new Execution(transaction, lockTimeout, statementTimeout, deadline);
  }
}
