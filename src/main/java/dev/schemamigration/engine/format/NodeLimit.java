package dev.schemamigration.engine.format;

import dev.schemamigration.engine.budget.Spending;
import dev.schemamigration.engine.fault.ChangelogLocation;
import dev.schemamigration.engine.fault.EngineException;

/** Counts the nodes of a changelog while it is read, up to {@link ChangelogLimits}. */
final class NodeLimit {
  private final ChangelogLocation location;
  private final Spending spending;
  private long nodes;

  NodeLimit(ChangelogLocation location, Spending spending) {
    this.location = location;
    this.spending = spending;
  }

  /**
   * Counts {@code more} nodes at a depth.
   *
   * @throws EngineException when there are too many, or too deep
   */
  void count(long more, int depth) {
    if (depth > ChangelogLimits.DEPTH) {
      throw location.tooComplex(
          "nests deeper than " + ChangelogLimits.DEPTH + " levels; flatten it");
    }
    nodes += more;
    if (nodes > ChangelogLimits.NODES) {
      throw location.tooComplex(
          "holds more than "
              + ChangelogLimits.NODES
              + " elements, repeated ones included; split it into several revisions");
    }
    spending.elements(more);
  }
}
