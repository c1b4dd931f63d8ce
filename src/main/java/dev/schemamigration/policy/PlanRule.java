package dev.schemamigration.policy;

import java.util.Optional;

/** One rule that a plan has to meet before it runs. */
@FunctionalInterface
public interface PlanRule {
  /** What the rule objects to in the plan, if anything. */
  Optional<Objection> check(Preview preview);
}
