package dev.schemamigration.policy;

import java.util.Objects;

/**
 * Why a rule does not let a plan run.
 *
 * @param concern what the rule is about
 * @param effect what the objection does to the plan
 * @param message what the plan would do and which setting objects to it; for a denial with the
 *     remedy
 */
public record Objection(Concern concern, Effect effect, String message) {
  public Objection {
    Objects.requireNonNull(concern);
    Objects.requireNonNull(effect);
    Objects.requireNonNull(message);
  }

  /** What rules are about. */
  public enum Concern {
    /** Revisions are undone. */
    DOWNGRADE
  }

  /** What an objection does to a plan. */
  public enum Effect {
    /** The plan is refused. */
    DENIES,
    /** The plan runs once its hash has been approved. */
    NEEDS_APPROVAL
  }
}
