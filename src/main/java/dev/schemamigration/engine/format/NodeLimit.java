package dev.schemamigration.engine.format;

import dev.schemamigration.engine.fault.ChangelogLocation;
import dev.schemamigration.engine.fault.EngineException;

/** Counts the nodes of a changelog while it is read and stops at {@link ChangelogLimits}. */
final class NodeLimit {
  private final ChangelogLocation place;
  private int nodes;

  NodeLimit(ChangelogLocation place) {
    this.place = place;
  }

  /**
   * Adds nodes at a depth.
   *
   * @throws EngineException when it is too much
   */
  void spend(int more, int depth) {
    if (depth > ChangelogLimits.DEPTH) {
      throw place.invalid("nests deeper than " + ChangelogLimits.DEPTH + " levels; flatten it");
    }
    nodes += more;
    if (nodes > ChangelogLimits.NODES) {
      throw place.invalid(
          "holds more than "
              + ChangelogLimits.NODES
              + " elements, repeated ones included; split it into several revisions");
    }
  }
}
