package dev.schemamigration.policy;

import dev.schemamigration.plan.Step;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One step of a plan before it runs: what is known of it, and its SQL on demand. */
public final class StepPreview {
  private final Step step;
  private final boolean irreversible;
  private final Supplier<List<String>> generator;
  private @Nullable List<String> sql;

  /**
   * A preview of {@code step}.
   *
   * @param irreversible whether the step applies a revision that could not be undone again
   * @param generator generates the SQL; called at most once, and only when a rule reads it
   */
  public StepPreview(Step step, boolean irreversible, Supplier<List<String>> generator) {
    this.step = Objects.requireNonNull(step);
    this.irreversible = irreversible;
    this.generator = Objects.requireNonNull(generator);
  }

  public Step step() {
    return step;
  }

  /** Whether the step applies a revision that could not be undone again. */
  public boolean irreversible() {
    return irreversible;
  }

  /**
   * The SQL statements that the step would send if it ran now, in order, with placeholders for the
   * values of Secrets. Generated at the first call, which may query the database: a plan whose
   * rules do not read SQL costs no generation, and the run generates its statements itself.
   */
  public List<String> sql() {
    if (sql == null) {
      sql = List.copyOf(generator.get());
    }
    return sql;
  }
}
