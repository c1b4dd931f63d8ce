package dev.schemamigration.migration.planning;

import dev.schemamigration.engine.changelog.ParsedChangelog;
import dev.schemamigration.plan.Step;
import dev.schemamigration.text.Digest;
import java.util.List;
import java.util.function.Function;

/** The name of a plan: changes with every step, their order, and every file behind them. */
final class PlanHash {
  private PlanHash() {}

  /** {@code sha256:} and 64 hexadecimal digits. */
  static String of(List<Step> steps, Function<Step, ParsedChangelog> text) {
    var digest = new Digest();
    for (var step : steps) {
      digest
          .addTerminated(step.operation().name())
          .addTerminated(step.revision())
          .addTerminated(text.apply(step).sha256());
    }
    return "sha256:" + digest.hex();
  }
}
