package dev.schemamigration.revision;

import dev.schemamigration.setting.SettingNames;

/**
 * What is wrong with a graph, a target or the set of applied revisions. Every fault carries its
 * data and formats one message that names the thing and the remedy.
 */
public sealed interface RevisionFault
    permits GraphFault, TargetFault, AppliedFault, PlacementFault {

  /**
   * One sentence for the person who has to correct it; begins in lower case, ends without a full
   * stop.
   */
  String message();

  /** The same sentence for the reader of {@code names}. */
  default String message(SettingNames names) {
    return message();
  }

  /** The exception that carries this fault. */
  default RevisionException asException() {
    return new RevisionException(this);
  }
}
