package dev.schemamigration.operator.status;

import dev.schemamigration.migration.api.RunSummary;
import dev.schemamigration.migration.api.StepProgress;
import dev.schemamigration.plan.Direction;
import dev.schemamigration.plan.Operation;
import dev.schemamigration.plan.Plan;
import dev.schemamigration.plan.Step;
import dev.schemamigration.revision.Heads;
import java.util.Optional;

/** Words the messages and values of statuses, Events and log lines. */
public final class StatusMessages {
  private StatusMessages() {}

  public static String direction(Direction direction) {
    return switch (direction) {
      case UPGRADE -> "Upgrade";
      case DOWNGRADE -> "Downgrade";
      case NONE -> "None";
    };
  }

  static String operation(Operation operation) {
    return switch (operation) {
      case UPGRADE -> "Upgrade";
      case DOWNGRADE -> "Downgrade";
    };
  }

  /** {@code base → 002: 2 revisions to apply}. */
  static String pending(Plan plan, Optional<Heads> from, Optional<Heads> to) {
    var route = from.map(Heads::toString).orElse("?") + " → " + to.map(Heads::toString).orElse("?");
    return route + ": " + amount(plan);
  }

  private static String amount(Plan plan) {
    if (plan.isEmpty()) {
      return "the history of another tool to record";
    }
    var undo = plan.downgrades().size();
    var apply = plan.upgrades().size();
    if (undo == 0) {
      return revisions(apply) + " to apply";
    }
    return apply == 0
        ? revisions(undo) + " to undo"
        : revisions(undo) + " to undo, then " + revisions(apply) + " to apply";
  }

  /** {@code applying 002 (Seed data), step 2 of 5}. */
  static String progress(StepProgress progress) {
    return "%s, step %d of %d"
        .formatted(stepUnderWay(progress.step()), progress.number(), progress.of());
  }

  private static String stepUnderWay(Step step) {
    return (step.operation() == Operation.UPGRADE ? "applying " : "undoing ") + named(step);
  }

  /** {@code 002 (Seed data)}. */
  public static String named(Step step) {
    return step.message().isBlank()
        ? step.revision()
        : step.revision() + " (" + step.message() + ")";
  }

  /** {@code base → 002 in 2 steps}. */
  public static String migrated(RunSummary run) {
    return "%s → %s in %s"
        .formatted(run.from(), run.to(), run.steps() == 1 ? "1 step" : run.steps() + " steps");
  }

  static String isAt(Optional<Heads> heads) {
    return heads
        .map(found -> "the database stands at " + found)
        .orElse("the database stands at the target");
  }

  private static String revisions(int count) {
    return count == 1 ? "1 revision" : count + " revisions";
  }
}
