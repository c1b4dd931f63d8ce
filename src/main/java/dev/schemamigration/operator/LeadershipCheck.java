package dev.schemamigration.operator;

/**
 * Whether this process is the one that speaks for the resources at this moment. One that was frozen
 * for a while learns only afterwards that another has taken over, and must not say first what it
 * took for true before.
 */
@FunctionalInterface
public interface LeadershipCheck {
  /** Asked before every word, so that the answer is not one from before a pause. */
  boolean holds();
}
