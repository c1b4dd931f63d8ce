package dev.schemamigration.operator.spec;

import dev.schemamigration.crd.v1alpha1.ExecutionSpec;
import dev.schemamigration.migration.api.Execution;
import dev.schemamigration.migration.api.Execution.TransactionScope;
import dev.schemamigration.migration.reason.Reason;
import dev.schemamigration.text.Durations;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Reads {@code spec.execution} into transaction scope and time limits. */
final class ExecutionReader {
  private ExecutionReader() {}

  static Execution read(@Nullable ExecutionSpec spec) {
    var execution = spec == null ? ExecutionSpec.defaults() : spec;
    var deadline = duration("deadline", execution.deadline());
    if (deadline.isZero()) {
      throw invalid("deadline", execution.deadline(), "a duration longer than 0s, e.g. 1h");
    }
    return new Execution(
        transaction(execution.transaction()),
        duration("lockTimeout", execution.lockTimeout()),
        duration("statementTimeout", execution.statementTimeout()),
        deadline);
  }

  private static TransactionScope transaction(String text) {
    return switch (text) {
      case "Revision" -> TransactionScope.REVISION;
      case "Plan" -> TransactionScope.PLAN;
      default -> throw invalid("transaction", text, "Revision or Plan");
    };
  }

  private static Duration duration(String field, String text) {
    return Durations.parse(text)
        .filter(it -> it.compareTo(Durations.LONGEST_OF_A_RUN) <= 0)
        .orElseThrow(
            () -> invalid(field, text, "a duration of at most 596h, e.g. 500ms, 3s or 0s"));
  }

  private static UnusableSpecException invalid(String field, String text, String expected) {
    return new UnusableSpecException(
        Reason.InvalidSpec,
        "spec.execution.%s: \"%s\" cannot be used; write %s".formatted(field, text, expected));
  }
}
