package dev.schemamigration.operator;

/**
 * Checks whether this process is the leader. A process that was frozen for a while learns only
 * afterwards that another has taken over, and must not write what it observed before.
 */
@FunctionalInterface
public interface LeadershipCheck {
  /** Called before every write, so that the answer is not older than a pause of the process. */
  boolean isLeader();
}
