package dev.schemamigration.plan;

import java.util.List;
import java.util.Objects;

/** What must run, in order. */
public record Plan(Direction direction, List<Step> steps) {
  public Plan {
    Objects.requireNonNull(direction);
    steps = List.copyOf(steps);
  }

  /** Whether there is nothing to do. */
  public boolean isEmpty() {
    return steps.isEmpty();
  }

  /** The steps that undo, in order. */
  public List<Step> downgrades() {
    return steps.stream().filter(step -> step.operation() == Operation.DOWNGRADE).toList();
  }

  /** The steps that apply, in order. */
  public List<Step> upgrades() {
    return steps.stream().filter(step -> step.operation() == Operation.UPGRADE).toList();
  }
}
