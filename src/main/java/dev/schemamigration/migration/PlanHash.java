package dev.schemamigration.migration;

import dev.schemamigration.engine.Parsed;
import dev.schemamigration.plan.Step;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** The name of a plan: changes with every step, their order, and every file behind them. */
final class PlanHash {
  private final MessageDigest digest;

  private PlanHash() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** {@code sha256:} and 64 hexadecimal digits. */
  static String of(List<Step> steps, java.util.function.Function<Step, Parsed> text) {
    var hash = new PlanHash();
    for (var step : steps) {
      hash.add(step.operation().name(), step.revision(), text.apply(step).sha256());
    }
    return "sha256:" + HexFormat.of().formatHex(hash.digest.digest());
  }

  private void add(String... texts) {
    for (var text : texts) {
      digest.update(text.getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0);
    }
  }
}
