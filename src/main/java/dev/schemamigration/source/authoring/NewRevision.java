package dev.schemamigration.source.authoring;

import dev.schemamigration.revision.Revision;
import java.time.Instant;

/**
 * A revision that is to be written down.
 *
 * @param revision its place in the graph, with every parent an id
 * @param upgradeSql what applies it; empty for a skeleton to be filled in by hand, or a merge
 * @param rollbackSql what undoes it; empty with an empty upgrade
 */
public record NewRevision(
    Revision revision, Instant createDate, String upgradeSql, String rollbackSql) {

  /** One with nothing to run yet. */
  public static NewRevision empty(Revision revision, Instant createDate) {
    return new NewRevision(revision, createDate, "", "");
  }

  boolean isMerge() {
    return revision.downRevisions().size() > 1;
  }
}
