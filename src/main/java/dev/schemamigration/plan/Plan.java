package dev.schemamigration.plan;

import java.util.List;
import java.util.Objects;

/** The steps that must run, in order: those that undo first, then those that apply. */
public record Plan(Direction direction, List<Step> steps) {
  public Plan {
    Objects.requireNonNull(direction);
    steps = List.copyOf(steps);
  }

  /** A plan of these steps; its direction follows from them. */
  static Plan of(List<Step> steps) {
    Direction direction =
        steps.stream().anyMatch(step -> step.operation() == Operation.DOWNGRADE)
            ? Direction.DOWNGRADE
            : steps.isEmpty() ? Direction.NONE : Direction.UPGRADE;
    return new Plan(direction, steps);
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
